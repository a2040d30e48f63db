"""How text sounds, in letters, without what near-homophones differ in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

if TYPE_CHECKING:
    from collections.abc import Sequence

_FOLDS = (
    (re.compile("([zcs])h"), r"\1"),  # zh ch sh -> z c s
    (re.compile("(?<=[aei])ng"), "n"),  # an/ang, en/eng, in/ing
    (re.compile("n(?=[aeiouv])"), "l"),  # n/l
    (re.compile("hu(?=[aeio])"), "f"),  # hua/fa, huo/fo, hui/fei
    (re.compile("hu"), "fu"),
    (re.compile("v"), "u"),  # ü, as keyboards write it
)


def syllables(text: str) -> list[str]:
    """The toneless syllable of each Han character; other characters as they are, one by one."""
    read: list[str] = lazy_pinyin(text, errors=list)  # type: ignore[arg-type] # a list is taken apart; its types say str
    return read


def fold(letters: str) -> str:
    """Pinyin letters as a southern speaker may hear and type them.

    Works on letters, not on syllables, so that it treats typed pinyin and the reading of characters alike.
    """
    for pattern, replacement in _FOLDS:
        letters = pattern.sub(replacement, letters)
    return letters


def sound(read: Sequence[str]) -> str:
    """Syllables as one folded string."""
    return fold("".join(read))
