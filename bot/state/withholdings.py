"""Passages that are withheld: from when on, by whom and why. Acts are kept for good; the last one of a passage holds.

What is withheld also stands in a file on each machine, so that a service which starts while the database is away knows it.
"""

from __future__ import annotations

import json
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from bot.errors import StorageError
from bot.model import Withholding
from bot.state.files import replace_whole
from bot.state.tables import withholdings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

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


class Withheld:
    """What is withheld now, as far as this machine can know.

    Args:
        file: where it is kept for the time that the database is away.
    """

    def __init__(self, withholdings: Withholdings, file: Path) -> None:
        self._withholdings = withholdings
        self._file = file
        self._kept: frozenset[str] | None = None

    def current(self) -> frozenset[str]:
        """Ids of passages.

        Raises:
            StorageError: the database cannot say, and has never told this machine.
        """
        try:
            told = self._withholdings.current()
        except StorageError:
            if self._kept is None:
                self._kept = self._read()
            if self._kept is None:
                raise
            return self._kept
        if told != self._kept:
            self._write(told)
        return told

    def _read(self) -> frozenset[str] | None:
        with suppress(OSError, ValueError):
            kept = json.loads(self._file.read_text("utf-8"))
            return frozenset(kept) if isinstance(kept, list) else None
        return None

    def _write(self, told: frozenset[str]) -> None:
        with suppress(OSError):  # a full disk; then a start without the database does not know
            if told != (self._read() or frozenset()):
                replace_whole(self._file, json.dumps(sorted(told)).encode())
            self._kept = told
