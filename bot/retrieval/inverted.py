"""Numbers by key, as arrays: which texts have a term and how often, which questions a pair may lead to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Values = NDArray[np.float64]


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

    def row(self, key: str) -> tuple[Numbers, Values] | None:
        """The numbers of a key, ascending, and their values."""
        row = self.rows.get(key)
        if row is None:
            return None
        span = slice(self.starts[row], self.starts[row + 1])
        return self.numbers[span], self.values[span]

    def totals(self, weights: Mapping[str, float]) -> Values:
        """For each number, the sum of its values under weighted keys, added up in the order of the keys."""
        found = [(row, weight) for key, weight in weights.items() if (row := self.rows.get(key)) is not None]
        if not found:
            return np.zeros(self.size)
        spans = [slice(self.starts[row], self.starts[row + 1]) for row, _ in found]
        numbers = np.concatenate([self.numbers[span] for span in spans])
        values = np.concatenate(
            [weight * self.values[span] for span, (_, weight) in zip(spans, found, strict=True)]
        )
        return np.asarray(np.bincount(numbers, values, self.size), np.float64)


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


def inverted(
    rows: Mapping[str, int], keys: NDArray[np.int32], numbers: Numbers, values: Values, size: int
) -> Inverted:
    """Triples of a row, a number and a value, sorted by row; numbers ascend already."""
    order = np.argsort(keys, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(keys, minlength=len(rows)))))
    return Inverted(rows, starts, numbers[order], values[order], size)
