"""Words by many keys, of which only hashes stay: as objects of their own 100,000 keys would take 12 MB."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_SPARSE = 8
"""Bytes for each key, of which one is set: so it is seen of seven keys in eight that no word has them."""


class WordIndex:
    """Finds words by their keys.

    Args:
        told: words with the keys of each. That any two of 100,000 keys have one hash happens once in billions of processes.
    """

    def __init__(self, told: Iterable[tuple[str, Iterable[str]]]) -> None:
        words, hashes = list[str](), array("q")
        for word, keys in told:
            for key in keys:
                words.append(word)
                hashes.append(hash(key))
        self._set = bytearray(_SPARSE * len(hashes) + 1)
        for held in hashes:
            self._set[held % len(self._set)] = 1
        order = np.argsort(hashes, kind="stable").tolist()
        self._hashes = array("q", (hashes[n] for n in order))
        self._words = [words[n] for n in order]

    def of(self, key: str) -> Sequence[str]:
        """The words of a key, in the order in which they were told."""
        wanted = hash(key)
        if not self._set[wanted % len(self._set)]:  # nearly all that are asked for
            return ()
        start = bisect_left(self._hashes, wanted)
        return self._words[start : bisect_right(self._hashes, wanted, start)]
