"""An inverted index that holds BM25Okapi's own scores.

`rank_bm25.BM25Okapi` computes what a term adds to a passage anew for every passage and every question, and keeps
a dictionary for every passage to do so. What a term adds never changes: it is computed once here and kept by term,
so a question only adds up a few arrays. Parameters are the library's; the scores equal those of
`BM25Okapi.get_scores`, and a question's terms may carry weights.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_MODEL = BM25Okapi([[""]])
"""rank_bm25's own parameters: k1, how fast repetitions of a term stop adding; b, how far long passages are held back;
epsilon, what a term of most passages adds, as a share of the mean."""


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
            idf = _idf({term: len(where) for term, where in numbers.items()}, self._size)
            mean = sum(lengths) / self._size
            norms = _MODEL.k1 * (1 - _MODEL.b + _MODEL.b * np.array(lengths) / mean)
            for term, where in numbers.items():
                at = np.frombuffer(where, np.int32)
                tf = np.frombuffer(frequencies[term], np.int32)
                self._numbers[term] = at
                self._scores[term] = idf[term] * (tf * (_MODEL.k1 + 1) / (tf + norms[at]))

    def knows(self, term: str) -> bool:
        """Whether any passage has a term."""
        return term in self._numbers

    def possible(self, terms: Mapping[str, float]) -> tuple[float, float]:
        """The score of a passage that has the most of every term, and the share of their weight no passage has."""
        best, unknown = 0.0, 0.0
        for term, weight in terms.items():
            scores = self._scores.get(term)
            if scores is None:
                unknown += weight
            else:
                best += weight * float(scores.max())
        whole = sum(terms.values())
        return best, unknown / whole if whole else 0.0

    def scores(self, terms: Mapping[str, float]) -> Numbers:
        """The score of every passage for weighted terms."""
        total = np.zeros(self._size)
        for term, weight in terms.items():
            where = self._numbers.get(term)
            if where is not None:
                total[where] += weight * self._scores[term]
        return total


def _idf(passages_with: Mapping[str, int], size: int) -> dict[str, float]:
    """How much each term tells; below 0 where most passages have it, which counts a little instead."""
    idf = {term: math.log(size - df + 0.5) - math.log(df + 0.5) for term, df in passages_with.items()}
    little = _MODEL.epsilon * sum(idf.values()) / len(idf)
    return {term: told if told >= 0 else little for term, told in idf.items()}


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
