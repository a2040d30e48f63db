"""All that a database holds into another, of whichever kinds they are, as it is at one moment."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, delete, func, insert, select, text

from bot.causes import cause
from bot.errors import StorageError
from bot.state.database import Database
from bot.state.schema import VERSION
from bot.state.tables import attempts, audit, logins, metadata, services, tasks, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from sqlalchemy import Connection, Table

_PASSING = (services, tokens, logins, attempts, tasks)
"""Tables that hold for the moment alone; they are not copied."""

_LASTING = [table for table in metadata.sorted_tables if table not in _PASSING]
_SETTINGS = "facts"
"""The table that is never empty."""

_ROWS = 1000
"""At a time; of releases, which may be of many megabytes, one."""


def snapshot(database: Database, path: Path) -> Mapping[str, int]:
    """A SQLite file of what a database holds, while others go on using it; returns how many rows each table has.

    What was erased stands in no unused page of it.

    Raises:
        StorageError: the database cannot be read, or the file cannot be written.
    """
    if database.file is None:
        copy = Database(f"sqlite:///{path}", is_copy=True)
        try:
            copy_rows(database, copy)
        finally:
            copy.dispose()
    else:
        with database.reading() as connection, _telling(path), closing(sqlite3.connect(path)) as pages:
            live: Any = connection.connection.driver_connection
            live.backup(pages)
    with _telling(path), closing(sqlite3.connect(path, isolation_level=None)) as file:
        for table in _PASSING:
            file.execute(f"DELETE FROM {table.name}")  # noqa: S608 # ours
        file.execute("PRAGMA journal_mode=DELETE")  # one file, with nothing beside it
        file.execute("VACUUM")
    return counts(path)


def counts(path: Path) -> Mapping[str, int]:
    """How many rows each table of a SQLite file has that is sound.

    Raises:
        StorageError: it is not.
    """
    with _telling(path), closing(sqlite3.connect(path)) as file:
        ((verdict,), *_) = file.execute("PRAGMA integrity_check(1)").fetchall()
        if verdict != "ok":
            raise StorageError(f"{path} 坏了；换一份完好的备份")
        there = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        names = [table.name for table in _LASTING if table.name in there]
        return {name: file.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names}  # noqa: S608


def copy_rows(source: Database, target: Database, *, overwrite: bool = False) -> Mapping[str, int]:
    """Copy every row, all or nothing; returns how many each table has, the same on both sides.

    Args:
        overwrite: whether what the target holds may go.

    Raises:
        StorageError: the target holds something, or one of them belongs to a newer program or cannot be used.
    """
    target.make()
    for database in (source, target):
        if database.version() != VERSION:
            raise StorageError(
                f"数据库 {database.name} 是第 {database.version()} 代，这个程序是第 {VERSION} 代；用新的摆古来做"
            )
    with _moment(source) as reading, target.writing() as writing:
        if not overwrite and (held := _first_held(writing)):
            raise StorageError(
                f"数据库 {target.name} 不是空的（{held} 表里有记录），没有写；换一个空的数据库"
            )
        for table in reversed(metadata.sorted_tables):
            _empty(table, writing)
        return {table.name: _copy(table, reading, writing) for table in _LASTING}


def _empty(table: Table, connection: Connection) -> None:
    if table is audit and connection.dialect.name == "postgresql":
        connection.execute(text("TRUNCATE audit"))  # which the console may not; whoever restores owns it all
    else:
        connection.execute(delete(table))


@contextmanager
def _moment(database: Database) -> Iterator[Connection]:
    """A transaction that sees the database as it is at its first read; SQLite's always do."""
    with database.reading() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"))
        yield connection


def holds_something(database: Database) -> bool:
    """Whether anything was ever kept in a database.

    Raises:
        StorageError: it cannot be used.
    """
    with database.reading() as connection:
        return _first_held(connection) is not None


def _first_held(connection: Connection) -> str | None:
    tables = (table for table in _LASTING if table.name != _SETTINGS)
    return next((t.name for t in tables if connection.execute(select(t).limit(1)).first()), None)


def _copy(table: Table, reading: Connection, writing: Connection) -> int:
    heavy = any(isinstance(column.type, LargeBinary) for column in table.c)
    options = {"yield_per": 1 if heavy else _ROWS}
    for rows in reading.execute(select(table), execution_options=options).mappings().partitions():
        writing.execute(insert(table), [dict(row) for row in rows])
    number = table.autoincrement_column
    if (
        writing.dialect.name == "postgresql" and number is not None
    ):  # the next row gets the number after the last
        sequence = func.pg_get_serial_sequence(table.name, number.name)
        writing.execute(select(func.setval(sequence, func.max(number))))
    count = select(func.count()).select_from(table)
    had, has = reading.execute(count).scalar_one(), writing.execute(count).scalar_one()
    if had != has:
        raise StorageError(f"{table.name} 表抄了 {has} 条，原来有 {had} 条，没有写；再来一次")
    return int(has)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StorageError(f"{path} 用不了：{cause(error)}；看磁盘满了没有、文件是不是好的") from error
