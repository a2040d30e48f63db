"""A match that looks for its quote when somebody wants to see it: most are only weighed, counted or named."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from bot.model import Match
from bot.retrieval.quotation import number, quote, sentence

if TYPE_CHECKING:
    from bot.model import Coverage, Passage, Quote
    from bot.retrieval.query import Query


class Sought(Match):
    """A match for a query.

    Args:
        room: characters of its quote, where several passages are quoted side by side; None where it stands alone.
    """

    _query: Query
    _passage: Passage
    _room: int | None

    def __init__(
        self, query: Query, passage: Passage, score: float, coverage: Coverage, room: int | None = None
    ) -> None:
        vars(self).update(score=score, coverage=coverage, _query=query, _passage=passage, _room=room)

    @property
    def passage(self) -> Passage:
        """The passage the quote is taken from."""
        return self._passage

    @cached_property
    def quote(self) -> Quote:
        """The words that answer the query best."""
        if self._room is None:
            return quote(self._query, self._passage)
        return sentence(self._query, self._passage, self._room)

    @cached_property
    def number(self) -> str | None:
        """The number that the query asks for, as the quote has it; none of what a unit tells besides."""
        return number(self._query, self.quote) if self.coverage.evidence else None
