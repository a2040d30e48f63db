"""Which passages have the most of some terms, with what their speeches and titles add."""

from __future__ import annotations

from dataclasses import dataclass
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
        self._inverted = shelf.inverted("passages")
        self._of_texts, self._of_titles = shelf.inverted("speeches"), shelf.inverted("titles")
        self._postings = Postings(self._inverted)
        self.possible, self.knows = self._postings.possible, self._postings.knows

    @property
    def fields(self) -> Mapping[str, float]:
        """What each kind of text adds to the score of a passage; a speech of one passage says nothing besides."""
        alone = len(self.units) == len(self.speeches)
        return {"passage": 1.0} if alone else {"passage": 1.0, "speech": _SPEECH, "title": _TITLE}

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
        bm25 = self._inverted.at(terms, wanted)
        return self._with_speeches(bm25, terms, wanted), bm25

    def _with_speeches(
        self, scores: Values, terms: Mapping[str, float], numbers: Numbers | None = None
    ) -> Values:
        """The scores of passages, of these or all, and what their speeches and titles add where they have any."""
        if len(self.fields) == 1:
            return scores
        if numbers is None:
            of_texts, of_titles = self._of_texts.totals(terms), self._of_titles.totals(terms)
            total: Values = (_SPEECH * of_texts + _TITLE * of_titles)[self.speeches]
        else:
            speeches = self.speeches[numbers]
            total = _SPEECH * self._of_texts.at(terms, speeches) + _TITLE * self._of_titles.at(
                terms, speeches
            )
        total += scores
        total *= scores > 0
        return total


def _told(numbers: Sequence[int], scores: Values, bm25: Values, highest: float) -> list[Scored]:
    return [Scored(n, float(scores[n]), float(bm25[n]), bool(scores[n] >= highest)) for n in numbers]
