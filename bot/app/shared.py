"""What several machines share in Redis, where that is set: replies, conversations, limits; the journal is in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import StorageError
from bot.state.greetings import Greetings
from bot.state.patience import Patience
from bot.state.redis_greetings import RedisGreetings
from bot.state.redis_memory import RedisMemory
from bot.state.redis_outbox import RedisOutbox
from bot.state.redis_pace import RedisPace
from bot.state.redis_refusals import RedisRefusals
from bot.state.redis_server import RedisServer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from bot.state.memory import SqlMemory

_ERASING, _WRITING = 0.2, 0.5
"""Seconds that the database of the journal is waited for; an erasure waits for Redis too, see `enduring`."""

_COUNTING = 0.25
"""Seconds that Redis is waited for, before whatever else of a message."""


class Shared:
    """Redis, and the way from there into the journal.

    Args:
        entries: the database of the journal.
        patience: with that database.
        clock: seconds since 1970.
        journal_ttl: seconds for which an entry waits at most.

    Raises:
        SettingsError: the address is none, or what speaks to Redis is not installed.
    """

    def __init__(
        self,
        url: str,
        entries: SqlMemory,
        patience: Patience,
        clock: Callable[[], float],
        journal_ttl: float,
    ) -> None:
        self._entries, self._entries_patience = entries, patience
        self.redis = RedisServer(url)
        self.patience = Patience(f"Redis {self.redis.name}")
        self.memory = RedisMemory(self.redis, self._erase, clock, journal_ttl=journal_ttl)
        self.greetings = Greetings(RedisGreetings(self.redis), self.patience)
        self.outbox = RedisOutbox(self.redis, entries.take)
        self.refusals = RedisRefusals(self.redis)
        self._pace = RedisPace(self.redis)

    def count(self, who: str, more: int) -> int:
        """See `RedisPace`; in time."""
        return self.patience.ask(lambda: self._pace.count(who, more), _COUNTING)

    def _erase(self, person: str, at: float) -> bool:
        try:
            return self._entries_patience.ask(lambda: self._entries.forget(person, at), _ERASING)
        except StorageError:
            return False

    def problems(self) -> Iterator[str]:
        """What is wrong with the way into the journal, for operators; tries to write."""
        failure = self._journal_failure()
        if failure:
            waiting = self._waiting()
            yield f"{failure}；问答照常，记录" + (f"有 {waiting} 条" if waiting else "") + "先在 Redis 里等着"

    def gauges(self) -> Mapping[str, float]:
        """What monitors read."""
        return {
            "database_answers": float(self._journal_failure() is None),
            "redis_waiting": float(self._waiting() or 0),
        }

    def _journal_failure(self) -> str | None:
        return self._entries_patience.failing(self._entries.try_writing, _WRITING)

    def _waiting(self) -> int | None:
        """How many entries wait; None where that is not known."""
        try:
            return self.patience.ask(self.outbox.count, _WRITING)
        except StorageError:
            return None
