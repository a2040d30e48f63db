"""An inverted index that holds BM25Okapi's own scores.

`rank_bm25.BM25Okapi` computes what a term adds to a passage anew for every passage and every question, and keeps
a dictionary for every passage to do so. What a term adds never changes: it is computed once here and kept by term,
so a question only adds up a few arrays. Parameters are the library's; the scores equal those of
`BM25Okapi.get_scores`, and a question's terms may carry weights.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from rank_bm25 import BM25Okapi

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.retrieval.inverted import Inverted, Numbers, Values

_MODEL = BM25Okapi([[""]])
"""rank_bm25's own parameters: k1, how fast repetitions of a term stop adding; b, how far long passages are held back;
epsilon, what a term of most passages adds, as a share of the mean."""

K1, B = _MODEL.k1, _MODEL.b

_BLOCK = 64
"""Scores of which the highest alone is looked at first."""


class Postings:
    """Passages by term.

    Args:
        scores: what each term adds to each passage.
    """

    def __init__(self, scores: Inverted) -> None:
        self._scores = scores

    @cached_property
    def _most(self) -> Values:
        values, starts = self._scores.values, self._scores.starts[:-1]
        return np.asarray(np.maximum.reduceat(values, starts), np.float64) if starts.size else values

    def knows(self, term: str) -> bool:
        """Whether any passage has a term."""
        return term in self._scores.rows

    def possible(self, terms: Mapping[str, float]) -> tuple[float, float]:
        """The score of a passage that has the most of every term, and the share of their weight no passage has."""
        best, unknown = 0.0, 0.0
        for term, weight in terms.items():
            row = self._scores.rows.get(term)
            if row is None:
                unknown += weight
            else:
                best += weight * self._most.item(row)
        whole = sum(terms.values())
        return best, unknown / whole if whole else 0.0

    def scores(self, terms: Mapping[str, float]) -> Values:
        """The score of every passage for weighted terms."""
        return self._scores.totals(terms)

    def at(self, terms: Mapping[str, float], numbers: Numbers) -> Values:
        """The scores of a few passages."""
        return self._scores.at(terms, numbers)


def best(scores: Values, most: int) -> list[int]:
    """The numbers of the highest scores above 0, the highest first; of equal ones the first."""
    highest = np.maximum.reduceat(scores, np.arange(0, len(scores), _BLOCK)) if len(scores) else scores
    # So many blocks have one that is as high, so that nothing lower is among the first.
    least = np.partition(highest, -most)[-most] if len(highest) > most else 0.0
    numbers = np.flatnonzero(scores >= least if least > 0 else scores > 0)
    return [int(n) for n in numbers[np.argsort(-scores[numbers], kind="stable")][:most]]


def scored(counts: Inverted) -> Inverted:
    """What each term adds to each passage, by how often each passage has each term."""
    if not counts.rows:
        return counts
    passages_with = np.diff(counts.starts)
    lengths = counts.lengths
    of_each = norms(lengths, lengths.sum() / counts.size)
    idf = np.repeat(idf_of(passages_with.tolist(), counts.size), passages_with)
    return replace(counts, values=added(idf, counts.values, of_each[counts.numbers]))


def norms(lengths: Values, mean: float) -> Values:
    """What holds back terms of texts of these lengths."""
    return np.asarray(K1 * (1 - B + B * lengths / (mean or 1.0)), np.float64)


def added(idf: Values, tf: Values, norm: Values) -> Values:
    """What terms that tell so much add to texts that have them so often."""
    return np.asarray(idf * (tf * (K1 + 1) / (tf + norm)), np.float64)


def idf_of(passages_with: Sequence[int], size: int) -> Values:
    """How much each term tells; below 0 where most passages have it, which counts a little instead."""
    idf = [math.log(size - df + 0.5) - math.log(df + 0.5) for df in passages_with]
    little = _MODEL.epsilon * math.fsum(idf) / len(idf)
    return np.array([told if told >= 0 else little for told in idf])
