"""Which passages have the most of some terms, with what their speeches and titles add."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from bot.retrieval.postings import Postings, best

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bot.retrieval.inverted import Numbers, Values
    from bot.retrieval.shelf import Shelf

SPEECH, TITLE = 0.6, 1.0
"""What the score of its speech adds to a passage, and that of the speech's title among titles."""


_EACH = slice(None)


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

    def at(self, terms: Mapping[str, float], numbers: Numbers) -> tuple[Values, Values]:
        """The scores of a few passages with and without what their speeches add; no other is looked at."""
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
        speech_of: the number of each passage's speech.
        units: the number of each speech's unit.
        shelf: has the postings.
    """

    def __init__(self, speech_of: Numbers, units: Sequence[int], shelf: Shelf) -> None:
        self._speeches = speech_of
        self._units = np.array(units, np.int32)
        fields = {"passage": ("passages", 1.0)}
        if len(units) < len(self._speeches):  # a speech of one passage says nothing besides
            fields |= {"speech": ("speeches", SPEECH), "title": ("titles", TITLE)}
        self._of = {field: (Postings(shelf.inverted(name)), share) for field, (name, share) in fields.items()}
        self._postings, _ = self._of["passage"]
        self.possible, self.knows = self._postings.possible, self._postings.knows

    def first(
        self, terms: Mapping[str, float], most: int, units: Collection[int] | None = None
    ) -> list[Scored]:
        """See `Index`."""
        scores, bm25 = self._of_all(terms)
        highest = scores.max(initial=0.0)
        if units is not None:
            scores = np.where(np.isin(self._units, list(units))[self._speeches], scores, 0.0)
        return _told(best(scores, most), scores, bm25, highest)

    def of(self, terms: Mapping[str, float], numbers: Sequence[int]) -> list[Scored]:
        """See `Index`."""
        scores, bm25 = self._of_all(terms)
        return _told(numbers, scores, bm25, scores.max(initial=0.0))

    def at(self, terms: Mapping[str, float], numbers: Numbers) -> tuple[Values, Values]:
        """See `Index`."""
        bm25, speeches = self._postings.at(terms, numbers), self._speeches[numbers]
        return self._with_speeches(bm25, lambda texts: texts.at(terms, speeches)), bm25

    def _of_all(self, terms: Mapping[str, float]) -> tuple[Values, Values]:
        bm25 = self._postings.scores(terms)
        return self._with_speeches(bm25, lambda texts: texts.scores(terms), self._speeches), bm25

    def _with_speeches(
        self, scores: Values, told: Callable[[Postings], Values], speeches: Numbers | slice = _EACH
    ) -> Values:
        """The scores of passages, and what their speeches and titles add where they have any.

        Args:
            told: the scores of speeches by their texts or titles.
            speeches: which of these is that of each passage.
        """
        if len(self._of) == 1:
            return scores
        (of_texts, text), (of_titles, title) = self._of["speech"], self._of["title"]
        total: Values = (text * told(of_texts) + title * told(of_titles))[speeches]
        total += scores
        total *= scores > 0
        return total


def _told(numbers: Sequence[int], scores: Values, bm25: Values, highest: float) -> list[Scored]:
    return [Scored(n, float(scores[n]), float(bm25[n]), bool(scores[n] >= highest)) for n in numbers]
