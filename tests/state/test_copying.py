from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, insert, select

from bot.errors import BaiguError, StorageError
from bot.state.copying import copy_rows, counts, holds_something, snapshot
from bot.state.database import Database
from bot.state.tables import conversations, facts, journal, metadata, releases, replies, services, tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ENTRY = {"at": 1.5, "channel": "web", "question": "谁家的车", "status": "answered", "confidence": 0.1 + 0.2}
RELEASE = {
    "number": 1,
    "version": "aaaa",
    "at": 1_800_000_000.123456,
    "who": "小李",
    "why": "开张",
    "speeches": 4,
    "figures": "[]",
    "checksum": "00",
    "content": bytes(range(256)) * 4000,
}


def fill(database: Database) -> None:
    with database.writing() as connection:
        connection.execute(insert(journal), [ENTRY | {"person": f"人{n}"} for n in range(2500)])
        connection.execute(insert(releases), [RELEASE | {"number": number} for number in (1, 2)])
        connection.execute(insert(replies), {"key": "k", "person": "p", "reply": "“答”\n🚗", "at": 2.0})
        connection.execute(insert(facts), {"name": "secret", "value": "f"})
        connection.execute(insert(services), {"name": "s", "since": 1.0, "at": 1.0})
        connection.execute(insert(tokens), {"name": "t", "value": "v", "until": 1.0})


def held(database: Database) -> dict[str, list[tuple[object, ...]]]:
    lasting = [table for table in metadata.sorted_tables if table not in (services, tokens)]
    with database.reading() as connection:
        return {t.name: sorted(map(tuple, connection.execute(select(t))), key=repr) for t in lasting}


@pytest.fixture
def other(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'other.db'}")


def test_every_row_comes_to_the_other_kind_of_database_and_back_as_it_was(
    database: Database, other: Database, tmp_path: Path
) -> None:
    fill(other)
    there = copy_rows(other, database)
    assert {name: count for name, count in there.items() if count} == {
        "facts": 2,
        "journal": 2500,
        "releases": 2,
        "replies": 1,
    }
    assert held(database) == held(other)
    back = Database(f"sqlite:///{tmp_path / 'back.db'}")
    assert copy_rows(database, back) == there
    assert held(back) == held(other)


def test_what_holds_for_the_moment_alone_is_not_copied(database: Database, other: Database) -> None:
    fill(database)
    copy_rows(database, other)
    with other.reading() as connection:
        assert [connection.execute(select(table)).all() for table in (services, tokens)] == [[], []]


def test_after_copying_new_rows_get_new_numbers(database: Database, other: Database) -> None:
    fill(other)
    copy_rows(other, database)
    with database.writing() as connection:
        connection.execute(insert(journal), ENTRY)
        numbers = connection.execute(select(journal.c.id)).scalars().all()
    assert len(set(numbers)) == 2501


def test_a_database_that_holds_something_is_left_alone(database: Database, other: Database) -> None:
    fill(other)
    assert not holds_something(database)
    with database.writing() as connection:
        connection.execute(insert(conversations), {"person": "p", "conversation": "{}", "at": 1.0})
    assert holds_something(database)
    before = held(database)
    with pytest.raises(StorageError, match="不是空的（conversations 表里有记录）"):
        copy_rows(other, database)
    assert held(database) == before
    copy_rows(other, database, overwrite=True)
    assert held(database) == held(other)


def test_a_copy_that_breaks_off_leaves_the_other_as_it_was(database: Database, other: Database) -> None:
    fill(other)
    with other.writing() as connection:
        connection.exec_driver_sql("PRAGMA writable_schema=ON")
        connection.exec_driver_sql("UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '')")
    with closing(sqlite3.connect(other.file or "")) as file, file:  # a row that the other will refuse
        file.execute("UPDATE journal SET question = NULL WHERE id = 2500")
    database.make()
    before = held(database)
    with pytest.raises(StorageError):
        copy_rows(other, database)
    assert held(database) == before


@pytest.mark.parametrize("newer", [0, 1])
def test_a_database_of_a_newer_program_is_not_copied_in_part(
    database: Database, other: Database, newer: int
) -> None:
    pair = (database, other)
    for one in pair:
        one.make()
    with pair[newer].writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '99'")
    with pytest.raises(StorageError, match="是第 99 代，这个程序是第"):
        copy_rows(database, other)


def test_a_snapshot_is_the_database_at_one_moment_while_others_write(
    connect: Callable[[], Database], tmp_path: Path
) -> None:
    """Entry and reply are written together, so that a snapshot with more of one is of no moment."""
    writing, is_over = connect(), threading.Event()

    def write() -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            with writing.writing() as connection:
                connection.execute(insert(replies), {"key": str(number), "reply": "答", "at": 1.0})
                connection.execute(insert(journal), ENTRY)

    with writing.writing() as connection:
        connection.execute(insert(journal), [ENTRY] * 3000)
        connection.execute(insert(replies), [{"key": f"-{n}", "reply": "答", "at": 1.0} for n in range(3000)])
    thread = threading.Thread(target=write)
    thread.start()
    try:
        taken = [snapshot(connect(), tmp_path / f"snapshot-{number}.db") for number in range(5)]
    finally:
        is_over.set()
        thread.join()
    assert [rows["replies"] for rows in taken] == [rows["journal"] for rows in taken]
    assert len({rows["journal"] for rows in taken}) > 1


def test_a_snapshot_is_one_file_with_all_that_lasts(database: Database, tmp_path: Path) -> None:
    fill(database)
    rows = snapshot(database, tmp_path / "snapshot.db")
    assert list(tmp_path.glob("snapshot*")) == [tmp_path / "snapshot.db"]
    assert rows == counts(tmp_path / "snapshot.db")
    copy = Database(f"sqlite:///{tmp_path / 'snapshot.db'}")
    assert held(copy) == held(database)
    with copy.reading() as connection:
        assert [connection.execute(select(table)).all() for table in (services, tokens)] == [[], []]


def test_what_was_erased_stands_nowhere_in_a_snapshot(database: Database, tmp_path: Path) -> None:
    with database.writing() as connection:
        connection.execute(insert(journal), ENTRY | {"question": "mine was erased"})
        connection.execute(insert(tokens), {"name": "access", "value": "token of wechat", "until": 1.0})
    with database.writing() as connection:
        connection.execute(delete(journal))
    snapshot(database, tmp_path / "snapshot.db")
    content = (tmp_path / "snapshot.db").read_bytes()
    assert b"erased" not in content
    assert b"token of wechat" not in content


def test_a_damaged_file_is_said_to_be(database: Database, tmp_path: Path) -> None:
    fill(database)
    path = tmp_path / "snapshot.db"
    snapshot(database, path)
    content = bytearray(path.read_bytes())
    content[8192:16384] = bytes(8192)
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"snapshot\.db (坏了|用不了)"):
        counts(path)


def test_a_place_that_cannot_be_written_is_told(database: Database, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BaiguError):
        snapshot(database, tmp_path / "file" / "snapshot.db")
