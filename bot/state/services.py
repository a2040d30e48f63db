"""Which services use the database: each leaves a sign of life there, for those who publish elsewhere."""

from __future__ import annotations

import secrets
import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from bot.state.tables import services
from bot.state.upserts import put

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.state.database import Database

SIGN_EVERY = 30.0
"""Seconds between two signs of a service."""

_FRESH = 3 * SIGN_EVERY


class Services:
    """All services on one database, and the sign of this one.

    Made before workers are forked, so that all of them sign for the one service that they are.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock
        self._own = {"name": secrets.token_hex(16), "since": clock()}

    def sign(self) -> None:
        """Say that this service runs; clear away those that ended without a word."""
        now = self._clock()
        with self._database.writing() as connection:
            connection.execute(delete(services).where(services.c.at < now - _FRESH))
            put(connection, services, {**self._own, "at": now})

    def sign_off(self) -> None:
        """Say that this service has ended."""
        with self._database.writing() as connection:
            connection.execute(delete(services).where(services.c.name == self._own["name"]))

    def running(self) -> Sequence[float]:
        """When each service that runs was started, seconds since 1970, the first one first."""
        fresh = select(services.c.since).where(services.c.at >= self._clock() - _FRESH)
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(fresh.order_by(services.c.since))]
