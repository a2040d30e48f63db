"""A corpus is brought into an index of its own, which begins to answer when all of it is there.

An index has one name under which it is filled, and in its place another under which it is asked when all is there: whoever
fills cannot bring one about that was deleted meanwhile, nor go on with the one that was begun in its place, and whoever asks
cannot meet one that is half filled. What is in an index never changes, and is sent in one order, so that any process may go
on where another was stopped.
"""

from __future__ import annotations

import secrets
import time
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from bot.retrieval.opensearch_loss import Loss
from bot.retrieval.opensearch_server import SOON
from bot.retrieval.postings import K1, B
from bot.retrieval.stored_index import PASSAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from bot.retrieval.opensearch_server import OpenSearchServer
    from bot.retrieval.stored_index import StoredIndex

_STALLS = 30.0
"""Seconds in which not one passage was added: whoever did is gone."""

_MERGING_TAKES = 900.0
"""Seconds."""

_COPYING = 50
"""Seconds for which copies are waited for; with fewer engines than copies there will be none."""

_PROMOTING = 2
"""Seconds in which another engine takes over what one that went away held, where it has a copy."""

_WAITS = (0.5, 1.0, 2.0, 4.0)
"""Seconds before each further try with what an engine was too busy for."""

_STAY = 4
"""Indexes: what answers, what was before, and those of a program or a machine that is behind."""

_ADDED = {200, 201, 409}
_BAD, _MISSING, _TOO_LATE, _NOT_READY = 400, 404, 408, 503


def filled(index: str) -> str:
    """The name under which an index is asked."""
    return f"{index}-filled"


def _filling(index: str, which: str) -> str:
    """The name under which one of the indexes of that name is filled."""
    return f"{index}-filling-{which}"


