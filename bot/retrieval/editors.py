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
        self._queries = queries
        self._for = [self._written(passage.answers) for passage in passages]
        self._not_for = [self._written(passage.not_asked_as) for passage in passages]

    def name(self, number: int, query: Query) -> bool:
        """Whether the passage of that number is for this question."""
        return self._is_among(query, self._for[number])

    def rule_out(self, number: int, query: Query) -> bool:
        """Whether the passage of that number is not for this question."""
        return self._is_among(query, self._not_for[number])

    def _written(self, questions: Iterable[str]) -> tuple[Query, ...]:
        return tuple(self._queries.query(normalise(question)) for question in questions)

    @staticmethod
    def _is_among(query: Query, written: Iterable[Query]) -> bool:
        return any(_are_alike(query, other) for other in written)


def _are_alike(query: Query, other: Query) -> bool:
    """Whether they ask for the same of the same; “在哪里领手册” does not ask for what “手册讲了什么” does."""
    return (
        query.asked.likeliest == other.asked.likeliest
        and cover(query, other.text).share >= _SAME
        and cover(other, query.text).share >= _SAME
    )
