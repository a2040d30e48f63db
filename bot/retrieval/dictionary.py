"""jieba's dictionary, and rjieba, which cuts by it as jieba does without guessing (HMM off) at a tenth of the time.

Both are read from their packages alone: jieba's `initialize` reads and writes a marshal file in the common temporary
directory, and whoever may write there decides what is unmarshalled.
"""

from __future__ import annotations

import math
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rjieba import Jieba

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


_BLOCK = 1 << 19
"""Characters of the file that are read at once."""


class Dictionary:
    """The words of general Chinese with their frequencies."""

    def __init__(self) -> None:
        # By their hashes in this process they take a tenth of what a dictionary takes that has the words themselves.
        hashes, counts, are_nouns = (np.concatenate(parts) for parts in zip(*_blocks(), strict=True))
        order = np.argsort(hashes)
        self._hashes, self._counts, self._are_nouns = hashes[order], counts[order], are_nouns[order]
        self._total = int(self._counts.sum(dtype=np.int64))

    @staticmethod
    def cutter(words: Iterable[str] = ()) -> Jieba:
        """What cuts texts into words, and keeps these whole as well."""
        cutter = Jieba()
        for word in words:
            cutter.add_word(word, None, None)
        return cutter

    def knows(self, word: str) -> bool:
        """Whether it is a word of general Chinese."""
        return self._count(word) > 0

    def is_noun(self, word: str) -> bool:
        """Whether it names a thing, a person or a place."""
        place = self._place(word)
        return place is not None and self._are_nouns.item(place)

    def common(self, length: int, most: float) -> Iterator[str]:
        """Words of so many characters that tell less than `most`, in nats, the commonest first."""
        with _file().open(encoding="utf-8") as told:  # a line at a time: whoever asks keeps few of them
            words = [word for line in told if len(word := line.partition(" ")[0]) == length]
        known = [word for word in words if not word.isascii() and self.information(word) < most]
        yield from sorted(known, key=self.information)

    def information(self, word: str) -> float:
        """Self-information of a word in general Chinese, -log p, in nats; an unknown word counts as rarest."""
        return math.log(self._total / max(self._count(word), 1))

    def _count(self, word: str) -> int:
        place = self._place(word)
        return 0 if place is None else self._counts.item(place)

    def _place(self, word: str) -> int | None:
        told = hash(word)
        place = int(self._hashes.searchsorted(told))
        return place if place < len(self._hashes) and self._hashes.item(place) == told else None


def _blocks() -> Iterator[tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.bool_]]]:
    """The hashes of words, how often each occurs and whether it is a noun; so many at a time, for all take 60 MB."""
    with _file().open(encoding="utf-8") as file:
        while lines := file.readlines(_BLOCK):
            told = "".join(lines).split()
            words, counts, kinds = told[::3], told[1::3], told[2::3]
            yield (
                np.fromiter(map(hash, words), np.int64),
                np.array(counts, np.int32),
                np.fromiter((kind.startswith("n") for kind in kinds), np.bool_),
            )


def _file() -> Path:
    """Where jieba's package has it; found without importing jieba, which costs more than reading it."""
    package = find_spec("jieba")
    assert package
    assert package.origin
    return Path(package.origin).with_name("dict.txt")
