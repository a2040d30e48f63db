"""An index that cannot be filled any more, because a part of it went with the engine that held it.

While it is filled it has no copies. Whoever holds a part may come back with it, and is waited for; then the index is
deleted, so that it is begun anew with those that are left. That costs nobody an answer: an index is asked when it is
complete, and until then the one on our own disk is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import structlog

from bot.retrieval.opensearch_server import SOON

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.retrieval.opensearch_server import OpenSearchServer

_COMES_BACK = 120.0
"""Seconds for which whoever holds a part is waited for, as long as a machine takes to start again."""

_ANEW = 3
"""Times that an index is begun anew: what is missing still is not missed because an engine went."""

_MISSING, _TOO_LATE = 404, 408

_log = structlog.get_logger()


class Loss:
    """What became of the indexes that were begun for one corpus.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, server: OpenSearchServer, clock: Callable[[], float]) -> None:
        self._server, self._clock = server, clock
        self._name = ""
        self._begun = list[str]()
        self._since: float | None = None

    def begun(self, name: str, filling: str) -> None:
        """Take note of an index, by whomever it was begun.

        Args:
            filling: the name under which it is filled, which no other has.
        """
        if name != self._name:
            self._name, self._begun = name, []
        if filling not in self._begun:
            self._begun.append(filling)
            self._since = None

    def is_met(self) -> bool:
        """Whether a part of the index that was begun last is missing; one that stays so is deleted.

        Raises:
            StorageError: the cluster cannot be used.
        """
        path = f"/_cluster/health/{self._begun[-1]}?timeout=0s"
        health = self._server.ask("GET", path, within=SOON, fine=[_TOO_LATE])
        if health["timed_out"]:  # another has deleted it
            return True
        if health["status"] != "red":
            self._since = None
            return False
        now = self._clock()
        self._since = now if self._since is None else self._since
        if now - self._since >= _COMES_BACK and not self._is_hopeless:
            _log.error("index_given_up", index=self._name, times=len(self._begun), of=_ANEW)
            self._server.ask("DELETE", f"/{self._name}", fine=[_MISSING])
        return True

    @property
    def problem(self) -> str | None:
        """What operators should know; None where nothing was lost."""
        which = f"OpenSearch {self._server.name} 里正在存的索引 {self._name} "
        if self._since is not None and self._is_hopeless:
            return (
                f"{which}存了 {len(self._begun)} 遍都缺分片，不再自己重存；看哪几台没有开、磁盘满了没有，"
                f"修好以后它接着存，修不好就在 OpenSearch 里删掉它，摆古会再存"
            )
        if self._since is not None:
            return f"{which}缺了分片，有一台坏了；{_COMES_BACK:g} 秒还不回来，就删掉，用剩下的几台从头再存"
        if len(self._begun) > 1:
            return f"{which}缺过分片，删掉了，现在存第 {len(self._begun)} 遍"
        return None

    @property
    def _is_hopeless(self) -> bool:
        return len(self._begun) > _ANEW
