"""The audit log: what operators did. Lines are added and read; after a year they go. Nothing else can be done to it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.model import Act
from bot.state.tables import audit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.model import Deed
    from bot.state.database import Database

TTL = 366 * 86400.0
"""Seconds for which a line is kept."""

_LONGEST = 500


class Audit:
    """The audit log of a database.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def record(self, who: str, deed: Deed, about: str = "", address: str = "") -> None:
        """Add a line."""
        told = about.replace("\0", "")[:_LONGEST]
        row = {"at": self._clock(), "who": who, "deed": deed.value, "about": told, "address": address[:64]}
        with self._database.writing() as connection:
            connection.execute(insert(audit), row)

    def acts(self, most: int | None = None, before: int | None = None) -> Sequence[tuple[int, Act]]:
        """Lines with their numbers, the latest first.

        Args:
            before: a number; lines from it on are left out.
        """
        query = select(audit).order_by(audit.c.id.desc()).limit(most)
        if before is not None:
            query = query.where(audit.c.id < before)
        with self._database.reading() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        return [(row.pop("id"), Act(**row)) for row in rows]

    def sweep(self) -> None:
        """Take away what is older than a year."""
        with self._database.writing() as connection:
            connection.execute(delete(audit).where(audit.c.at < self._clock() - TTL))
