"""Tokens of WeChat's interface, one for all workers: fetching anew costs quota, and may end another's."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.errors import Overtaken
from bot.state.database import put
from bot.state.tables import tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database


class SqlTokens:
    """Tokens in a database, in the clear: they live two hours, and serve only from whitelisted addresses.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def get(self, name: str) -> str | None:
        """The token of that name, None where there is none that still lives."""
        query = select(tokens.c.value).where(tokens.c.name == name, tokens.c.until > self._clock())
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return row[0] if row else None

    def put(self, name: str, value: str, lifetime: float) -> None:
        """Keep a token for so many seconds; of two workers that keep one at once, either may win."""
        row = {"name": name, "value": value, "until": self._clock() + lifetime}
        with suppress(Overtaken), self._database.writing() as connection:
            put(connection, tokens, row)
