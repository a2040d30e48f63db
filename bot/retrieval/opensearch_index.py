"""The index of a corpus in OpenSearch: its first hundred, scored as the index in the process scores them.

What an engine thinks of a passage is near to our scores and not the same (it rounds lengths and knows no floor of idf), so
that it only says which may be the best. Whenever it does not say so in time, the index in the process does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.errors import StorageError
from bot.retrieval.index import Scored

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from bot.retrieval.index import CorpusIndex
    from bot.retrieval.opensearch_server import OpenSearchServer

T = TypeVar("T")

FIRST = 100
"""Passages that the engine names, of which ours are the first twenty."""

_MOST_TERMS = 300
"""An engine takes 1024 clauses, of three fields; the terms of most weight are asked for."""

_REMEMBERED = 64


class Asking(Protocol):
    """Waits for what may not come."""

    def __call__(self, work: Callable[[], T], within: float) -> T:
        """What the work gives; where that takes longer than so many seconds, or fails, a StorageError."""
        ...


class OpenSearchIndex:
    """See `Index`.

    Args:
        own: the same passages in the process.
        name: of the index, which no other corpus has.
        ask: gives up what takes longer.
        within: seconds that are waited for an answer.

    Attributes:
        is_complete: whether all passages are there; until then the engine is not asked.
    """

    def __init__(
        self, server: OpenSearchServer, own: CorpusIndex, name: str, ask: Asking, within: float
    ) -> None:
        self._server, self._own, self._ask, self._within = server, own, ask, within
        self.name = name
        self.is_complete = False
        self.possible, self.knows = own.possible, own.knows
        self._found = lru_cache(_REMEMBERED)(self._look)

    def first(
        self, terms: Mapping[str, float], most: int, units: Collection[int] | None = None
    ) -> list[Scored]:
        """See `Index`."""
        found = self._hundreds(terms, None if units is None else tuple(units))
        if found is None:
            return self._own.first(terms, most, units)
        anywhere, there = found
        scored = (passage for passage in self._scored(terms, there, anywhere) if passage.score > 0)
        return sorted(scored, key=lambda passage: (-passage.score, passage.number))[:most]

    def of(self, terms: Mapping[str, float], numbers: Sequence[int]) -> list[Scored]:
        """See `Index`."""
        found = self._hundreds(terms, None)
        return self._scored(terms, numbers, found[0]) if found else self._own.of(terms, numbers)

    def try_asking(self) -> None:
        """Search for nothing.

        Raises:
            StorageError: there is no answer.
        """
        self._look((), None)

    def _scored(
        self, terms: Mapping[str, float], numbers: Sequence[int], anywhere: Sequence[int]
    ) -> list[Scored]:
        """These passages, held against the best of the whole corpus."""
        highest = self._own.at(terms, anywhere)[0].max(initial=0.0)
        scores, bm25 = self._own.at(terms, numbers)
        return [
            Scored(n, float(score), float(alone), bool(score >= highest))
            for n, score, alone in zip(numbers, scores, bm25, strict=True)
        ]

    def _hundreds(
        self, terms: Mapping[str, float], units: tuple[int, ...] | None
    ) -> tuple[Sequence[int], Sequence[int]] | None:
        """The first hundred of all passages, and those of the units; None where the engine does not say so."""
        known = sorted(
            ((term, weight) for term, weight in terms.items() if weight > 0 and self.knows(term)),
            key=lambda told: -told[1],
        )[:_MOST_TERMS]
        if not known or not self.is_complete:
            return None
        try:
            return self._ask(lambda: self._found(tuple(known), units), self._within)
        except StorageError:
            return None

    def _look(
        self, terms: Sequence[tuple[str, float]], units: Sequence[int] | None
    ) -> tuple[Sequence[int], Sequence[int]]:
        bodies = [self._body(terms, None), *([] if units is None else [self._body(terms, units)])]
        header = {
            "index": self.name,
            "search_type": "dfs_query_then_fetch",
        }  # how rare a term is in all shards
        lines = [line for body in bodies for line in (header, body)]
        responses = self._server.ask("POST", "/_msearch", lines, within=self._within)["responses"]
        hundreds = [self._numbers(response) for response in responses]
        return hundreds[0], hundreds[-1]

    def _body(self, terms: Sequence[tuple[str, float]], units: Sequence[int] | None) -> Mapping[str, Any]:
        passage, *beside = (
            [
                {"term": {field: {"value": term, "boost": boost}}}
                for term, boost in self._own.boosts(field, dict(terms)).items()
            ]
            for field in self._own.fields
        )
        query = {
            "must": [{"bool": {"should": passage}}],
            "should": [clause for clauses in beside for clause in clauses],
            "filter": [] if units is None else [{"terms": {"unit": units}}],
        }
        return {
            "query": {"bool": query},
            "size": FIRST if terms else 0,
            "track_total_hits": False,
            "stored_fields": "_none_",
            "docvalue_fields": ["number"],
        }

    def _numbers(self, response: Mapping[str, Any]) -> list[int]:
        if "error" in response:
            raise self._server.refusal(response["status"])
        if response["timed_out"] or response["_shards"]["failed"]:
            raise self._server.failure("有的分片没有答复")
        return [hit["fields"]["number"][0] for hit in response["hits"]["hits"]]
