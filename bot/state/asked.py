"""What people ask, told by the passages that answered them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import desc, func, select

from bot.model import Status
from bot.state.tables import journal

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine

_LIMIT = 20


class OftenAsked:
    """Passages that answered most of late; counted anew every ten minutes.

    Args:
        engine: see `bot.state.memory.connect`.
        clock: seconds since 1970.
        since: seconds back that count.
        fresh: seconds for which a count is good.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], float] = time.time,
        *,
        since: float = 30 * 86400,
        fresh: float = 600,
    ) -> None:
        self._engine = engine.execution_options(reading=True)
        self._clock = clock
        self._since, self._fresh = since, fresh
        self._counted_at, self._passages = float("-inf"), tuple[str, ...]()

    def passages(self) -> tuple[str, ...]:
        """Their ids, the one that answered most first."""
        now = self._clock()
        if now - self._counted_at > self._fresh:
            self._counted_at, self._passages = now, self._count(now)
        return self._passages

    def _count(self, now: float) -> tuple[str, ...]:
        query = (
            select(journal.c.passage)
            .where(journal.c.status == Status.ANSWERED.value, journal.c.at > now - self._since)
            .group_by(journal.c.passage)
            .order_by(desc(func.count()), journal.c.passage)
            .limit(_LIMIT)
        )
        with self._engine.connect() as connection:
            return tuple(row[0] for row in connection.execute(query) if row[0])
