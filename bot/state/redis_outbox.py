"""Entries that wait in Redis, and how they come where the journal is.

First they are written there, then they are let go of here. Whoever dies in between, or works at the same time, writes them
once more; the journal takes those of one message once.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from bot.state.redis_server import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.state.exchange import Exchange
    from bot.state.redis_server import RedisServer


class RedisOutbox:
    """The entries, the oldest first.

    Args:
        take: writes entries where the journal fetches them, all or none; raises where it cannot.
        at_once: entries that are moved at a time.
    """

    def __init__(
        self, redis: RedisServer, take: Callable[[Sequence[Exchange]], None], *, at_once: int = 500
    ) -> None:
        self._redis = redis
        self._take = take
        self._at_once = at_once

    def deliver(self) -> None:
        """Move all that waits.

        Raises:
            StorageError: Redis or the database cannot be used; what was not moved waits on.
        """
        while self._deliver() == self._at_once:
            pass

    def count(self) -> int:
        """How many wait.

        Raises:
            StorageError: Redis cannot be used.
        """
        with self._redis.asked() as client:
            return int(client.zcard(key_of("outbox")))

    def _deliver(self) -> int:
        with self._redis.asked() as client:
            names = client.zrange(key_of("outbox"), 0, self._at_once - 1)
            reading = client.pipeline(transaction=False)
            for name in names:
                reading.hget(key_of("entry", name), "whole")
            told = dict(zip(names, reading.execute(), strict=True))
        waiting: dict[str, Exchange] = {name: json.loads(whole) for name, whole in told.items() if whole}
        if waiting:
            self._take([_named(kept, name) for name, kept in waiting.items()])
        self._let_go(told, waiting)
        return len(names)

    def _let_go(self, told: dict[str, str | None], waiting: dict[str, Exchange]) -> None:
        """The place in the row last: what lost that alone would wait for ever."""
        with self._redis.asked() as client:
            leaving = client.pipeline(transaction=False)
            for name in told:
                if name in waiting:
                    leaving.srem(key_of("waiting", waiting[name]["entry"]["person"] or ""), name)
                leaving.delete(key_of("entry", name))
                leaving.zrem(key_of("outbox"), name)
            leaving.execute()


def _named(kept: Exchange, name: str) -> Exchange:
    """With a key, which a message without one lacks: it too may be moved twice."""
    entry = kept["entry"]
    return {**kept, "entry": {**entry, "key": entry.get("key") or name}}
