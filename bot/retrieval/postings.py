"""An inverted index that holds BM25Okapi's own scores.

`rank_bm25.BM25Okapi` computes what a term adds to a passage anew for every passage and every question, and keeps
a dictionary for every passage to do so. What a term adds never changes: it is computed once here and kept by term,
so a question only adds up a few arrays. The idf is `rank_bm25`'s; the scores equal those of
`BM25Okapi.get_scores`, and a question's terms may carry weights.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]


class _Statistics(BM25Okapi):  # type: ignore[misc] # rank_bm25 publishes no types
    """rank_bm25's model, told how often terms occur instead of counting it itself.

    Attributes:
        k1: how fast repetitions of a term stop adding.
        b: how far long passages are held back.
        idf: of every term.
    """

    def __init__(self, lengths: Sequence[int], passages_with: Mapping[str, int]) -> None:
        self._passages_with = passages_with
        super().__init__(_Lengths(lengths))

    def _initialize(self, corpus: _Lengths) -> Mapping[str, int]:
        self.corpus_size = len(corpus.lengths)
        self.avgdl = sum(corpus.lengths) / self.corpus_size
        return self._passages_with


class _Lengths:
    """Stands where rank_bm25 takes a corpus."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.lengths = lengths


class Postings:
    """Passages by term.

    Args:
        passages: the terms of each passage, in the order that scores will have; read once, one at a time.
    """

    def __init__(self, passages: Iterable[Sequence[str]]) -> None:
        lengths, numbers, frequencies = _count(passages)
        self._size = len(lengths)
        self._numbers: dict[str, NDArray[np.int32]] = {}
        self._scores: dict[str, Numbers] = {}
        if numbers:
            model = _Statistics(lengths, {term: len(where) for term, where in numbers.items()})
            norms = model.k1 * (1 - model.b + model.b * np.array(lengths) / model.avgdl)
            for term, where in numbers.items():
                at = np.frombuffer(where, np.int32)
                tf = np.frombuffer(frequencies[term], np.int32)
                self._numbers[term] = at
                self._scores[term] = model.idf[term] * (tf * (model.k1 + 1) / (tf + norms[at]))

    def scores(self, terms: Mapping[str, float]) -> Numbers:
        """The score of every passage for weighted terms."""
        total = np.zeros(self._size)
        for term, weight in terms.items():
            where = self._numbers.get(term)
            if where is not None:
                total[where] += weight * self._scores[term]
        return total


def _count(
    passages: Iterable[Sequence[str]],
) -> tuple[list[int], dict[str, array[int]], dict[str, array[int]]]:
    """Lengths of passages, and by term the passages that have it and how often."""
    lengths: list[int] = []
    numbers: dict[str, array[int]] = defaultdict(lambda: array("i"))
    frequencies: dict[str, array[int]] = defaultdict(lambda: array("i"))
    for number, terms in enumerate(passages):
        lengths.append(len(terms))
        for term, frequency in Counter(terms).items():
            numbers[term].append(number)
            frequencies[term].append(frequency)
    return lengths, numbers, frequencies
