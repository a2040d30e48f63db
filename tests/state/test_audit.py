from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update

from bot.errors import StorageError
from bot.model import Act, Deed
from bot.state.audit import TTL, Audit
from bot.state.copying import copy_rows, snapshot
from bot.state.database import Database
from bot.state.tables import audit

if TYPE_CHECKING:
    from pathlib import Path

    from tests.state.conftest import Clock

NOW = 4_000_000_000.0
"""Later than the day on which this is tested, whenever that is."""


def test_lines_are_read_the_latest_first_and_page_by_page(database: Database, clock: Clock) -> None:
    log = Audit(database, clock)
    for number in range(5):
        log.record("甲", Deed.CAME_IN, f"{number}\0", "127.0.0.1")
    page = log.acts(2)
    assert [act for _, act in page] == [Act(clock.now, "甲", "came_in", str(n), "127.0.0.1") for n in (4, 3)]
    assert [act.about for _, act in log.acts(9, before=page[-1][0])] == ["2", "1", "0"]


def test_the_database_lets_nobody_change_a_line_or_take_one_away(database: Database) -> None:
    log = Audit(database, lambda: NOW)
    log.record("甲", Deed.PUBLISHED)
    for statement in (delete(audit), update(audit).values(who="乙")):
        with pytest.raises(StorageError), database.writing() as connection:
            connection.execute(statement)
    assert [act.who for _, act in log.acts()] == ["甲"]


def test_after_a_year_a_line_goes(database: Database, clock: Clock) -> None:
    log = Audit(database, clock)  # its clock stands at 2023
    log.record("甲", Deed.PUBLISHED)
    log.sweep()
    assert log.acts()
    clock.now += TTL + 1
    log.record("乙", Deed.PUBLISHED)
    log.sweep()
    assert [act.who for _, act in log.acts()] == ["乙"]


def test_a_backup_takes_it_along_and_can_be_put_back_over_it(database: Database, tmp_path: Path) -> None:
    Audit(database, lambda: NOW).record("甲", Deed.PUBLISHED)
    file = tmp_path / "copy.db"
    snapshot(database, file)
    kept = Database(f"sqlite:///{file}")
    if database.file is None:  # what is put back over SQLite is a whole file
        copy_rows(kept, database, overwrite=True)
    assert [act.who for _, act in Audit(kept).acts()] == ["甲"]
    kept.dispose()
