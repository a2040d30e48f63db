"""jieba's dictionary, and rjieba, which cuts by it as jieba does without guessing (HMM off) at a tenth of the time.

Both are read from their packages alone: jieba's `initialize` reads and writes a marshal file in the common temporary
directory, and whoever may write there decides what is unmarshalled.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from contextlib import nullcontext
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import rjieba

from bot.retrieval.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.retrieval.shelf_file import ShelfFiles
    from bot.retrieval.texts import Texts

_ready = iter([rjieba._DEFAULT_JIEBA])  # noqa: SLF001 # there is no other way to what importing made
"""The cutter that is made when it is imported, for whoever wants one first: another takes 0.15 s, and 25 MB more."""

# Nobody else asks it: it goes with its methods' names.
for _name in [
    name for name, held in vars(rjieba).items() if isinstance(getattr(held, "__self__", held), rjieba.Jieba)
]:
    delattr(rjieba, _name)

_REMEMBERED = 16384
"""Words; some 3 MB."""

_LINE = re.compile(rb"^(\S+) (\d{2,}) ", re.MULTILINE)
"""A word and how often it occurs, if that is not next to never."""

_TOLD = 2
"""What a line tells of its word: how often it occurs, and its kind."""


class Dictionary:
    """The words of general Chinese with their frequencies.

    Its lines are sorted and a word is looked up when it is asked for: to take all 350,000 apart takes 0.3 s, and to keep
    each as an object of its own 13 MB.

    Args:
        shelves: where what is made of it stays; None where it is made anew in each process.
        cutters: so many of the last that were made stay for who wants the same words again, each 25 MB.
    """

    def __init__(self, shelves: ShelfFiles | None = None, cutters: int = 1) -> None:
        self._shelves = shelves
        self._cutter = lru_cache(cutters)(_cutter)
        content = _file().read_bytes()
        self._total = sum(map(int, content.split()[1::3]))
        self._lines = b"\n".join([*sorted(content.splitlines()), b""])
        self._ends = np.flatnonzero(np.frombuffer(self._lines, np.uint8) == ord("\n")).astype(np.uint32).data
        self._told = lru_cache(_REMEMBERED)(self._look_up)

    def _line(self, number: int) -> bytes:
        begin = self._ends[number - 1] + 1 if number else 0
        return self._lines[begin : self._ends[number]]

    def _look_up(self, word: str) -> tuple[int, str]:
        """How often a word occurs and of which kind it is; 0 for one that is unknown."""
        begins = f"{word} ".encode("utf-8", "replace")
        at = bisect_left(range(len(self._ends)), begins, key=self._line)
        found = self._line(at) if at < len(self._ends) else b""
        told = found.removeprefix(begins).split() if found.startswith(begins) else []
        return (int(told[0]), told[1].decode()) if len(told) == _TOLD else (0, "")

    def cutter(self, words: Iterable[str] = ()) -> rjieba.Jieba:
        """What cuts texts into words, and keeps these whole as well; nobody adds words to it later."""
        return self._cutter(tuple(words))

    def knows(self, word: str) -> bool:
        """Whether it is a word of general Chinese."""
        return self._told(word)[0] > 0

    def is_noun(self, word: str) -> bool:
        """Whether it names a thing, a person or a place."""
        return self._told(word)[1].startswith("n")

    def common(self, most: float) -> list[str]:
        """Words that tell less than `most`, in nats, the commonest first."""
        least = self._total / math.exp(most)
        told = ((int(count), word) for word, count in _LINE.findall(self._lines))
        common = sorted((line for line in told if line[0] > least), reverse=True)
        return [word.decode() for _, word in common]

    def texts(self, name: str, make: Callable[[], Iterable[str]]) -> Texts:
        """Texts that are made of it: once on a machine, where something can be kept."""
        with self._shelves.of(name) if self._shelves else nullcontext(Shelf()) as shelf:
            return shelf.texts(name, make)

    def information(self, word: str) -> float:
        """Self-information of a word in general Chinese, -log p, in nats; an unknown word counts as rarest."""
        return self._information(self._told(word)[0])

    def _information(self, count: int) -> float:
        return math.log(self._total / max(count, 1))


def _cutter(words: Sequence[str]) -> rjieba.Jieba:
    cutter = next(_ready, None) or rjieba.Jieba()
    for word in words:
        cutter.add_word(word, None, None)
    return cutter


def _file() -> Path:
    """Where jieba's package has it; found without importing jieba, which costs more than reading it."""
    package = find_spec("jieba")
    assert package
    assert package.origin
    return Path(package.origin).with_name("dict.txt")
