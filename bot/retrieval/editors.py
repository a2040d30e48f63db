"""What editors have written to a passage: questions it is for (相似问法), and questions it is not for (不应回答)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.coverage import cover
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.model import Passage
    from bot.retrieval.query import Query, QueryAnalysis

_SAME = 0.8
"""Two questions are one where each covers this share of the other."""


class EditorQuestions:
    """The editors' questions of each passage, analysed like any other question."""

    def __init__(self, passages: Sequence[Passage], queries: QueryAnalysis) -> None:
        self._for = [_analysed(passage.asked_as, queries) for passage in passages]
        self._not_for = [_analysed(passage.not_asked_as, queries) for passage in passages]

    def name(self, number: int, query: Query) -> bool:
        """Whether the passage of that number is for this question."""
        return _is_among(query, self._for[number])

    def rule_out(self, number: int, query: Query) -> bool:
        """Whether the passage of that number is not for this question."""
        return _is_among(query, self._not_for[number])


def _analysed(questions: Iterable[str], queries: QueryAnalysis) -> tuple[Query, ...]:
    return tuple(queries.query(normalise(question)) for question in questions)


def _is_among(query: Query, others: Iterable[Query]) -> bool:
    return any(
        min(cover(query, other.text).share, cover(other, query.text).share) >= _SAME for other in others
    )
