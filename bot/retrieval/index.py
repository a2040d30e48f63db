"""Which passages have the most of some terms, with what their speeches and titles add."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.retrieval.postings import Postings, best

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from bot.model import Speech
    from bot.retrieval.inverted import Numbers, Values
    from bot.retrieval.shelf import Shelf

_SPEECH, _TITLE = 0.6, 1.0
"""What the score of its speech adds to a passage, and that of the speech's title among titles."""


@dataclass(frozen=True)
class Scored:
    """A passage before it is looked at closely.

    Attributes:
        number: its place in the corpus.
        score: with what its speech and title add, and what its meaning adds where that is known.
        bm25: without.
        leads: whether no passage has a higher score by the words alone.
        near: cosine between its meaning and that of the question; 0 where nobody knows.
        nearest: 0…1: how near it is among all passages, from the mean to the nearest.
    """

    number: int
    score: float
    bm25: float
    leads: bool
    near: float = 0.0
    nearest: float = 0.0


class Index(Protocol):
    """Finds passages by weighted terms."""

    def first(
        self, terms: Mapping[str, float], most: int, units: Collection[int] | None = None
    ) -> list[Scored]:
        """The passages with the highest scores above 0, the highest first; of equal ones the first.

        Args:
            units: numbers of those whose passages are looked for; None for all.
        """
        ...

    def of(self, terms: Mapping[str, float], numbers: Sequence[int]) -> list[Scored]:
        """These passages, in this order."""
        ...

    def possible(self, terms: Mapping[str, float]) -> tuple[float, float]:
        """The score of a passage that has the most of every term, and the share of their weight no passage has."""
        ...

    def knows(self, term: str) -> bool:
        """Whether any passage has a term."""
        ...


class CorpusIndex:
    """The index of a corpus in this process.

    Args:
        shelf: has the postings.
        units: the number of each speech's unit.
    """

    def __init__(self, speeches: Sequence[Speech], units: Sequence[int], shelf: Shelf) -> None:
        self.speeches = np.repeat(
            np.arange(len(speeches), dtype=np.int32), [len(speech.passages) for speech in speeches]
        )
        """The speech of each passage."""
        self.units = np.array(units, np.int32)
        fields = {"passage": ("passages", 1.0)}
        if len(units) < len(self.speeches):  # a speech of one passage says nothing besides
            fields |= {"speech": ("speeches", _SPEECH), "title": ("titles", _TITLE)}
        self._of = {field: (Postings(shelf.inverted(name)), share) for field, (name, share) in fields.items()}
        self._postings, _ = self._of["passage"]
        self.possible, self.knows = self._postings.possible, self._postings.knows

    @property
    def fields(self) -> tuple[str, ...]:
        """The kinds of text that add to the score of a passage."""
        return tuple(self._of)

    def boosts(self, field: str, terms: Mapping[str, float]) -> dict[str, float]:
        """The weights of terms in a kind of text for an engine, so that its scores come near to ours.

        It counts passages where we count speeches, and takes what most have for worth hardly anything.
        """
        postings, share = self._of[field]
        size, boosts = len(self.speeches), dict[str, float]()
        for term, weight in terms.items():
            if (told := postings.told(term)) is not None:
                numbers, idf = told
                df = len(numbers) if field == "passage" else int(self._passages[numbers].sum())
                boosts[term] = weight * share * idf / math.log1p((size - df + 0.5) / (df + 0.5))
        return {term: boost for term, boost in boosts.items() if boost > 0}

    @cached_property
    def _passages(self) -> Numbers:
        """How many each speech has."""
        return np.bincount(self.speeches, minlength=len(self.units)).astype(np.int32)

    def first(
        self, terms: Mapping[str, float], most: int, units: Collection[int] | None = None
    ) -> list[Scored]:
        """See `Index`."""
        bm25 = self._postings.scores(terms)
        scores = self._with_speeches(bm25, terms)
        highest = scores.max(initial=0.0)
        if units is not None:
            scores = np.where(np.isin(self.units, list(units))[self.speeches], scores, 0.0)
        return _told(best(scores, most), scores, bm25, highest)

    def of(self, terms: Mapping[str, float], numbers: Sequence[int]) -> list[Scored]:
        """See `Index`."""
        bm25 = self._postings.scores(terms)
        scores = self._with_speeches(bm25, terms)
        return _told(numbers, scores, bm25, scores.max(initial=0.0))

    def at(self, terms: Mapping[str, float], numbers: Sequence[int]) -> tuple[Values, Values]:
        """The scores of these passages with and without what their speeches add, as `first` has them."""
        wanted = np.array(numbers, np.int32)
        bm25 = self._postings.at(terms, wanted)
        return self._with_speeches(bm25, terms, wanted), bm25

    def _with_speeches(
        self, scores: Values, terms: Mapping[str, float], numbers: Numbers | None = None
    ) -> Values:
        """The scores of passages, of these or all, and what their speeches and titles add where they have any."""
        if len(self._of) == 1:
            return scores
        (of_texts, text), (of_titles, title) = self._of["speech"], self._of["title"]
        if numbers is None:
            total: Values = (text * of_texts.scores(terms) + title * of_titles.scores(terms))[self.speeches]
        else:
            speeches = self.speeches[numbers]
            total = text * of_texts.at(terms, speeches) + title * of_titles.at(terms, speeches)
        total += scores
        total *= scores > 0
        return total


def _told(numbers: Sequence[int], scores: Values, bm25: Values, highest: float) -> list[Scored]:
    return [Scored(n, float(scores[n]), float(bm25[n]), bool(scores[n] >= highest)) for n in numbers]
