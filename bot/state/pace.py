"""How often somebody may do something: counted by the minute, here, and of whoever does much over all that share Redis."""

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

_OWN = 60
"""Of what somebody may do in a minute, a sixtieth is counted here alone: hardly anybody does more, and to tell the others
would cost every message a round trip. All together may so allow a sixtieth more for each process that they have."""


class Pace:
    """Counts what people do; in this process with each minute anew, so that nothing grows.

    Args:
        together: counts so many more of somebody over all machines, and tells how many there were within a minute; where
            it raises StorageError, or is not given, what this process has counted decides.
        clock: seconds that only grow.
    """

    def __init__(
        self, together: Callable[[str, int], int] | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._together, self._clock = together, clock
        self._minute, self._done = 0, Counter[str]()

    def allows(self, who: str, most: int) -> bool:
        """Whether one more is not too many.

        Args:
            who: a pseudonym, and of what they do where that has a limit of its own.
            most: in a minute.
        """
        here, own = self._here(who), most // _OWN
        if self._together and here > own:
            with suppress(StorageError):
                return self._together(who, here if here == own + 1 else 1) <= most
        return here <= most

    def _here(self, who: str) -> int:
        minute = int(self._clock() // MINUTE)
        if minute != self._minute:
            self._minute, self._done = minute, Counter()
        self._done[who] += 1
        return self._done[who]
