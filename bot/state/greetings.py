"""Who was greeted of late: a platform tells of every time that somebody opens the conversation."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Protocol

import structlog
from sqlalchemy import delete, insert, select, update

from bot.errors import Overtaken, StorageError
from bot.state.tables import greetings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database
    from bot.state.patience import Patience

DAY = 86400.0
"""Seconds."""

_WITHIN = 0.6
"""Seconds that a greeting waits for the database."""

_log = structlog.get_logger()


class Greeted(Protocol):
    """Where it stands who was greeted."""

    def greet(self, person: str, key: str, at: float) -> bool: ...  # noqa: D102 # see SqlGreetings


class Greetings:
    """Greets as long as that can be asked in time."""

    def __init__(self, greeted: Greeted, patience: Patience) -> None:
        self._greeted = greeted
        self._patience = patience

    def is_first_today(self, person: str, key: str, at: float) -> bool:
        """Whether a person who comes at some time has not been greeted within a day; then they count as greeted.

        The same message again (its key) is told the same. Where the database cannot be asked nobody is greeted: a
        silence is not noticed, a greeting too many is.
        """
        for _ in range(2):  # once more where another worker has written meanwhile, whose row then stands
            try:
                return self._patience.ask(lambda: self._greeted.greet(person, key, at), _WITHIN)
            except Overtaken:
                continue
            except StorageError as error:
                _log.warning("not_greeted", why=str(error))
                break
        return False


class SqlGreetings:
    """Greetings in a database, for all workers.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def greet(self, person: str, key: str, at: float) -> bool:
        """Whether it is the first message within a day, or that one again; then it counts as greeted.

        Raises:
            Overtaken: another worker has written meanwhile.
            StorageError: it cannot be asked.
        """
        with self._database.writing() as connection:
            latest = select(greetings.c.key, greetings.c.at).where(greetings.c.person == person)
            row = connection.execute(latest).first()
            if row is None:
                connection.execute(insert(greetings), {"person": person, "key": key, "at": at})
                connection.execute(delete(greetings).where(greetings.c.at < self._clock() - 2 * DAY))
                return True
            if row.key == key or at < row.at + DAY:
                return bool(row.key == key)
            renewing = update(greetings).where(greetings.c.person == person, greetings.c.at == row.at)
            return connection.execute(renewing.values(key=key, at=at)).rowcount == 1
