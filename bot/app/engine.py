"""OpenSearch, where that is set: says which passages may be the best, as long as it says so in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.retrieval.opensearch_filling import Filling
from bot.retrieval.opensearch_index import OpenSearchIndex
from bot.retrieval.opensearch_server import OpenSearchServer
from bot.state.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from bot.retrieval.stored_index import StoredIndex


WITHIN = 0.25
"""Seconds; a message may ask several times, and has waited for state before."""


class Engine:
    """Keeps the passages of what answers in an OpenSearch cluster.

    Args:
        shards: into which an index is divided.
        replicas: copies of each besides the first.
        within: seconds that a message waits for an answer.
        authority: a file with the certificate of whoever vouches for the cluster.
    """

    def __init__(
        self, url: str, shards: int, replicas: int, within: float = WITHIN, authority: Path | None = None
    ) -> None:
        self.server = OpenSearchServer(url, authority)
        self._within = within
        self._patience = Patience(f"OpenSearch {self.server.name}")
        self._filling = Filling(self.server, shards, replicas)
        self._index: OpenSearchIndex | None = None
        self._led_to: OpenSearchIndex | None = None
        self._tend: Callable[[], bool] = lambda: False

    def over(self, own: StoredIndex, name: str) -> OpenSearchIndex:
        """The index of a corpus, which takes the place of the one before; it answers when `tend` has filled it."""
        index = OpenSearchIndex(self.server, own, self.name_of(name), self._patience.ask, self._within)
        self._index = index
        self._tend = lambda: self._filling.tend(index.name, own, lambda: self._index is index)
        return index

    def name_of(self, corpus: str) -> str:
        """What the index of a corpus is called."""
        return f"{self.server.prefix}-{corpus}"

    def tend(self) -> None:
        """See that what answers is in the engine; where it is not, bring it there, which may take minutes.

        Raises:
            StorageError: the cluster cannot be used.
        """
        index = self._index
        if index is None:
            return
        index.is_complete = self._tend()
        if index.is_complete and self._led_to is not index:
            self._filling.switch(index.name)
            self._led_to = index

    def problems(self) -> Iterator[str]:
        """What is wrong with it, for operators; tries to ask."""
        failure = self._failure()
        if failure:
            yield f"{failure}；问题照答，用本机盘上的索引找"
        elif not self.is_complete:
            why = self._filling.problem or f"OpenSearch {self.server.name} 里还没有这一版的索引"
            yield f"{why}；问题照答，用本机盘上的索引找，存完自己换上"

    @property
    def is_complete(self) -> bool:
        """Whether it has all that answers; it has, where nothing does."""
        return self._index is None or self._index.is_complete

    def gauges(self) -> Mapping[str, float]:
        """What monitors read."""
        return {"search_answers": float(self.is_complete and self._failure() is None)}

    def close(self) -> None:
        """Let go of all connections."""
        self.server.close()

    def _failure(self) -> str | None:
        index = self._index
        asked = index if index and index.is_complete else self.server
        return self._patience.failing(asked.try_asking, self._within)