class Filling:
    """Fills indexes.

    Args:
        shards: into which an index is divided.
        replicas: copies of each besides the first.
        clock: seconds that only grow.
        block: texts that are sent at once.
    """

    def __init__(
        self,
        server: OpenSearchServer,
        shards: int,
        replicas: int,
        clock: Callable[[], float] = time.monotonic,
        *,
        block: int = 500,
    ) -> None:
        self._server, self._shards, self._replicas, self._block = server, shards, replicas, block
        self._clock = clock
        self._loss = Loss(server, clock)
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
        made = self._make(name, own)
        filling = made or self._begun(name)
        if filling is None:
            return False
        self._loss.begun(name, filling)
        there = 0
        if not made:
            if self._loss.is_met() or not self._stalls(filling):
                return False
            there = max(0, self._held(filling) - self._block)  # a part of what was sent last may be missing
        texts = islice(_texts(own), there, None)
        while block := list(islice(texts, self._block)):
            if not self._add(filling, block):
                return self._is_complete(name)
            if not is_wanted():
                return False
        return self._finish(name, filling, len(own.speeches) + (len(own.units) if own.beside else 0))

    @property
    def problem(self) -> str | None:
        """What keeps an index from being complete besides time, for operators; None where nothing does."""
        return self._loss.problem

    def switch(self, name: str) -> None:
        """Let the alias lead to an index, and delete all but the last few.

        Raises:
            StorageError: the cluster cannot be used.
        """
        ask, prefix = self._server.ask, self._server.prefix
        # All at once by a pattern, since another may delete one meanwhile.
        leave = {"remove": {"index": f"{prefix}-*", "alias": prefix, "must_exist": False}}
        ask("POST", "/_aliases", {"actions": [leave, {"add": {"index": name, "alias": prefix}}]})
        made = {
            index: int(told["settings"]["index"]["creation_date"])
            for index, told in ask("GET", f"/{prefix}-*/_settings/index.creation_date").items()
        }
        others = [index for index in sorted(made, key=made.__getitem__) if index != name]
        for old in others[: -(_STAY - 1)]:
            ask("DELETE", f"/{old}", fine=[_MISSING])

    def _is_complete(self, name: str) -> bool:
        return "error" not in self._server.ask("GET", f"/_alias/{filled(name)}", within=SOON, fine=[_MISSING])

    def _begun(self, name: str) -> str | None:
        """The name under which an index is filled by whoever began it; None where it is gone, or complete."""
        path = f"/{name}/_alias/{_filling(name, '*')}"
        told = self._server.ask("GET", path, within=SOON, fine=[_MISSING])
        return None if "error" in told else next(iter(told.get(name, {}).get("aliases", ())), None)

    def _make(self, name: str, own: StoredIndex) -> str | None:
        """The name under which an index is filled that this process made; None where there is one already."""
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
        filling = _filling(name, secrets.token_hex(4))
        body = {"settings": {"index": settings}, "mappings": mappings, "aliases": {filling: {}}}
        told = self._server.ask("PUT", f"/{name}", body, fine=[_BAD])
        if "error" in told and told["error"]["type"] != "resource_already_exists_exception":
            raise self._server.failure(f"索引建不了（{told['error']['type']}）")
        return None if "error" in told else filling

    def _stalls(self, filling: str) -> bool:
        """Whether nothing has been added for a while."""
        held, now = self._held(filling, fine=[_NOT_READY]), self._clock()
        if self._seen[:2] != (filling, held):
            self._seen = (filling, held, now)
        return now - self._seen[2] >= _STALLS

    def _add(self, filling: str, texts: Sequence[tuple[str, Mapping[str, Any]]]) -> bool:
        """Add texts by their ids; what an engine is too busy for is sent again, and what is there stays.

        Returns False where the index is not to be filled any more: another has done so, or has deleted it.
        """
        waits = iter(_WAITS)
        while texts:
            lines = [line for known, told in texts for line in ({"create": {"_id": known}}, told)]
            path = f"/{filling}/_bulk?require_alias=true&timeout={_PROMOTING}s"
            given = self._server.ask("POST", path, lines)["items"]
            statuses = [item["create"]["status"] for item in given]
            if _MISSING in statuses:
                return False
            texts = [one for one, status in zip(texts, statuses, strict=True) if status not in _ADDED]
            if texts:
                self._wait(waits, f"有 {len(texts)} 段存不进去（{max(statuses)}）")
        return True

    def _wait(self, waits: Iterator[float], why: str) -> None:
        try:
            time.sleep(next(waits))
        except StopIteration:
            raise self._server.failure(why) from None

    def _finish(self, name: str, filling: str, size: int) -> bool:
        ask = self._server.ask
        # Nothing will change any more: one segment is smaller, is searched sooner, and is what is copied.
        path = f"/{filling}/_forcemerge?max_num_segments=1"
        if "error" in ask("POST", path, within=_MERGING_TAKES, fine=[_MISSING]):
            return self._is_complete(name)
        ask("PUT", f"/{filling}/_settings", {"index": {"number_of_replicas": self._replicas}})
        path = f"/_cluster/health/{filling}?wait_for_status=green&timeout={_COPYING}s"
        if ask("GET", path, fine=[_TOO_LATE])["status"] == "red":
            raise self._server.failure("存的时候少了分片")
        ask("POST", f"/{filling}/_refresh")
        held = self._held(filling)
        if held != size:
            ask("DELETE", f"/{name}", fine=[_MISSING])
            raise self._server.failure(f"存进去 {held} 条，应该是 {size} 条；重新再存")
        leave = {"remove": {"index": name, "alias": filling, "must_exist": True}}
        enter = {"add": {"index": name, "alias": filled(name)}}
        told = ask("POST", "/_aliases", {"actions": [leave, enter]}, fine=[_MISSING])
        return "error" not in told or self._is_complete(name)

    def _held(self, filling: str, fine: Collection[int] = ()) -> int:
        return int(self._server.ask("GET", f"/{filling}/_count", fine=fine).get("count", 0))


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
