"""How text sounds, in letters, without what near-homophones differ in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FOLDS = (
    *((f"{letter}h", letter) for letter in "zcs"),
    *((f"{vowel}ng", f"{vowel}n") for vowel in "aei"),
    *((f"n{vowel}", f"l{vowel}") for vowel in "aeiouv"),
    *((f"hu{vowel}", f"f{vowel}") for vowel in "aeio"),  # hua/fa, huo/fo, hui/fei
    ("hu", "fu"),
    ("v", "u"),  # ü, as keyboards write it
)

_USUAL = 2
"""Of the readings of a character, the others are of poems."""

_SYLLABLE = (
    "(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    "(?:[iu]?ang|iong|[eio]ng|[iu]an|iao|uai|[ae]i|[ao]o|ou|[aeiu]n|u[aoie]|i[aeu]|ve|er|[aeiouv])"
)
_ONE, _PINYIN = re.compile(_SYLLABLE), re.compile(f"(?:{_SYLLABLE})+(?: (?:{_SYLLABLE})+)*")


def is_pinyin(letters: str) -> bool:
    """Whether lower-case letters can be read as syllables to the last."""
    return _PINYIN.fullmatch(letters) is not None


def is_syllable(letters: str) -> bool:
    """Whether lower-case letters are one syllable."""
    return _ONE.fullmatch(letters) is not None


def syllables(text: str) -> list[str]:
    """The toneless syllable of each Han character; other characters as they are, one by one."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 # 0.25 s and 58 MB that only a second look costs

    read: list[str] = lazy_pinyin(text, errors=list)  # type: ignore[arg-type] # a list is taken apart; its types say str
    return read


def readings(word: str) -> Sequence[Sequence[str]]:
    """The toneless syllables that a word may be read as, the usual ones first; fast, for it cuts nothing up."""
    phrase = _phrases().get(word)
    if phrase:
        return [[_toneless(read[0]) for read in phrase]]
    if len(word) == 1:
        return [[read] for read in _readings_of(word)]
    return [[_readings_of(char)[0] for char in word]]


@lru_cache(maxsize=1)
def _phrases() -> Mapping[str, Sequence[Sequence[str]]]:
    from pypinyin.phrases_dict import phrases_dict  # noqa: PLC0415 # the same

    read: Mapping[str, Sequence[Sequence[str]]] = phrases_dict
    return read


@lru_cache(maxsize=8192)
def _readings_of(char: str) -> Sequence[str]:
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 # the same

    told = pinyin_dict.get(ord(char), char).split(",")
    return [*dict.fromkeys(map(_toneless, told))][:_USUAL]


@lru_cache(maxsize=2048)
def _toneless(read: str) -> str:
    letters = unicodedata.normalize("NFD", read).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii())


@lru_cache(maxsize=8192)
def fold(letters: str) -> str:
    """Pinyin letters as a southern speaker may hear and type them.

    Works on letters, not on syllables, so that it treats typed pinyin and the reading of characters alike.
    """
    for heard, folded in _FOLDS:
        letters = letters.replace(heard, folded)
    return letters


def sound(read: Sequence[str]) -> str:
    """Syllables as one folded string."""
    return fold("".join(read))
