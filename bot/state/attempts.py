"""Wrong passwords of late, counted for all processes together, so that nobody can try many."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.state.tables import attempts

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database

LOCKED = 900.0
"""Seconds for which a name is locked, and for which a wrong password counts."""

_WAITS = (0.0, 1.0, 2.0, 4.0, 8.0)
"""Seconds to wait after so many wrong passwords; after more the name is locked."""


class Attempts:
    """Tries to come in.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, name: str) -> float:
        """Count a try before it is made; the seconds to wait where none may be made yet, else 0.

        Counted first, for of a hundred at once each would see the same few.
        """
        key, now = _hashed(name), self._clock()
        with self._database.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.at < now - LOCKED))
            earlier = select(attempts.c.at).where(attempts.c.name == key).order_by(attempts.c.at.desc())
            tries = [row.at for row in connection.execute(earlier)]
            wait = _WAITS[len(tries)] if len(tries) < len(_WAITS) else LOCKED
            left = tries[0] + wait - now if tries else 0.0
            if left > 0:
                return float(left)
            connection.execute(insert(attempts), {"name": key, "at": now})
        return 0.0

    def forget(self, name: str) -> None:
        """Forget the tries of a name: the last one was right."""
        with self._database.writing() as connection:
            connection.execute(delete(attempts).where(attempts.c.name == _hashed(name)))


def _hashed(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
