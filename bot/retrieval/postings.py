"""An inverted index that holds BM25Okapi's own scores.

`rank_bm25.BM25Okapi` computes what a term adds to a passage anew for every passage and every question. What it
adds never changes, so it is computed once here and kept by term; a question then only adds up a few arrays.
The scores are equal to those of `BM25Okapi.get_scores`, and a question's terms may carry weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray


class Postings:
    """Passages by term.

    Args:
        passages: the terms of each passage, in the order that scores will have.
    """

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self._size = len(passages)
        self._numbers: dict[str, NDArray[np.int32]] = {}
        self._scores: dict[str, NDArray[np.float64]] = {}
        if any(passages):
            self._build(BM25Okapi(passages))

    def _build(self, model: BM25Okapi) -> None:
        lengths = np.array(model.doc_len)
        norms = model.k1 * (1 - model.b + model.b * lengths / model.avgdl)
        numbers: dict[str, list[int]] = {}
        frequencies: dict[str, list[int]] = {}
        for number, counts in enumerate(model.doc_freqs):
            for term, frequency in counts.items():
                numbers.setdefault(term, []).append(number)
                frequencies.setdefault(term, []).append(frequency)
        for term, idf in model.idf.items():
            where, tf = np.array(numbers[term], np.int32), np.array(frequencies[term])
            self._numbers[term] = where
            self._scores[term] = idf * (tf * (model.k1 + 1) / (tf + norms[where]))

    def __contains__(self, term: str) -> bool:
        return term in self._numbers

    def scores(self, terms: Mapping[str, float]) -> NDArray[np.float64]:
        """The score of every passage for weighted terms."""
        total = np.zeros(self._size)
        for term, weight in terms.items():
            where = self._numbers.get(term)
            if where is not None:
                total[where] += weight * self._scores[term]
        return total
