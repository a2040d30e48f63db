"""What people ask, told by the passages that answered them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.journal import SqlJournal

COUNT_EVERY = 600.0
"""Seconds between two counts."""

_LIMIT = 20


class OftenAsked:
    """Passages that answered most of late, as they were when last counted.

    Args:
        clock: seconds since 1970.
        since: seconds back that count.
    """

    def __init__(
        self,
        journal: SqlJournal,
        clock: Callable[[], float] = time.time,
        *,
        since: float = 30 * 86400,
    ) -> None:
        self._journal = journal
        self._clock = clock
        self._since = since
        self._passages = tuple[str, ...]()

    def passages(self) -> tuple[str, ...]:
        """Their ids, the one that answered most first."""
        return self._passages

    def count(self) -> None:
        """Count anew.

        Raises:
            StorageError: the database cannot be used.
        """
        self._passages = self._journal.answered_most(self._clock() - self._since, _LIMIT)
