"""Logistic regression over rows that have a few of many columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_ROUNDS, _TURNS = 50, 200
_FLAT = 1e-6
"""A slope that is none."""

_NEARER = 1e-3
"""As far as this share of the slope a step is worked out."""


class Table:
    """Rows of values by column; what a row does not have is 0.

    Args:
        width: number of columns.
    """

    def __init__(self, rows: Sequence[Mapping[int, float]], width: int) -> None:
        self.height, self.width = len(rows), width
        self._columns = np.array([column for row in rows for column in row], int)
        self._values = np.array([value for row in rows for value in row.values()], float)
        self._rows = np.repeat(np.arange(self.height), [len(row) for row in rows])

    def times(self, weights: Numbers) -> Numbers:
        """Of each row, the sum of its values, each times the weight of its column."""
        return np.bincount(self._rows, self._values * weights[self._columns], self.height).astype(float)

    def across(self, numbers: Numbers) -> Numbers:
        """Of each column, the sum of its values, each times the number of its row."""
        return np.bincount(self._columns, self._values * numbers[self._rows], self.width).astype(float)

    def squared(self, numbers: Numbers) -> Numbers:
        """Of each column, the sum of its values squared, each times the number of its row."""
        return np.bincount(self._columns, self._values**2 * numbers[self._rows], self.width).astype(float)


def fit(table: Table, right: Numbers, ridge: Numbers, counts: Numbers | float = 1.0) -> Numbers:
    """The weights by column that make most probable which rows are right.

    Newton's method, each step found by conjugate gradients: columns may be many.

    Args:
        ridge: by column, how strongly its weight is drawn to 0.
        counts: for how many each row counts.
    """
    weights = np.zeros(table.width)
    for _ in range(_ROUNDS):
        p = 1 / (1 + np.exp(-table.times(weights)))
        slope = table.across(counts * (p - right)) + ridge * weights
        if np.abs(slope).max() < _FLAT:
            break
        weights -= _step(table, counts * p * (1 - p), ridge, slope)
    return weights


def _step(table: Table, curved: Numbers, ridge: Numbers, slope: Numbers) -> Numbers:
    """The step that would make the slope flat, if it were curved everywhere as it is here."""
    scale = 1 / (table.squared(curved) + ridge)
    step, left = np.zeros_like(slope), slope.copy()
    way = scale * left
    length = left @ way
    for _ in range(_TURNS):
        bent = table.across(curved * table.times(way)) + ridge * way
        far = length / (way @ bent)
        step += far * way
        left -= far * bent
        if np.abs(left).max() < _NEARER * np.abs(slope).max():
            break
        scaled = scale * left
        length, before = left @ scaled, length
        way = scaled + length / before * way
    return step
