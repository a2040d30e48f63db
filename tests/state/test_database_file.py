from __future__ import annotations

import shutil
import sqlite3
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from bot.errors import SettingsError, StorageError
from bot.state.database import Database, put
from bot.state.secret import Secret
from bot.state.tables import tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'baigu.db'}"


@pytest.fixture
def used(connect: Callable[[], Database], tmp_path: Path) -> Database:
    """As a service that runs has it."""
    database = connect()
    Secret(database, None, tmp_path).use()
    with database.writing() as connection:
        put(connection, tokens, {"name": "a", "value": "1", "until": 1.0})
    return database


def names(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(connection.execute(select(tokens.c.name)).scalars())


def test_one_that_was_lost_is_not_made_anew_until_its_secret_is_put_away_too(
    used: Database, connect: Callable[[], Database], tmp_path: Path
) -> None:
    (tmp_path / "lost").mkdir()
    used.dispose()
    for path in tmp_path.glob("baigu.db*"):
        path.rename(tmp_path / "lost" / path.name)
    for database in (used, connect()):
        with pytest.raises(StorageError, match=r"不见了，旁边的 secret\.key 说明有过.*也移走$"):
            names(database)
        with pytest.raises(StorageError, match="不见了"):
            database.is_missing()
    assert not (tmp_path / "baigu.db").exists()
    (tmp_path / "secret.key").unlink()
    assert names(connect()) == []


def test_the_log_of_one_that_was_lost_waits_for_it(
    used: Database, connect: Callable[[], Database], tmp_path: Path
) -> None:
    (tmp_path / "secret.key").unlink()
    file = tmp_path / "baigu.db"
    file.rename(tmp_path / "elsewhere")
    with pytest.raises(StorageError, match=r"旁边的 baigu\.db-wal 说明有过"):
        names(connect())
    (tmp_path / "elsewhere").rename(file)
    assert names(connect()) == names(used) == ["a"]


def test_an_empty_file_in_its_place_is_not_taken_for_it(
    used: Database, connect: Callable[[], Database], tmp_path: Path
) -> None:
    used.dispose()
    (tmp_path / "baigu.db").rename(tmp_path / "elsewhere")
    (tmp_path / "baigu.db").touch()
    for database in (used, connect()):
        with pytest.raises(StorageError, match=r"是空的，不是原来的那个；把原来的放回来"):
            names(database)
    with sqlite3.connect(tmp_path / "baigu.db") as found:
        assert found.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)


def test_who_used_one_uses_none_of_another_secret_that_is_put_in_its_place(
    used: Database, tmp_path: Path
) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other' / 'baigu.db'}")
    with other.writing() as connection:
        connection.execute(insert(tokens), {"name": "b", "value": "1", "until": 1.0})
    other.dispose()
    used.dispose()
    (tmp_path / "lost").mkdir()
    for path in tmp_path.glob("baigu.db*"):
        path.rename(tmp_path / "lost" / path.name)
    shutil.move(tmp_path / "other" / "baigu.db", tmp_path / "baigu.db")
    with pytest.raises(StorageError, match="换成了另一个；把原来的放回来"):
        names(used)
    shutil.move(tmp_path / "lost" / "baigu.db", tmp_path / "baigu.db")
    assert names(used) == ["a"]


def test_a_copy_of_another_may_be_made_where_there_was_one(tmp_path: Path) -> None:
    (tmp_path / "secret.key").write_bytes(b"of old")
    copy = Database(f"sqlite:///{tmp_path / 'copy.db'}", is_copy=True)
    assert copy.is_missing()
    assert names(copy) == []
    copy.dispose()


def test_asking_and_reading_make_none_where_there_is_none(
    database: Database, url: str, tmp_path: Path
) -> None:
    assert database.is_missing()
    assert names(database) == []
    assert list(tmp_path.iterdir()) == []
    database.make()
    assert not database.is_missing()
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match=r"数据库建不了：.*file 写不了（不是文件夹）；"):
        Database(url.replace("baigu.db", "file/baigu.db")).check_can_be_made()
