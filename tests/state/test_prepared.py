"""What every message runs goes past SQLAlchemy; its transactions and errors are the same."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import bindparam, insert, select

from bot.errors import Overtaken, StorageError
from bot.state.database import Database
from bot.state.tables import tokens
from bot.state.upserts import put

if TYPE_CHECKING:
    from pathlib import Path

KEEP = insert(tokens)
VALUE = select(tokens.c.value).where(tokens.c.name == bindparam("of"))
ROW = {"name": "a", "value": "1", "until": 1.0}


def test_what_is_written_is_read_in_whatever_order_values_are_given(database: Database) -> None:
    with database.prepared(writing=True) as connection:
        connection.execute(KEEP, dict(reversed(ROW.items())))
        put(connection, tokens, {**ROW, "value": "2"})
    with database.prepared(writing=False) as connection:
        assert connection.execute(VALUE, {"of": "a"}).first()[0] == "2"
        assert connection.execute(VALUE, {"of": "b"}).first() is None


def test_a_transaction_that_breaks_writes_nothing(database: Database) -> None:
    with suppress(KeyError), database.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
        raise KeyError
    with database.prepared(writing=False) as connection:
        assert connection.execute(VALUE, {"of": "a"}).first() is None


def test_a_key_that_is_taken_is_overtaken(database: Database) -> None:
    with database.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
    with pytest.raises(Overtaken), database.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)


@pytest.fixture
def file(tmp_path: Path) -> Database:
    database = Database(f"sqlite:///{tmp_path / 'baigu.db'}")
    database.make()
    return database


def test_who_only_reads_sees_what_was_written_since_they_read_last(file: Database) -> None:
    def read() -> object:
        with file.prepared(writing=False) as connection:
            return connection.execute(VALUE, {"of": "a"}).first()

    with file.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
    assert read() == ("1",)
    with file.prepared(writing=True) as connection:
        put(connection, tokens, {**ROW, "value": "2"})
    assert read() == ("2",)


def test_nobody_waits_for_long_where_another_thread_or_another_process_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.state.engine.WAITS_FOR_WRITERS", 60_000)
    file, elsewhere = (Database(f"sqlite:///{tmp_path / 'baigu.db'}", within=0.1) for _ in range(2))
    file.make()

    def write(database: Database) -> None:
        with database.prepared(writing=True):
            pytest.fail("two write at once")

    with ThreadPoolExecutor(1) as pool, file.prepared(writing=True) as connection:
        connection.execute(KEEP, ROW)
        for other in (file, elsewhere):
            with pytest.raises(StorageError, match="用不了"):
                pool.submit(write, other).result(timeout=30)
    with file.prepared(writing=True) as connection:
        put(connection, tokens, {**ROW, "value": "3"})
