"""How text sounds, in letters, without what near-homophones differ in."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

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
    from pypinyin import lazy_pinyin  # noqa: PLC0415 # 0.25 s and 58 MB that only a second look costs

    read: list[str] = lazy_pinyin(text, errors=list)  # type: ignore[arg-type] # a list is taken apart; its types say str
    return read


def first_reading(char: str) -> str:
    """The toneless syllable that a single Han character is most read as; fast, for it looks at nothing around it."""
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415 # the same

    read = unicodedata.normalize("NFD", pinyin_dict.get(ord(char), char).partition(",")[0])
    return "".join(letter for letter in read if letter.isascii())


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
