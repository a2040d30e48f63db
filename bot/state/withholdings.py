"""Passages that are withheld: from when on, by whom and why. Acts are kept for good; the last one of a passage holds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.model import Withholding
from bot.state.tables import withholdings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.state.database import Database


class Withholdings:
    """All acts on one database.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def record(self, passage: str, who: str, why: str, *, is_back: bool) -> None:
        """Withhold a passage, or let it be quoted again."""
        act = Withholding(passage, self._clock(), who, why, is_back=is_back)
        with self._database.writing() as connection:
            connection.execute(insert(withholdings), vars(act))

    def acts(self) -> Sequence[Withholding]:
        """Every act, the latest first."""
        columns = [column for column in withholdings.c if column.name != "id"]
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).order_by(withholdings.c.id.desc()))
            return [Withholding(**row) for row in rows.mappings()]

    def current(self) -> frozenset[str]:
        """Ids of the passages that are withheld now."""
        last = {act.passage: act for act in reversed(self.acts())}
        return frozenset(passage for passage, act in last.items() if not act.is_back)
