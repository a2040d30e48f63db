"""Which texts ask for the same in nearly the same words."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from numpy.typing import NDArray

ALIKE = 0.5
"""Cosine of two texts' terms, weighted by how rare they are, from which on one stands for the other."""


def leaders(texts: Sequence[Collection[str]], alike: float = ALIKE) -> list[int]:
    """For each text the number of the one that stands for it: the first that is as alike, else itself.

    One pass: a text that stands for others is none of another's, so that no chain of small steps joins what differs.

    Args:
        texts: the terms of each, each term once; those that are asked most first.
    """
    weights = _weights(texts)
    where = _postings(texts)
    lengths = np.sqrt([sum(weights[term] for term in terms) or 1.0 for terms in texts])
    leader = np.full(len(texts), -1, np.int64)
    for number, terms in enumerate(texts):
        if leader[number] < 0:
            shared = np.zeros(len(texts))
            for term in terms:
                shared[where[term]] += weights[term]
            is_alike = shared >= alike * lengths[number] * lengths
            is_alike[number] = True
            leader[is_alike & (leader < 0)] = number
    return [int(number) for number in leader]


def _weights(texts: Sequence[Collection[str]]) -> dict[str, float]:
    """The square of each term's idf: what it adds to the product of two texts that have it."""
    counts = Counter(term for terms in texts for term in terms)
    return {term: math.log(1 + len(texts) / count) ** 2 for term, count in counts.items()}


def _postings(texts: Sequence[Collection[str]]) -> dict[str, NDArray[np.int64]]:
    where: dict[str, list[int]] = defaultdict(list)
    for number, terms in enumerate(texts):
        for term in terms:
            where[term].append(number)
    return {term: np.array(numbers) for term, numbers in where.items()}
