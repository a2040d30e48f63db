"""Numbers by key, as arrays: which texts have a term and how often, which questions a pair may lead to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Values = NDArray[np.float64]


MANY, LARGE = 0.15, 1000
"""The values of a key with more than this share of so many numbers are spread over all of them: adding these up is faster
than picking out those that have it."""

_SPREAD = 8_000_000
"""Values that are spread at once, of the keys that were asked for last: 64 MB in each process. Of 10,000 speeches that are
much alike 1,300 keys have many numbers, all of them 240 MB."""


@dataclass(frozen=True)
class Inverted:
    """Lists of numbers, each with a value, by key.

    Attributes:
        rows: places of keys in `starts`.
        starts: where the list of each row begins in `numbers` and `values`; behind the last where it ends.
        size: how many numbers there may be.
    """

    rows: Mapping[str, int]
    starts: NDArray[np.int64]
    numbers: Numbers
    values: Values
    size: int

    @property
    def lengths(self) -> Values:
        """The sum of all values of each number."""
        return np.asarray(np.bincount(self.numbers, self.values, self.size), np.float64)

    def row(self, key: str) -> tuple[Numbers, Values] | None:
        """The numbers of a key, ascending, and their values."""
        row = self.rows.get(key)
        if row is None:
            return None
        span = slice(self.starts[row], self.starts[row + 1])
        return self.numbers[span], self.values[span]

    def share(self, key: str) -> float:
        """Of the numbers those that a key has, 0…1."""
        found = self.row(key)
        return len(found[0]) / self.size if found else 0.0

    def totals(self, weights: Mapping[str, float]) -> Values:
        """For each number, the sum of its values under weighted keys."""
        found = {row: weight for key, weight in weights.items() if (row := self.rows.get(key)) is not None}
        many = self._of_many.intersection(found)
        total = self._totals(
            {row: weight for row, weight in found.items() if row not in many} if many else found
        )
        weighted = np.empty_like(total)  # once: the memory of each new array costs more than to fill it
        for row in filter(many.__contains__, found):
            total += np.multiply(self._whole(row), found[row], out=weighted)
        return total

    def at(self, weights: Mapping[str, float], numbers: Numbers) -> Values:
        """The totals of a few numbers, however many there are."""
        total = np.zeros(len(numbers))
        for held, values, weight in ((*row, w) for key, w in weights.items() if (row := self.row(key))):
            places = held.searchsorted(numbers)
            there = held.take(places, mode="clip") == numbers
            total += weight * values.take(places, mode="clip") * there
        return total

    def _totals(self, found: Mapping[int, float]) -> Values:
        """The same by rows; picking their lists out one by one would take up to four times as long."""
        if not found:
            return np.zeros(self.size)
        rows = np.fromiter(found, np.int64, len(found))
        begins, sizes = self.starts[rows], self.starts[rows + 1] - self.starts[rows]
        ends = sizes.cumsum()
        places = np.arange(ends[-1]) + (begins - ends + sizes).repeat(sizes)
        values = self.values[places] * np.fromiter(found.values(), np.float64, len(found)).repeat(sizes)
        return np.asarray(np.bincount(self.numbers[places], values, self.size), np.float64)

    @cached_property
    def _of_many(self) -> frozenset[int]:
        """The rows of keys that many numbers have."""
        if self.size < LARGE:
            return frozenset()
        return frozenset(np.flatnonzero(np.diff(self.starts) > self.size * MANY).tolist())

    @cached_property
    def _whole(self) -> Callable[[int], Values]:
        """Values of all numbers under a key that many have."""
        return lru_cache(max(_SPREAD // self.size, 1))(self._spread)

    def _spread(self, row: int) -> Values:
        whole, span = np.zeros(self.size), slice(self.starts[row], self.starts[row + 1])
        whole[self.numbers[span]] = self.values[span]
        return whole


def counted(texts: Iterable[Sequence[str]]) -> Inverted:
    """How often each text has each term, by term; terms in the order in which they first come."""
    rows: dict[str, int] = {}
    keys, counts, sizes = list[int](), list[int](), list[int]()
    for terms in texts:
        held = Counter(terms)
        keys += (rows.setdefault(term, len(rows)) for term in held)
        counts += held.values()
        sizes.append(len(held))
    numbers = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    return inverted(rows, np.array(keys, np.int32), numbers, np.array(counts, np.float64), len(sizes))


def joined(parts: Sequence[Inverted]) -> Inverted:
    """What one index of all would be, the numbers of each part behind those of the parts before it."""
    rows: dict[str, int] = {}
    sizes = [0, *accumulate(part.size for part in parts)]
    own = (np.fromiter((rows.setdefault(key, len(rows)) for key in part.rows), np.int32) for part in parts)
    keys = [np.repeat(mine, np.diff(part.starts)) for mine, part in zip(own, parts, strict=True)]
    numbers = [part.numbers + np.int32(size) for part, size in zip(parts, sizes, strict=False)]
    values = np.concatenate([part.values for part in parts])
    return inverted(rows, np.concatenate(keys), np.concatenate(numbers), values, sizes[-1])


def inverted(
    rows: Mapping[str, int], keys: NDArray[np.int32], numbers: Numbers, values: Values, size: int
) -> Inverted:
    """Triples of a row, a number and a value, sorted by row; numbers ascend already."""
    order = np.argsort(keys, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=len(rows)))))
    return Inverted(rows, starts, numbers[order], values[order], size)
