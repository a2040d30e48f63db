"""Tokens of WeChat's interface, one for all workers: fetching anew costs quota, and may end another's."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from bot.state.tables import metadata, tokens

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Engine


class SqlTokens:
    """Tokens in a database, in the clear: they live two hours, and serve only from whitelisted addresses.

    Args:
        engine: see `bot.state.memory.connect`.
        clock: seconds since 1970.
    """

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        self._engine = engine
        self._clock = clock
        metadata.create_all(engine)

    def get(self, name: str) -> str | None:
        """The token of that name, None where there is none that still lives."""
        query = select(tokens.c.value).where(tokens.c.name == name, tokens.c.until > self._clock())
        with self._engine.execution_options(reading=True).connect() as connection:
            row = connection.execute(query).first()
        return row[0] if row else None

    def put(self, name: str, value: str, lifetime: float) -> None:
        """Keep a token for so many seconds; of two workers that keep one at once, either may win."""
        try:
            with self._engine.begin() as connection:
                connection.execute(delete(tokens).where(tokens.c.name == name))
                connection.execute(
                    insert(tokens).values(name=name, value=value, until=self._clock() + lifetime)
                )
        except IntegrityError:
            pass  # the other worker's is as good
