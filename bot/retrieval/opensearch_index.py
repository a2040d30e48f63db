"""The index of a corpus in OpenSearch: its first hundred, and the passages of its first speeches, scored as we score them.

What an engine thinks of a passage is near to our scores and not the same (it rounds lengths and knows no floor of idf), so
that it only says which may be the best. Whenever it does not say so in time, the index on our own disk does.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import numpy as np

from bot.errors import StorageError
from bot.retrieval.opensearch_filling import filled
from bot.retrieval.stored_index import FIRST, PASSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from bot.retrieval.index import Scored
    from bot.retrieval.inverted import Numbers
    from bot.retrieval.opensearch_server import OpenSearchServer
    from bot.retrieval.stored_index import StoredIndex

T = TypeVar("T")

_SPEECHES = 25
"""Speeches that the engine names, for what all of a speech tells adds to the scores of its passages."""

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
        own: the same passages in files.
        name: of the index, which no other corpus has.
        ask: gives up what takes longer.
        within: seconds that are waited for an answer.

    Attributes:
        is_complete: whether all passages are there; until then the engine is not asked.
    """

    def __init__(
        self, server: OpenSearchServer, own: StoredIndex, name: str, ask: Asking, within: float
    ) -> None:
        self._server, self._own, self._ask, self._within = server, own, ask, within
        self.name = name
        self.is_complete = False
        self.at, self.possible, self.knows = own.at, own.possible, own.knows
        # What is remembered is not asked for: it tells nothing of whether the engine answers now.
        self._found = lru_cache(_REMEMBERED)(self._asked)

    def first(
        self, terms: Mapping[str, float], most: int, units: Collection[int] | None = None
    ) -> list[Scored]:
        """See `Index`."""
        found = self._named(terms, None if units is None else tuple(units))
        return self._own.best(terms, *found, most) if found else self._own.first(terms, most, units)

    def of(self, terms: Mapping[str, float], numbers: Sequence[int]) -> list[Scored]:
        """See `Index`."""
        found = self._named(terms, None)
        if found is None:
            return self._own.of(terms, numbers)
        return self._own.scored(terms, np.array(numbers, np.int32), found[0])

    def try_asking(self) -> None:
        """Search for nothing.

        Raises:
            StorageError: there is no answer.
        """
        self._look((), None)

    def _named(
        self, terms: Mapping[str, float], units: tuple[int, ...] | None
    ) -> tuple[Numbers, Numbers | None] | None:
        """The passages that may be the best of all, and of the units; None where the engine does not say so."""
        known = sorted(
            ((term, weight) for term, weight in terms.items() if weight > 0 and self.knows(term)),
            key=lambda told: -told[1],
        )[:_MOST_TERMS]
        if not known or not self.is_complete:
            return None
        try:
            return self._found(tuple(known), units)
        except StorageError:
            return None

    def _asked(
        self, terms: Sequence[tuple[str, float]], units: Sequence[int] | None
    ) -> tuple[Numbers, Numbers | None]:
        return self._ask(lambda: self._look(terms, units), self._within)

    def _look(
        self, terms: Sequence[tuple[str, float]], units: Sequence[int] | None
    ) -> tuple[Numbers, Numbers | None]:
        told = dict(terms)
        bodies = [*self._bodies(told, None), *([] if units is None else self._bodies(told, units))]
        header = {
            "index": filled(self.name),
            "search_type": "dfs_query_then_fetch",
        }  # how rare a term is in all shards
        lines = [line for body in bodies for line in (header, body)]
        responses = self._server.ask("POST", "/_msearch", lines, within=self._within)["responses"]
        named = [*map(self._numbers, responses)]
        each = len(named) // (1 if units is None else 2)
        return self._passages(*named[:each]), None if units is None else self._passages(*named[each:])

    def _passages(self, passages: Sequence[int], speeches: Sequence[int] = ()) -> Numbers:
        """These passages, and those of the speeches."""
        return np.unique(np.array([*passages, *self._own.of_speeches(speeches)], np.int32))

    def _bodies(self, terms: Mapping[str, float], units: Sequence[int] | None) -> Iterator[Mapping[str, Any]]:
        """What is asked for: passages, and speeches where these add to the scores of passages."""
        kinds = [([PASSAGES], FIRST)]
        if self._own.beside:
            kinds.append(([*self._own.beside], _SPEECHES))
        for fields, size in kinds:
            clauses = [
                {"term": {field: {"value": term, "boost": boost}}}
                for field in fields
                for term, boost in self._own.boosts(field, terms).items()
            ]
            yield {
                "query": {
                    "bool": {
                        "must": [{"bool": {"should": clauses}}] if clauses else [{"match_all": {}}],
                        "filter": [] if units is None else [{"terms": {"unit": units}}],
                    }
                },
                "size": size if clauses else 0,
                "track_total_hits": False,
                "stored_fields": "_none_",
                "docvalue_fields": ["number"],
            }

    def _numbers(self, response: Mapping[str, Any]) -> list[int]:
        if "error" in response:
            raise self._server.refusal(response["status"])
        shards = response["_shards"]
        # One that nobody holds does not count as one that failed.
        if response["timed_out"] or shards["successful"] < shards["total"]:
            raise self._server.failure("有的分片没有答复")
        return [hit["fields"]["number"][0] for hit in response["hits"]["hits"]]
