"""What people ask, told by the passages that answered them."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.journal import SqlJournal

_LIMIT = 20


class OftenAsked:
    """Passages that answered most of late; counted anew every ten minutes.

    Args:
        clock: seconds since 1970.
        since: seconds back that count.
        fresh: seconds for which a count is good.
    """

    def __init__(
        self,
        journal: SqlJournal,
        clock: Callable[[], float] = time.time,
        *,
        since: float = 30 * 86400,
        fresh: float = 600,
    ) -> None:
        self._journal = journal
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
        with suppress(StorageError):  # a database that cannot be written to can be counted in all the same
            self._journal.take_in()
        return self._journal.answered_most(now - self._since, _LIMIT)
