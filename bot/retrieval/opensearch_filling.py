"""A corpus is brought into an index of its own, which begins to answer when all of it is there.

What is in an index never changes, so that any process may go on where another was stopped: passages that are there
already are passed over.
"""

from __future__ import annotations

import time
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from bot.retrieval.opensearch_server import SOON
from bot.retrieval.postings import K1, B
from bot.retrieval.stored_index import PASSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.retrieval.opensearch_server import OpenSearchServer
    from bot.retrieval.stored_index import StoredIndex

_STALLS = 30.0
"""Seconds in which not one passage was added: whoever did is gone."""

_BLOCK = 500
"""Texts that are sent at once."""

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

    def tend(self, name: str, own: StoredIndex, is_wanted: Callable[[], bool]) -> bool:
        """Whether an index is complete; where nobody fills it, fill it.

        Args:
            own: the same passages in files.
            is_wanted: whether they still answer; else filling ends.

        Raises:
            StorageError: the cluster cannot be used.
        """
        if self._is_complete(name):
            return True
        if not self._make(name, own) and not self._stalls(name):
            return False
        texts = _texts(own)
        while block := list(islice(texts, _BLOCK)):
            self._add(name, block)
            if not is_wanted():
                return False
        return self._finish(name, len(own.speeches) + (len(own.units) if own.beside else 0))

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
        found = self._server.ask("GET", f"/{name}/_mapping", within=SOON, fine=[_MISSING]).get(name)
        return bool(found and found["mappings"].get("_meta", {}).get("complete"))

    def _make(self, name: str, own: StoredIndex) -> bool:
        """Whether this process made an index; of several that try, one does."""
        text = {"type": "text", "analyzer": "whitespace", "similarity": "ours", "index_options": "freqs"}
        numbers = {"number": {"type": "integer", "index": False}, "unit": {"type": "integer"}}
        mappings = {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "properties": {**numbers, **dict.fromkeys((PASSAGES, *own.beside), text)},
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

    def _add(self, name: str, texts: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
        """Add texts by their ids; what an engine is too busy for is sent again, and what is there stays."""
        for wait in (*_WAITS, None):
            lines = [line for known, told in texts for line in ({"create": {"_id": known}}, told)]
            given = self._server.ask("POST", f"/{name}/_bulk", lines)["items"]
            statuses = [item["create"]["status"] for item in given]
            texts = [one for one, status in zip(texts, statuses, strict=True) if status not in _ADDED]
            if not texts:
                return
            if wait is None:
                raise self._server.failure(f"有 {len(texts)} 段存不进去（{max(statuses)}）")
            self._sleep(wait)

    def _finish(self, name: str, size: int) -> bool:
        ask = self._server.ask
        ask("POST", f"/{name}/_refresh")
        held = self._held(name)
        if held != size:
            ask("DELETE", f"/{name}", fine=[_MISSING])
            raise self._server.failure(f"存进去 {held} 条，应该是 {size} 条；重新再存")
        # Nothing will change any more: one segment is smaller, is searched sooner, and is what is copied.
        ask("POST", f"/{name}/_forcemerge?max_num_segments=1", within=_MERGING_TAKES)
        ask("PUT", f"/{name}/_settings", {"index": {"number_of_replicas": self._replicas}})
        ask("PUT", f"/{name}/_mapping", {"_meta": {"complete": True}})
        return True

    def _held(self, name: str) -> int:
        return int(self._server.ask("GET", f"/{name}/_count")["count"])


def _texts(own: StoredIndex) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each passage, and each speech with its title, with its terms; its number and a letter are its id."""
    told = zip(own.speeches.tolist(), own.spelled(PASSAGES), strict=True)
    passages = (
        (f"p{number}", {"number": number, "unit": own.units.item(speech), PASSAGES: terms})
        for number, (speech, terms) in enumerate(told)
    )
    speeches = (
        (f"s{number}", {"number": number, "unit": unit, **dict(zip(own.beside, terms, strict=True))})
        for number, (unit, *terms) in enumerate(
            zip(own.units.tolist(), *map(own.spelled, own.beside), strict=True)
        )
    )
    return chain(passages, speeches if own.beside else ())
