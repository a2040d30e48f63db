"""Why requests to webhooks were refused of late, for the doctor."""

from __future__ import annotations

import threading
import time
from collections import Counter
from typing import TYPE_CHECKING

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


class Refusals:
    """Counted by each process, and written by it from time to time: strangers must not write with every request.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
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
        now = self._clock()
        try:
            with self._database.writing() as connection:
                rows = [
                    {"at": now, "channel": channel, "why": why.value, "count": count}
                    for (channel, why), count in counted.items()
                ]
                connection.execute(insert(refusals), rows)
                connection.execute(delete(refusals).where(refusals.c.at < now - TTL))
        except BaseException:
            with self._lock:
                self._counted.update(counted)
            raise

    def since(self, then: float) -> Mapping[tuple[str, Refusal], int]:
        """How many there were since then, by channel and reason, the most first."""
        count, channel = func.sum(refusals.c.count), func.coalesce(refusals.c.channel, FIRST_CHANNEL)
        query = select(channel, refusals.c.why, count).where(refusals.c.at >= then)
        ordered = query.group_by(channel, refusals.c.why).order_by(count.desc(), channel, refusals.c.why)
        with self._database.reading() as connection:
            found = [(channel, why, int(n)) for channel, why, n in connection.execute(ordered)]
        return {(channel, Refusal(why)): n for channel, why, n in found if why in set(Refusal)}
