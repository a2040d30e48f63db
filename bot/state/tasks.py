"""Work that waits for the process that does it, and what came of it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from bot.model.task import DONE, FAILED, RUNNING, WAITING, Task
from bot.state.tables import tasks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.state.database import Database

_KEPT = 7 * 86400.0
_SILENT = 300.0
"""Seconds after which one of which nothing is heard has died with its process."""


class Tasks:
    """The tasks of a database.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def add(self, kind: str, who: str, given: Mapping[str, Any]) -> int:
        """Let something wait to be done; its number."""
        now = self._clock()
        row = {"kind": kind, "who": who, "at": now, "state": WAITING, "told": ""}
        with self._database.writing() as connection:
            connection.execute(delete(tasks).where(tasks.c.at < now - _KEPT))
            done = connection.execute(insert(tasks), {**row, "given": _written(given)})
        (number,) = done.inserted_primary_key or (0,)
        return int(number)

    def take(self) -> Task | None:
        """Begin with the one that has waited longest; None where none waits. Whoever calls works alone."""
        now = self._clock()
        with self._database.writing() as connection:
            silent = (tasks.c.state == RUNNING) & (tasks.c.at < now - _SILENT)
            broken = update(tasks).where(silent).values(state=FAILED, told="做到一半停了；请再来一次")
            connection.execute(broken)
            waiting = select(tasks.c.id).where(tasks.c.state == WAITING).order_by(tasks.c.id).limit(1)
            number = connection.execute(waiting).scalar()
            if number is None:
                return None
            connection.execute(update(tasks).where(tasks.c.id == number).values(state=RUNNING, at=now))
        return self.get(number)

    def tell(self, number: int, told: str, state: str = RUNNING) -> None:
        """Say how far one is."""
        row = {"told": told, "state": state, "at": self._clock()}
        with self._database.writing() as connection:
            connection.execute(update(tasks).where(tasks.c.id == number).values(row))

    def done(self, number: int, told: str) -> None:
        """Say what came of one."""
        self.tell(number, told, DONE)

    def failed(self, number: int, why: str) -> None:
        """Say why one came to nothing."""
        self.tell(number, why, FAILED)

    def get(self, number: int) -> Task | None:
        """The task of that number."""
        return self._first(select(tasks).where(tasks.c.id == number))

    def latest(
        self, kind: str, state: str | None = None, given: Mapping[str, Any] | None = None
    ) -> Task | None:
        """The last one of a kind, in that state and with nothing but that to do, where these are named."""
        query = select(tasks).where(tasks.c.kind == kind).order_by(tasks.c.id.desc()).limit(1)
        if state:
            query = query.where(tasks.c.state == state)
        return self._first(query.where(tasks.c.given == _written(given)) if given else query)

    def _first(self, query: Any) -> Task | None:
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        number, kind, who, given, at, state, told = row
        return Task(number, kind, who, json.loads(given), at, state, told)


def _written(given: Mapping[str, Any]) -> str:
    return json.dumps(given, ensure_ascii=False)
