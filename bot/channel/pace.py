"""How often one person may write: counted by the minute, in each process."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_MINUTE = 60


class Pace:
    """Counts what people send; with each minute counting begins anew, so that nothing grows.

    Args:
        most: messages of one person in a minute.
        clock: seconds that only grow.
    """

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._minute, self._sent = 0, Counter[str]()

    def allows(self, person: str) -> bool:
        """Whether one more message of a person is not too many."""
        minute = int(self._clock() // _MINUTE)
        if minute != self._minute:
            self._minute, self._sent = minute, Counter()
        self._sent[person] += 1
        return self._sent[person] <= self._most
