"""jieba's dictionary, and rjieba, which cuts by it as jieba does without guessing (HMM off) at a tenth of the time.

Both are read from their packages alone: jieba's `initialize` reads and writes a marshal file in the common temporary
directory, and whoever may write there decides what is unmarshalled.
"""

from __future__ import annotations

import math
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import rjieba

from bot.retrieval.sorted_lines import SortedLines

if TYPE_CHECKING:
    from collections.abc import Iterable

# The cutter that it makes when it is imported is one nobody asks, and 25 MB: it goes with its methods' names.
for _name in [
    name for name, held in vars(rjieba).items() if isinstance(getattr(held, "__self__", held), rjieba.Jieba)
]:
    delattr(rjieba, _name)

_REMEMBERED = 16384
"""Words; some 3 MB."""

_TOLD = 2
"""What a line tells of its word: how often it occurs, and its kind."""


class Dictionary:
    """The words of general Chinese with their frequencies.

    A word is looked up when it is asked for: to take all 350,000 apart takes 0.3 s.
    """

    def __init__(self) -> None:
        content = dictionary_file().read_bytes()
        self._total = sum(map(int, content.split()[1::3]))
        self._lines = SortedLines(b"\n".join([*sorted(content.splitlines()), b""]))
        self._told = lru_cache(_REMEMBERED)(self._look_up)

    def _look_up(self, word: str) -> tuple[int, str]:
        """How often a word occurs and of which kind it is; 0 for one that is unknown."""
        told = self._lines.told(word)
        return (int(told[0]), told[1]) if len(told) == _TOLD else (0, "")

    @staticmethod
    def cutter(words: Iterable[str] = ()) -> rjieba.Jieba:
        """What cuts texts into words, and keeps these whole as well."""
        cutter = rjieba.Jieba()
        for word in words:
            cutter.add_word(word, None, None)
        return cutter

    def knows(self, word: str) -> bool:
        """Whether it is a word of general Chinese."""
        return self._told(word)[0] > 0

    def is_noun(self, word: str) -> bool:
        """Whether it names a thing, a person or a place."""
        return self._told(word)[1].startswith("n")

    def information(self, word: str) -> float:
        """Self-information of a word in general Chinese, -log p, in nats; an unknown word counts as rarest."""
        return self._information(self._told(word)[0])

    def _information(self, count: int) -> float:
        return math.log(self._total / max(count, 1))


def dictionary_file() -> Path:
    """Where jieba's package has it: a line for a word, how often it occurs and its kind.

    Found without importing jieba, which costs more than reading it.
    """
    package = find_spec("jieba")
    assert package
    assert package.origin
    return Path(package.origin).with_name("dict.txt")
