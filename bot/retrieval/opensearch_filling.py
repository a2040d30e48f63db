"""A corpus is brought into an index of its own, which begins to answer when all of it is there.

What is in an index never changes, so that any process may go on where another was stopped: passages that are there
already are passed over.
"""

from __future__ import annotations

import time
from itertools import count, islice
from typing import TYPE_CHECKING, Any

from bot.retrieval.inverted import spelled
from bot.retrieval.postings import K1, B

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.retrieval.index import CorpusIndex
    from bot.retrieval.opensearch_server import OpenSearchServer
    from bot.retrieval.portion import Portion

_STALLS = 30.0
"""Seconds in which not one passage was added: whoever did is gone."""

_BLOCK = 500
"""Passages that are sent at once."""

_MERGING_TAKES = 900.0
"""Seconds."""

_WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further try with what an engine was too busy for."""

_STAY = 4
"""Indexes: what answers, what was before, and those of a program or a machine that is behind."""

_ADDED = {200, 201, 409}
_BAD, _MISSING = 400, 404


class Filling:
    """Fills indexes.

    Args:
        shards: into which an index is divided.
        replicas: copies of each besides the first.
        clock: seconds that only grow.
        sleep: waits so many seconds.
    """

    def __init__(
        self,
        server: OpenSearchServer,
        shards: int,
        replicas: int,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._server, self._shards, self._replicas = server, shards, replicas
        self._clock, self._sleep = clock, sleep
        self._seen: tuple[str, int, float] = ("", 0, 0.0)

    def tend(
        self,
        name: str,
        own: CorpusIndex,
        portions: Callable[[], Iterable[Portion]],
        is_wanted: Callable[[], bool],
    ) -> bool:
        """Whether an index is complete; where nobody fills it, fill it.

        Args:
            own: the same passages in the process.
            portions: gives them, in order.
            is_wanted: whether they still answer; else filling ends.

        Raises:
            StorageError: the cluster cannot be used.
        """
        if self._is_complete(name):
            return True
        if not self._make(name, own) and not self._stalls(name):
            return False
        passages = _passages(portions(), own)
        while block := list(islice(passages, _BLOCK)):
            self._add(name, block)
            if not is_wanted():
                return False
        return self._finish(name, len(own.speeches))

    def switch(self, name: str) -> None:
        """Let the alias lead to an index, and delete all but the last few.

        Raises:
            StorageError: the cluster cannot be used.
        """
        ask, prefix = self._server.ask, self._server.prefix
        made = {
            index: int(told["settings"]["index"]["creation_date"])
            for index, told in ask("GET", f"/{prefix}-*/_settings/index.creation_date").items()
        }
        others = [index for index in sorted(made, key=made.__getitem__) if index != name]
        leave = [{"remove": {"index": other, "alias": prefix, "must_exist": False}} for other in others]
        ask("POST", "/_aliases", {"actions": [*leave, {"add": {"index": name, "alias": prefix}}]})
        for old in others[: -(_STAY - 1)]:
            ask("DELETE", f"/{old}", fine=[_MISSING])

    def _is_complete(self, name: str) -> bool:
        found = self._server.ask("GET", f"/{name}/_mapping", fine=[_MISSING]).get(name)
        return bool(found and found["mappings"].get("_meta", {}).get("complete"))

    def _make(self, name: str, own: CorpusIndex) -> bool:
        """Whether this process made an index; of several that try, one does."""
        text = {"type": "text", "analyzer": "whitespace", "similarity": "ours", "index_options": "freqs"}
        numbers = {"number": {"type": "integer", "index": False}, "unit": {"type": "integer"}}
        mappings = {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "properties": {**numbers, **dict.fromkeys(own.fields, text)},
        }
        settings = {
            "number_of_shards": self._shards,
            "number_of_replicas": 0,  # copied once, when it is complete
            "refresh_interval": "5s",
            "similarity": {"ours": {"type": "BM25", "k1": K1, "b": B}},
        }
        body = {"settings": {"index": settings}, "mappings": mappings}
        told = self._server.ask("PUT", f"/{name}", body, fine=[_BAD])
        if "error" in told and told["error"]["type"] != "resource_already_exists_exception":
            raise self._server.failure(f"索引建不了（{told['error']['type']}）")
        return "error" not in told

    def _stalls(self, name: str) -> bool:
        """Whether nothing has been added for a while."""
        held, now = self._held(name), self._clock()
        if self._seen[:2] != (name, held):
            self._seen = (name, held, now)
        return now - self._seen[2] >= _STALLS

    def _add(self, name: str, passages: Sequence[Mapping[str, Any]]) -> None:
        """Add passages; what an engine is too busy for is sent again, and what is there stays."""
        for wait in (*_WAITS, None):
            lines = [line for told in passages for line in ({"create": {"_id": str(told["number"])}}, told)]
            given = self._server.ask("POST", f"/{name}/_bulk", lines)["items"]
            statuses = [item["create"]["status"] for item in given]
            passages = [told for told, status in zip(passages, statuses, strict=True) if status not in _ADDED]
            if not passages:
                return
            if wait is None:
                raise self._server.failure(f"有 {len(passages)} 段存不进去（{max(statuses)}）")
            self._sleep(wait)

    def _finish(self, name: str, size: int) -> bool:
        ask = self._server.ask
        ask("POST", f"/{name}/_refresh")
        held = self._held(name)
        if held != size:
            ask("DELETE", f"/{name}", fine=[_MISSING])
            raise self._server.failure(f"存进去 {held} 段，应该是 {size} 段；重新再存")
        # Nothing will change any more: one segment is smaller, is searched sooner, and is what is copied.
        ask("POST", f"/{name}/_forcemerge?max_num_segments=1", within=_MERGING_TAKES)
        ask("PUT", f"/{name}/_settings", {"index": {"number_of_replicas": self._replicas}})
        ask("PUT", f"/{name}/_mapping", {"_meta": {"complete": True}})
        return True

    def _held(self, name: str) -> int:
        return int(self._server.ask("GET", f"/{name}/_count")["count"])


def _passages(portions: Iterable[Portion], own: CorpusIndex) -> Iterator[Mapping[str, Any]]:
    """Each passage by its number, with the terms of its own, of its speech and of that one's title."""
    numbers, before = count(), 0
    for portion in portions:
        said = {
            "passage": spelled(portion.passages),
            "speech": spelled(portion.speeches),
            "title": spelled(portion.titles),
        }
        for passage, number in zip(range(portion.passages.size), numbers):  # noqa: B905 # numbers never end
            speech = int(own.speeches[number])
            places = {"passage": passage, "speech": speech - before, "title": speech - before}
            terms = {field: said[field][places[field]] for field in own.fields}
            yield {"number": number, "unit": int(own.units[speech]), **terms}
        before += portion.speeches.size
