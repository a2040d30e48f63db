"""The database: connections, transactions, and what is said when it cannot be used."""

from __future__ import annotations

import threading
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoneFree

from bot.causes import cause
from bot.errors import Overtaken, StorageError
from bot.state.database_file import (
    check_folder,
    check_may_be_empty,
    check_may_be_made,
    identity,
    is_writable,
    make_private,
)
from bot.state.engine import BEGIN_WRITING, WAITS_FOR_READERS, WAITS_FOR_WRITERS, engine_of, is_sqlite
from bot.state.prepared import Lane, Prepared, Statements
from bot.state.schema import bring_up_to_date, nothing, owner_of, version_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

_NOT_YET = object()

_MESSAGE_WAITS = 0.8
"""Seconds to read, and as many to write: on a busy machine both can be long. Both together stay under the 2 in which a
message is answered."""


class Database:
    """A database that SQLAlchemy speaks; connects, and brings its schema up to date, when it is first used.

    SQLite is used in WAL mode, in a file that only its owner reads; its writers wait for one another up to 4 s,
    within WeChat's 5.

    Args:
        url: as SQLAlchemy writes it; a path in it is taken as it stands.
        is_copy: whether it takes what stands in another, and may be made where services have used one.
        within: seconds that what is prepared waits for SQLite, half for other threads and half for other processes.

    Raises:
        SettingsError: there is no database that could be meant.
    """

    def __init__(self, url: str, *, is_copy: bool = False, within: float = _MESSAGE_WAITS) -> None:
        self._engine = engine_of(url)
        self._reading = self._engine.execution_options(reading=True)
        self._logging = self._engine.execution_options(outside=True)
        self._statements = Statements(self._engine.dialect)
        self._reads = Lane(self._apart, "", within)
        self._writes = Lane(self._apart, BEGIN_WRITING, within)
        self._is_settled = False  # who served before may have been killed on the way
        self._opening, self._opened = threading.Lock(), _NOT_YET
        self._is_copy = is_copy
        self._owner: str | None = None

    @cached_property
    def file(self) -> Path | None:
        """Where it stands; None of one that a server keeps."""
        return Path(self._engine.url.database or "") if is_sqlite(self._engine.url) else None

    @property
    def name(self) -> str:
        """What operators know it by, without its password."""
        return str(self.file or self._engine.url.render_as_string(hide_password=True))

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that reads; where there is no database yet it finds empty tables, and none is made.

        Raises:
            StorageError: the database cannot be used.
        """
        if not self._is_copy and self.is_missing():
            with self._telling(), nothing() as connection:
                yield connection
            return
        self._open()
        with self._telling(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all or nothing.

        Raises:
            StorageError: the database cannot be used.
            Overtaken: a row of that key has been written meanwhile.
        """
        self.make()
        with self._telling(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def prepared(self, *, writing: bool) -> Iterator[Prepared]:
        """A transaction that runs what is made once, for that which every message reads or writes.

        Raises:
            StorageError: the database cannot be used.
            Overtaken: a row of that key has been written meanwhile.
        """
        self._open()
        lane = self._writes if writing else self._reads
        with self._telling(), lane.turn() if self.file else self._lent() as cursor:
            yield Prepared(cursor, self._statements)

    @property
    def is_prompt(self) -> bool:
        """Whether what is prepared ends in time by itself, as nothing does that waits for a server."""
        return self.file is not None

    @contextmanager
    def _lent(self) -> Iterator[Any]:
        """The cursor of a transaction, from the pool; what is not committed is rolled back when that has it again."""
        with closing(self._engine.raw_connection()) as connection:
            yield connection.cursor()
            connection.commit()

    def _apart(self) -> Any:
        """A connection of the driver's that the pool knows nothing of any more."""
        lent = self._engine.raw_connection()
        connection = lent.driver_connection
        lent.detach()
        return connection

    @contextmanager
    def erasing(self) -> Iterator[Connection]:
        """A transaction that writes; what it took away is then gone from SQLite's log too, or is at the next `settle`.

        Raises:
            StorageError: the database cannot be used.
        """
        with self.writing() as connection:
            yield connection
        self._is_settled = False
        self.settle()

    def settle(self) -> None:
        """Empty SQLite's log where something was erased and somebody was reading; it keeps what was written before.

        Raises:
            StorageError: the database cannot be used.
        """
        if self._is_settled or self.file is None or self.is_missing():
            return
        with self._telling(), self._logging.connect() as connection:
            # Whoever waits for an erasure does not wait for those who read.
            connection.exec_driver_sql(f"PRAGMA busy_timeout={WAITS_FOR_READERS}")
            is_busy, *_ = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()
            connection.exec_driver_sql(f"PRAGMA busy_timeout={WAITS_FOR_WRITERS}")
        self._is_settled = not is_busy

    def version(self) -> int:
        """Of its schema.

        Raises:
            StorageError: the database cannot be used.
        """
        with self.reading() as connection:
            return version_of(connection)

    def make(self) -> None:
        """Make it where there is none yet.

        Raises:
            StorageError: it cannot be used.
            SettingsError: it cannot be made.
        """
        self._open()

    def is_missing(self) -> bool:
        """Whether there is none yet, and never was.

        Raises:
            StorageError: there was one, or this user may not look.
        """
        if self.file is None or self._identity() is not None:
            return False
        self._check_may_be_made()
        return True

    def check_can_be_made(self) -> None:
        """Hold that one that is missing can be made; nothing is made by asking.

        Raises:
            SettingsError: not there.
        """
        if self.file:
            check_folder(self.file)

    def keep_to(self, owner: str) -> None:
        """From now on use no other database that is put in its place: none but that of a secret, by its fingerprint."""
        self._owner = owner

    def dispose(self) -> None:
        """Let go of all connections; those who fork do, for two processes must not share one."""
        self._engine.dispose()
        self._reads.close()
        self._writes.close()

    def _open(self) -> None:
        """Bring up to date what is used for the first time, or was put in the place of what was used before."""
        if self._opened == self._identity():
            return
        with self._opening:
            there = self._identity()
            if self._opened == there:
                return
            if there is None:
                self._check_may_be_made()
            self.dispose()  # connections go on with a file that is no longer there
            if self.file:
                make_private(self.file)
            try:
                with self._telling():
                    bring_up_to_date(self._engine, self.name, self._check_may_be_empty)
                    self._check_owner()
            except StorageError:
                self.dispose()  # the right one may come back, and is known already
                raise
            self._opened = self._identity()

    def _identity(self) -> object:
        return identity(self.file) if self.file else "server"

    def _check_may_be_made(self) -> None:
        """Whoever used one does not go on with another, even where nothing beside it tells of it."""
        if self.file is None or self._is_copy:
            return
        check_may_be_made(self.file)
        if self._opened is not _NOT_YET:
            raise StorageError(f"数据库 {self.name} 不见了；放回来，或者重新启动服务，从头建一个")

    def _check_may_be_empty(self) -> None:
        if self.file and not self._is_copy:
            check_may_be_empty(self.file)

    def _check_owner(self) -> None:
        if self._owner is None:
            return
        with self._reading.connect() as connection:
            if owner_of(connection) != self._owner:
                raise StorageError(
                    f"数据库 {self.name} 换成了另一个；把原来的放回来，或者重新启动服务，用现在的"
                )

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Errors of a library as ours; without their cause, whose text carries values of the row."""
        driver: Any = self._engine.dialect.loaded_dbapi
        try:
            yield
        except (IntegrityError, driver.IntegrityError):
            raise Overtaken(f"数据库 {self.name} 里刚才有人先写了；再来一次") from None
        except (DBAPIError, driver.Error, NoneFree) as error:
            why = _why(error, driver)
            step = "稍后再试，或用 baigu doctor 检查"
            if self.file and self.file.exists() and not is_writable(self.file):
                step = "让运行摆古的用户能写它和它的文件夹，磁盘不是只读的"
            raise StorageError(f"数据库 {self.name} 用不了：{why}；{step}") from None


def _why(error: Exception, driver: Any) -> str:
    """What a driver says, where that names no value; errors of data would carry what people asked."""
    if isinstance(error, NoneFree):
        return "连接都占着"
    said = error.orig if isinstance(error, DBAPIError) else error
    is_telling = isinstance(said, (driver.OperationalError, driver.ProgrammingError))
    if is_telling or type(said).__name__ == "DatabaseError":
        return cause(said or error)
    return f"出了 {type(said).__name__} 这种错"
