"""What editors have written to a passage: questions it is for (相似问法), and questions it is not for (不应回答)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.retrieval.coverage import cover
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from bot.model import Passage
    from bot.retrieval.query import Query, QueryAnalysis

_SAME = 0.8
"""Two questions are one where each covers this share of the other."""


@dataclass(frozen=True)
class _Written:
    query: Query
    kinds: frozenset[str]


class EditorQuestions:
    """The editors' questions of each passage, analysed like any other question.

    Args:
        kinds: what kinds of question a normalised text is; “在哪里领手册” is not the same as “手册讲了什么”.
    """

    def __init__(
        self, passages: Sequence[Passage], queries: QueryAnalysis, kinds: Callable[[str], frozenset[str]]
    ) -> None:
        self._queries, self._kinds = queries, kinds
        self._for = [self._written(passage.asked_as) for passage in passages]
        self._not_for = [self._written(passage.not_asked_as) for passage in passages]

    def name(self, number: int, query: Query) -> bool:
        """Whether the passage of that number is for this question."""
        return self._is_among(query, self._for[number])

    def rule_out(self, number: int, query: Query) -> bool:
        """Whether the passage of that number is not for this question."""
        return self._is_among(query, self._not_for[number])

    def _written(self, questions: Iterable[str]) -> tuple[_Written, ...]:
        plain = (normalise(question) for question in questions)
        return tuple(_Written(self._queries.query(text), self._kinds(text)) for text in plain)

    def _is_among(self, query: Query, written: Iterable[_Written]) -> bool:
        return any(_are_alike(query, w.query) and self._kinds(query.text) == w.kinds for w in written)


def _are_alike(query: Query, other: Query) -> bool:
    return min(cover(query, other.text).share, cover(other, query.text).share) >= _SAME
