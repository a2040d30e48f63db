"""How a database is connected to: SQLite's file or PostgreSQL's server, and how long anything waits for either."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.errors import SettingsError
from bot.state.database_file import address_to_read

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

_LONGEST_FOR_A_CONNECTION = 2
"""Seconds that somebody waits for one to be free."""

WAITS_FOR_WRITERS, WAITS_FOR_READERS = 4000, 100
"""Milliseconds, of SQLite."""

_BETWEEN_TRIES = 0.01
"""Seconds."""

_SERVER = {
    "connect_timeout": 2,
    "keepalives_idle": 2,
    "keepalives_interval": 1,
    "keepalives_count": 2,
    "tcp_user_timeout": 1000,
    "options": "-c lock_timeout=2000 -c statement_timeout=60000",
}
"""What ends a connection whose line is dead, and a statement that waits for somebody's lock or never ends (libpq's
parameters in seconds, but for the last three in milliseconds). A message does not wait so long, see `patience`; the thread
that it leaves behind does."""

BEGIN, BEGIN_WRITING = "BEGIN", "BEGIN IMMEDIATE"
"""Of SQLite. Writers take the lock at once: one that upgrades a read later may fail instead of waiting."""

_MISSING = {
    "psycopg": "用 PostgreSQL 还缺 psycopg 这个包；运行 pip install 'baigu[postgresql]'，再来一次",
    "psycopg2": "BAIGU_DATABASE_URL 里写 postgresql://，不要写 postgresql+psycopg2://",
}
_UNTRIED = (
    "BAIGU_DATABASE_URL 的这种数据库没有试过；用 sqlite:///var/baigu.db 或 postgresql://用户:密码@主机/库"
)


def engine_of(url: str) -> Engine:
    """The engine of a database, whose waits end in time.

    Args:
        url: as SQLAlchemy writes it.

    Raises:
        SettingsError: there is no database that could be meant.
    """
    try:
        address = make_url(url)
        if address.drivername == "postgresql":
            address = address.set(drivername="postgresql+psycopg")
        if is_sqlite(address) and (not address.database or address.database == ":memory:"):
            raise SettingsError("BAIGU_DATABASE_URL 没有写文件；要写成 sqlite:///var/baigu.db 的样子")
        # Parameters are what people asked; SQLAlchemy's errors would carry them into the log.
        engine = create_engine(
            address,
            hide_parameters=True,
            pool_pre_ping=not is_sqlite(address),
            pool_timeout=_LONGEST_FOR_A_CONNECTION,
            connect_args=_SERVER if address.get_driver_name() == "psycopg" else {},
        )
    except ArgumentError as error:
        raise SettingsError("BAIGU_DATABASE_URL 写得不对；要写成 sqlite:///var/baigu.db 的样子") from error
    except ImportError as error:
        raise SettingsError(_MISSING.get(error.name or "", _UNTRIED)) from error
    if is_sqlite(address):
        event.listen(engine, "do_connect", _connected_to_read)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def is_sqlite(url: URL) -> bool:
    """Whether it is a file of SQLite's."""
    return url.get_backend_name() == "sqlite"


def _connected_to_read(_dialect: object, _record: object, where: list[str], how: dict[str, Any]) -> Any:
    """A connection that only reads, where nothing can be written; None where SQLite is to try as always."""
    address = address_to_read(Path(where[0]))
    return sqlite3.connect(address, uri=True, **how) if address else None


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={WAITS_FOR_WRITERS}")
    _use_wal(connection)
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _use_wal(connection: Any) -> None:
    """SQLite waits for nobody here: whoever finds a new file being written, or another who does the same, is refused."""
    until = monotonic() + WAITS_FOR_WRITERS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or monotonic() > until:  # its code is told since Python 3.11
                raise
            sleep(_BETWEEN_TRIES)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("outside"):
        return  # no checkpoint within a transaction
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql(BEGIN if reading else BEGIN_WRITING)
