"""How text sounds, in letters, without what near-homophones differ in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.readings import load_readings, toneless

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDS = (
    *((f"{letter}h", letter) for letter in "zcs"),
    *((f"{vowel}ng", f"{vowel}n") for vowel in "aei"),
    *((f"n{vowel}", f"l{vowel}") for vowel in "aeiouv"),
    *((f"hu{vowel}", f"f{vowel}") for vowel in "aeio"),  # hua/fa, huo/fo, hui/fei
    ("hu", "fu"),
    ("v", "u"),  # ü, as keyboards write it
)

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
    return [*map(toneless, load_readings().of(text))]


def readings(word: str) -> Sequence[Sequence[str]]:
    """The toneless syllables that a word may be read as, the usual ones first."""
    if len(word) > 1:
        return [syllables(word)]
    return [[heard] for heard in dict.fromkeys(map(toneless, load_readings().usual(word)))]


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
