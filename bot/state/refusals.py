"""Why requests to webhooks were refused of late, for the doctor."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING, Protocol

from sqlalchemy import delete, func, insert, select

from bot.errors import Refusal
from bot.state.tables import refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.state.database import Database

FIRST_CHANNEL = "wechat"
"""Of rows that say none."""

TTL = 86400.0
"""Seconds for which they are kept."""


class Keeping(Protocol):
    """Where what all processes counted is put together: SqlRefusals, or RedisRefusals."""

    def add(self, counted: Mapping[tuple[str, Refusal], int], at: float) -> None: ...  # noqa: D102 # see SqlRefusals

    def since(self, then: float) -> Mapping[tuple[str, Refusal], int]: ...  # noqa: D102


class Refusals:
    """Counted by each process, and written by it from time to time: strangers must not write with every request.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, kept: Keeping, clock: Callable[[], float] = time.time) -> None:
        self._kept = kept
        self._clock = clock
        self._counted = Counter[tuple[str, Refusal]]()
        self._lock = threading.Lock()

    def count(self, channel: str, why: Refusal) -> None:
        """Count one."""
        with self._lock:
            self._counted[channel, why] += 1

    def write(self) -> None:
        """Write what was counted; what cannot be written is counted on.

        Raises:
            StorageError: it cannot be written.
        """
        with self._lock:
            counted, self._counted = self._counted, Counter()
        if not counted:
            return
        try:
            self._kept.add(counted, self._clock())
        except BaseException:
            with self._lock:
                self._counted.update(counted)
            raise

    def since(self, then: float) -> Mapping[tuple[str, Refusal], int]:
        """How many were written since then, by channel and reason, the most first.

        Raises:
            StorageError: they cannot be read.
        """
        return self._kept.since(then)


class SqlRefusals:
    """Refusals in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, counted: Mapping[tuple[str, Refusal], int], at: float) -> None:
        """Add what a process has counted, and forget what is older than a day.

        Raises:
            StorageError: it cannot be written.
        """
        rows = [
            {"at": at, "channel": channel, "why": why.value, "count": count}
            for (channel, why), count in counted.items()
        ]
        with self._database.writing() as connection:
            connection.execute(insert(refusals), rows)
            connection.execute(delete(refusals).where(refusals.c.at < at - TTL))

    def since(self, then: float) -> Mapping[tuple[str, Refusal], int]:
        """How many there were since then, by channel and reason, the most first.

        Raises:
            StorageError: they cannot be read.
        """
        count, channel = func.sum(refusals.c.count), func.coalesce(refusals.c.channel, FIRST_CHANNEL)
        query = select(channel, refusals.c.why, count).where(refusals.c.at >= then)
        ordered = query.group_by(channel, refusals.c.why).order_by(count.desc(), channel, refusals.c.why)
        with self._database.reading() as connection:
            found = [(channel, why, int(n)) for channel, why, n in connection.execute(ordered)]
        return {(channel, Refusal(why)): n for channel, why, n in found if why in set(Refusal)}
