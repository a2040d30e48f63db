"""Who is in the console now. The browser holds a random token, the database its hash."""

from __future__ import annotations

import hashlib
import secrets
import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from bot.model import Operator, Rank
from bot.state.tables import logins, operators

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database

IDLE, LONGEST = 1800.0, 12 * 3600.0
"""Seconds after which somebody must come in anew: who did nothing, and everybody."""

_NOTED_EVERY = 60.0


class Logins:
    """Who is in.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def begin(self, name: str) -> str:
        """Let somebody in; returns what their browser is to hold."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._database.writing() as connection:
            ended = (logins.c.at < now - IDLE) | (logins.c.since < now - LONGEST)
            connection.execute(delete(logins).where(ended))
            connection.execute(insert(logins), {"key": _hashed(token), "name": name, "since": now, "at": now})
        return token

    def operator(self, token: str) -> Operator | None:
        """Who holds a token, as they are now; None where it no longer holds."""
        now, key = self._clock(), _hashed(token)
        columns = [column for column in operators.c if column.name != "password"]
        query = (
            select(logins.c.at.label("seen"), *columns)
            .join(operators, operators.c.name == logins.c.name)
            .where(
                logins.c.key == key,
                logins.c.at > now - IDLE,
                logins.c.since > now - LONGEST,
                operators.c.left.is_(None),
            )
        )
        with self._database.reading() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            return None
        found = dict(row)
        if now - found.pop("seen") > _NOTED_EVERY:
            with self._database.writing() as connection:
                connection.execute(update(logins).where(logins.c.key == key).values(at=now))
        return Operator(**{**found, "rank": Rank(found["rank"])})

    def end(self, token: str) -> None:
        """Let whoever holds a token in no more."""
        with self._database.writing() as connection:
            connection.execute(delete(logins).where(logins.c.key == _hashed(token)))

    def end_all(self, name: str) -> None:
        """Show somebody the door wherever they are in."""
        with self._database.writing() as connection:
            connection.execute(delete(logins).where(logins.c.name == name))


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
