"""How often somebody may do something: counted by the minute, over all machines where they share Redis, else here."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from bot.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

MINUTE = 60
"""Seconds."""


class Pace:
    """Counts what people do; in this process with each minute anew, so that nothing grows.

    Args:
        together: counts one more of somebody over all machines, and tells how many there were within a minute; where it
            raises StorageError, or is not given, this process counts for itself.
        clock: seconds that only grow.
    """

    def __init__(
        self, together: Callable[[str], int] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._together, self._clock = together, clock
        self._minute, self._done = 0, Counter[str]()

    def allows(self, who: str, most: int) -> bool:
        """Whether one more is not too many.

        Args:
            who: a pseudonym, and of what they do where that has a limit of its own.
            most: in a minute.
        """
        if self._together:
            with suppress(StorageError):
                return self._together(who) <= most
        return self._here(who) <= most

    def _here(self, who: str) -> int:
        minute = int(self._clock() // MINUTE)
        if minute != self._minute:
            self._minute, self._done = minute, Counter()
        self._done[who] += 1
        return self._done[who]
