"""What holds of state holds on every database that Baigu is used with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.state.database import Database

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


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
        opened.append(Database(url))
        return opened[-1]

    yield connect
    for database in opened:
        database.dispose()


@pytest.fixture
def database(connect: Callable[[], Database]) -> Database:
    return connect()
