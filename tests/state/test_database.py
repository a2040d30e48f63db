from __future__ import annotations

import sqlite3
import sys
import time
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select, text

from bot.errors import Overtaken, SettingsError, StorageError
from bot.state.database import Database
from bot.state.tables import journal, tokens
from bot.state.upserts import put

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Executable

    from tests.postgresql import Server

ENTRY = {"at": 1.0, "channel": "web", "question": "谁家的车", "status": "answered", "confidence": 1.0}


def test_what_breaks_off_writes_nothing(database: Database) -> None:
    def die() -> None:
        with database.writing() as connection:
            connection.execute(insert(journal), ENTRY)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        die()
    with database.reading() as connection:
        assert connection.execute(select(journal)).all() == []


def test_a_row_takes_the_place_of_the_one_with_its_key(database: Database) -> None:
    with database.writing() as connection:
        put(connection, tokens, {"name": "a", "value": "1", "until": 1.0})
        put(connection, tokens, {"name": "b", "value": "1", "until": 1.0})
        put(connection, tokens, {"name": "a", "value": "2", "until": 2.0})
    with database.reading() as connection:
        assert sorted(connection.execute(select(tokens)).all()) == [("a", "2", 2.0), ("b", "1", 1.0)]


def test_who_writes_a_key_second_is_told_so(database: Database) -> None:
    def write() -> None:
        with database.writing() as connection:
            connection.execute(insert(tokens), {"name": "a", "value": "1", "until": 1.0})

    write()
    with pytest.raises(Overtaken):
        write()


@pytest.mark.parametrize(
    "statement",
    [
        insert(journal).values(ENTRY | {"question": None, "passage": "谁家的车"}),  # told with the whole row
        text("UPDATE tokens SET until = CAST('谁家的车' AS FLOAT)"),  # told with the value
        text("SELECT * FROM gone WHERE question = '谁家的车'"),  # told with the statement
    ],
)
def test_what_people_asked_stands_in_no_error(database: Database, statement: Executable) -> None:
    def write() -> None:
        with database.writing() as connection:
            connection.execute(insert(tokens), {"name": "a", "value": "1", "until": 1.0})
            connection.execute(statement)
            connection.execute(text("SELECT * FROM gone"))  # SQLite takes any text for a number

    with pytest.raises(StorageError) as refused:
        write()
    assert "车" not in str(refused.value)
    assert refused.value.__suppress_context__


def test_an_error_is_one_line_that_says_which_database(database: Database) -> None:
    def read() -> None:
        with database.reading() as connection:
            connection.execute(text("SELECT * FROM gone"))

    with pytest.raises(
        StorageError, match=r"数据库 .+ 用不了：.*gone.*；稍后再试，或用 baigu doctor 检查"
    ) as refused:
        read()
    assert database.name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "baigu.db").write_bytes(b"no database" * 1000)
    with (
        pytest.raises(StorageError, match="用不了：不是数据库文件；"),
        Database(f"sqlite:///{tmp_path}/baigu.db").reading(),
    ):
        pass


def test_a_server_that_is_not_there_is_one_line_without_its_password(tmp_path: Path) -> None:
    database = Database(f"postgresql://baigu:geheim@/baigu?host={tmp_path}")
    with pytest.raises(StorageError) as refused, database.reading():
        pass
    assert "geheim" not in str(refused.value)
    assert "\n" not in str(refused.value)


def test_nothing_is_made_before_it_is_used(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/var/baigu.db")
    assert not (tmp_path / "var").exists()
    database.make()
    assert database.file == tmp_path / "var" / "baigu.db"
    database.dispose()
    assert (tmp_path / "var" / "baigu.db").is_file()


@pytest.mark.parametrize("url", ["", "baigu.db", "sqlite://", "sqlite:///:memory:", "nosuch://host/db"])
def test_what_is_no_database_is_a_mistake_in_the_settings(url: str) -> None:
    with pytest.raises(SettingsError, match="BAIGU_DATABASE_URL"):
        Database(url)


def test_a_folder_that_cannot_be_made_is_a_mistake_in_the_settings(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    database = Database(f"sqlite:///{tmp_path}/file/baigu.db")
    with pytest.raises(SettingsError, match=r"file 写不了（已经有了）"):
        database.make()


@pytest.mark.parametrize("before", [None, 0o644])
def test_nobody_but_its_owner_reads_the_file_nor_what_stands_beside_it(
    tmp_path: Path, before: int | None
) -> None:
    file = tmp_path / "baigu.db"
    if before:  # of an earlier version, in use
        sqlite3.connect(file).executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)"
        )
        for path in tmp_path.iterdir():
            path.chmod(before)
    database = Database(f"sqlite:///{file}")
    with database.writing() as connection:
        put(connection, tokens, {"name": "a", "value": "1", "until": 1.0})
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    database.dispose()
    assert modes == dict.fromkeys(("baigu.db", "baigu.db-wal", "baigu.db-shm"), 0o600)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("postgresql+psycopg2://host/db", "写 postgresql://"),
        ("mysql://host/db", "没有试过；用 sqlite:///"),
    ],
)
def test_a_database_whose_package_is_missing_says_what_to_do(url: str, told: str) -> None:
    with pytest.raises(SettingsError, match=told):
        Database(url)


def test_postgresql_without_its_package_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(SettingsError, match=r"pip install 'baigu\[postgresql\]'"):
        Database("postgresql://host/db")


def test_who_waits_for_a_lock_on_a_server_gives_up(postgresql: Server) -> None:
    url = postgresql.new_database()
    other, ours = Database(url), Database(url)
    with other.writing() as holding:
        holding.execute(text("LOCK TABLE tokens IN ACCESS EXCLUSIVE MODE"))
        started = time.monotonic()
        with pytest.raises(StorageError, match="用不了：等了太久没有答复"), ours.reading() as connection:
            connection.execute(select(tokens)).all()
    assert time.monotonic() - started < 30  # it would wait for a minute
    other.dispose()
    ours.dispose()
