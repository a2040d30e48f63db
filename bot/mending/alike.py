"""Which texts ask for the same in nearly the same words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Postings = Mapping[str, tuple[NDArray[np.int64], NDArray[np.float64]]]

ALIKE = 0.5
"""Cosine of what two texts tell, from which on one stands for the other."""

NEAR = 0.25
"""Of the same, from which on a person is asked whether two ask for the same."""

SAME_PLACE = 0.25
"""What it adds to that where the same passage was offered for both."""

_MOST_NEAR = 5


def leaders(texts: Sequence[Mapping[str, float]], alike: float = ALIKE) -> list[int]:
    """For each text the number of the one that stands for it: the first that is as alike, else itself.

    One pass: a text that stands for others is none of another's, so that no chain of small steps joins what differs.

    Args:
        texts: the terms of each, with how much they tell; those that are asked most first.
    """
    where = _postings(texts)
    lengths = np.sqrt([sum(weight**2 for weight in terms.values()) or 1.0 for terms in texts])
    leader = np.full(len(texts), -1, np.int64)
    for number, terms in enumerate(texts):
        if leader[number] < 0:
            shared = np.zeros(len(texts))
            for term, weight in terms.items():
                numbers, weights = where[term]
                shared[numbers] += weight * weights
            is_alike = shared >= alike * lengths[number] * lengths
            is_alike[number] = True
            leader[is_alike & (leader < 0)] = number
    return [int(number) for number in leader]


def nearest(texts: Sequence[Mapping[str, float]], places: Sequence[str | None]) -> list[list[int]]:
    """For each text the numbers of the others that may ask for the same, the likeliest first.

    Such share some of what they tell, or the passage that was offered for them.

    Args:
        texts: the terms of each, with how much they tell.
        places: the passage of each; None where there was none.
    """
    alike = _cosines(texts)
    for number, place in enumerate(places):
        same = [other for other, its in enumerate(places) if place and its == place]
        alike[number, same] += SAME_PLACE
    np.fill_diagonal(alike, 0.0)
    order = np.argsort(-alike, axis=1, kind="stable")
    return [[int(b) for b in row if alike[a, b] >= NEAR][:_MOST_NEAR] for a, row in enumerate(order)]


def _cosines(texts: Sequence[Mapping[str, float]]) -> NDArray[np.float64]:
    """How alike any two of some hundred texts are."""
    terms = {term: number for number, term in enumerate(sorted({term for text in texts for term in text}))}
    told = np.zeros((len(texts), len(terms)))
    for number, text in enumerate(texts):
        told[number, [terms[term] for term in text]] = list(text.values())
    told /= np.maximum(np.linalg.norm(told, axis=1, keepdims=True), 1e-9)
    cosines: NDArray[np.float64] = told @ told.T
    return cosines


def _postings(texts: Sequence[Mapping[str, float]]) -> Postings:
    """Which texts have a term, and how much it tells in each."""
    where: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
    for number, terms in enumerate(texts):
        for term, weight in terms.items():
            numbers, weights = where[term]
            numbers.append(number)
            weights.append(weight)
    return {term: (np.array(numbers), np.array(weights)) for term, (numbers, weights) in where.items()}
