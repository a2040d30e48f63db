"""What holds of state holds on every database that Baigu is used with."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from sqlalchemy import select

from bot.state.database import Database
from bot.state.greetings import Greetings, SqlGreetings
from bot.state.journal import SqlJournal
from bot.state.memory import SqlMemory
from bot.state.patience import Patience
from bot.state.redis_greetings import RedisGreetings
from bot.state.redis_memory import RedisMemory
from bot.state.redis_outbox import RedisOutbox
from bot.state.redis_refusals import RedisRefusals
from bot.state.redis_server import RedisServer
from bot.state.refusals import SqlRefusals
from bot.state.tables import journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from bot.state.enduring import Store
    from bot.state.refusals import Keeping

T = TypeVar("T")

PATIENT = 60.0
"""Seconds; here it matters what is kept and not how soon."""


class Calm(Patience):
    """Waits as long as a machine that does much else may take."""

    def ask(self, work: Callable[[], T], within: float, *, is_prompt: bool = False) -> T:
        return super().ask(work, PATIENT + within, is_prompt=is_prompt)


class Clock:
    """Seconds, moved by hand."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'baigu.db'}"
    new: str = request.getfixturevalue("postgresql").new_database()
    return new


@pytest.fixture
def connect(url: str) -> Iterator[Callable[[], Database]]:
    """Opens the database, as another process would, again and again."""
    opened = list[Database]()

    def connect() -> Database:
        opened.append(Database(url, within=PATIENT))
        return opened[-1]

    yield connect
    for database in opened:
        database.dispose()


@pytest.fixture
def database(connect: Callable[[], Database]) -> Database:
    return connect()


class Place:
    """Where messages are remembered: all in one database, or in Redis with the journal in a database.

    Args:
        connect: opens the database.
        redis: its address, where there is one.
    """

    def __init__(self, connect: Callable[[], Database], redis: str | None, clock: Clock) -> None:
        self._connect, self._redis, self._clock = connect, redis, clock
        self.database = connect()
        self.database.make()  # made by now, which may take longer than a message waits

    def store(self) -> Store:
        """Opened as by another process."""
        entries = SqlMemory(self._connect(), self._clock)
        return RedisMemory(self._server(), entries.forget, self._clock) if self._redis else entries

    def greetings(self) -> Greetings:
        """Opened as by another process."""
        sql = SqlGreetings(self._connect(), self._clock)
        return Greetings(RedisGreetings(self._server()) if self._redis else sql, Calm("b"))

    def refusals(self) -> Keeping:
        """Opened as by another process."""
        return RedisRefusals(self._server()) if self._redis else SqlRefusals(self._connect())

    def entries(self) -> list[tuple[str | None, str, str]]:
        """Person, question and status of what the journal has, once all has come there."""
        if self._redis:
            RedisOutbox(self._server(), SqlMemory(self.database, self._clock).take).deliver()
        SqlJournal(self.database, self._clock).take_in()
        query = select(journal.c.person, journal.c.question, journal.c.status).order_by(journal.c.id)
        with self.database.reading() as connection:
            return [(row[0], row[1], row[2]) for row in connection.execute(query)]

    def _server(self) -> RedisServer:
        assert self._redis
        return RedisServer(self._redis, PATIENT)


@pytest.fixture(params=["sqlite", "postgresql", "redis", "redis-cluster"])
def place(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Iterator[Place]:
    """Empty."""
    url, redis, opened = f"sqlite:///{tmp_path / 'baigu.db'}", None, list[Database]()
    if request.param == "postgresql":
        url = request.getfixturevalue("postgresql").new_database()
    if request.param == "redis":
        redis = request.getfixturevalue("redis_server").new_database()
    if request.param == "redis-cluster":
        redis = request.getfixturevalue("redis_cluster").emptied()

    def connect() -> Database:
        opened.append(Database(url, within=PATIENT))
        return opened[-1]

    yield Place(connect, redis, clock)
    for database in opened:
        database.dispose()
