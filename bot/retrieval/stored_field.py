"""What texts of one kind have of terms, in files: by text, so that a hundred of a million are scored without the others.

Scores are those of `Postings`, to the last bit: the same numbers, added up in the same order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.disk.arrays import mapped
from bot.disk.records import Records
from bot.disk.rows import Rows
from bot.retrieval.inverted import LARGE, MANY
from bot.retrieval.postings import added, norms

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.retrieval.inverted import Numbers, Values

_END = np.iinfo(np.int64).max

PER_TERM = 6
"""Bytes of a text's record for each term it has: its row, and how often it has it."""


class StoredField:
    """Texts of one kind.

    Args:
        name: files begin with it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self._texts = Records(folder / name)
        self._rows = Rows(mapped(folder / f"{name}.terms.npy"))
        self._texts_with, self._idf, self._most, self._lengths = (
            mapped(folder / f"{name}.{part}.npy") for part in ("df", "idf", "most", "lengths")
        )
        self._mean = float(self._lengths.sum()) / max(len(self._lengths), 1)

    def __len__(self) -> int:
        return len(self._texts)

    def knows(self, term: str) -> bool:
        """Whether any text has a term."""
        return term in self._rows

    def told(self, term: str) -> tuple[int, int, float] | None:
        """The row of a term, how many texts have it, and how much it tells; None where none has."""
        row = self._rows.get(term)
        return None if row is None else (row, self._texts_with.item(row), self._idf.item(row))

    def share(self, term: str) -> float:
        """Of the texts those that have a term, 0…1."""
        told = self.told(term)
        return told[1] / len(self) if told else 0.0

    def possible(self, terms: Mapping[str, float]) -> tuple[float, float]:
        """See `Postings`."""
        best, unknown = 0.0, 0.0
        for term, weight in terms.items():
            row = self._rows.get(term)
            if row is None:
                unknown += weight
            else:
                best += weight * self._most.item(row)
        whole = sum(terms.values())
        return best, unknown / whole if whole else 0.0

    def at(self, terms: Mapping[str, float], numbers: Numbers) -> Values:
        """The scores of these texts for weighted terms."""
        found = [(row, weight) for term, weight in terms.items() if (row := self._rows.get(term)) is not None]
        if not found or not len(numbers):
            return np.zeros(len(numbers))
        least = len(self) * MANY if len(self) >= LARGE else len(self)
        found.sort(
            key=lambda pair: self._texts_with.item(pair[0]) > least
        )  # as `Inverted.totals` adds them up
        wanted, weights = np.array([row for row, _ in found]), np.array([[weight] for _, weight in found])
        counts = self._counts(wanted, numbers)
        lengths = np.asarray(self._lengths[numbers], np.float64)
        values = added(self._idf[wanted][:, None], counts, norms(lengths, self._mean))
        return np.asarray(np.add.accumulate(weights * values, axis=0)[-1], np.float64)

    def terms_of(self, number: int) -> tuple[Numbers, NDArray[np.uint16]]:
        """The rows of a text's terms, ascending, and how often it has each."""
        record = self._texts[number]
        size = len(record) // PER_TERM
        return np.frombuffer(record, np.int32, size), np.frombuffer(record, np.uint16, size, 4 * size)

    def _counts(self, wanted: Numbers, numbers: Numbers) -> Values:
        """How often each of the texts has each of the terms: a row for a term."""
        told = [self.terms_of(number) for number in numbers.tolist()]
        # Rows of all texts as one ascending array, so that all are looked up at once.
        size = len(self._rows)
        starts = size * np.arange(len(told), dtype=np.int64)
        held = np.concatenate(
            [*(rows + start for (rows, _), start in zip(told, starts, strict=True)), [_END]]
        )
        counts = np.concatenate([*(often for _, often in told), [0]])
        looked_for = wanted[:, None] + starts[None, :]
        places = held.searchsorted(looked_for)
        return np.where(held[places] == looked_for, counts[places], 0).astype(np.float64)
