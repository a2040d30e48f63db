from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from bot.errors import SettingsError, StorageError
from bot.state.database import Database
from bot.state.secret import Secret
from bot.state.tables import tokens
from bot.state.upserts import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOBODY = 65534


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'baigu.db'}"


@pytest.fixture
def used(connect: Callable[[], Database], tmp_path: Path) -> Database:
    """As a service that runs has it."""
    database = connect()
    Secret(database, None, tmp_path).use()
    write(database, "a")
    return database


def write(database: Database, name: str) -> None:
    with database.writing() as connection:
        put(connection, tokens, {"name": name, "value": "1", "until": 1.0})


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


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that others may look into, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def as_another(work: Callable[[Path], str], folder: Path) -> str:
    """What work gives in a process of somebody who may write nothing there; root could."""
    become = NOBODY if os.getuid() == 0 else os.getuid()
    with ProcessPoolExecutor(1, get_context("fork"), os.setuid, (become,)) as pool:
        told: str = pool.submit(work, folder).result()
    return told


def reading(folder: Path) -> str:
    database = Database(f"sqlite:///{folder / 'baigu.db'}")
    try:
        return "、".join(names(database))
    except StorageError as error:
        return str(error)


def writing(folder: Path) -> str:
    database = Database(f"sqlite:///{folder / 'baigu.db'}")
    try:
        write(database, "b")
    except (StorageError, SettingsError) as error:
        return str(error)
    return ""


def test_one_that_cannot_be_written_is_read_all_the_same(shared: Path) -> None:
    database = Database(f"sqlite:///{shared / 'baigu.db'}")
    write(database, "a")
    database.dispose()
    (shared / "baigu.db").chmod(0o444)
    shared.chmod(0o555)
    assert as_another(reading, shared) == "a"
    assert "用不了：只能读，不能写；让运行摆古的用户能写它和它的文件夹" in as_another(writing, shared)
    assert [path.name for path in shared.iterdir()] == ["baigu.db"]
    shared.chmod(0o755)


def test_whose_folder_one_may_not_look_into_or_write_is_told_so(shared: Path) -> None:
    (shared / "closed").mkdir(mode=0)
    (shared / "full").mkdir(mode=0o555)
    assert "closed/baigu.db 读不了（没有权限）；用运行摆古的用户来运行" in as_another(
        reading, shared / "closed"
    )
    assert "full/baigu.db 写不了（没有权限）；让运行摆古的用户能写这里" in as_another(
        writing, shared / "full"
    )
