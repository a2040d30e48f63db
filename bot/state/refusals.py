"""Why requests to the webhook were refused of late, for the doctor."""

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
        self._counted = Counter[Refusal]()
        self._lock = threading.Lock()

    def count(self, why: Refusal) -> None:
        """Count one."""
        with self._lock:
            self._counted[why] += 1

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
                rows = [{"at": now, "why": why.value, "count": count} for why, count in counted.items()]
                connection.execute(insert(refusals), rows)
                connection.execute(delete(refusals).where(refusals.c.at < now - TTL))
        except BaseException:
            with self._lock:
                self._counted.update(counted)
            raise

    def since(self, then: float) -> Mapping[Refusal, int]:
        """How many there were since then, by reason, the most first."""
        count = func.sum(refusals.c.count)
        query = select(refusals.c.why, count).where(refusals.c.at >= then).group_by(refusals.c.why)
        with self._database.reading() as connection:
            found = {
                why: int(n) for why, n in connection.execute(query.order_by(count.desc(), refusals.c.why))
            }
        return {Refusal(why): n for why, n in found.items() if why in set(Refusal)}
