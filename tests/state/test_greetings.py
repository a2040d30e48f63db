from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.state.greetings import DAY, Greetings
from bot.state.memory import SqlMemory
from bot.state.patience import Patience

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database
    from tests.state.conftest import Clock


@pytest.fixture
def greetings(database: Database, clock: Clock) -> Greetings:
    return Greetings(database, Patience("b"), clock)


def test_somebody_is_greeted_once_a_day_at_most_and_again_the_day_after(
    greetings: Greetings, clock: Clock
) -> None:
    come = [
        greetings.is_first_today("p", str(n), clock.now + at)
        for n, at in enumerate((0, 1, DAY - 1, DAY, DAY + 9))
    ]
    assert come == [True, False, False, True, False]
    assert greetings.is_first_today("other", "k", clock.now)


def test_the_same_message_again_is_told_the_same(greetings: Greetings, clock: Clock) -> None:
    assert [greetings.is_first_today("p", key, clock.now) for key in ("a", "a", "b", "a")] == [
        True,
        True,
        False,
        True,
    ]


def test_of_many_who_come_at_once_one_is_greeted_whatever_the_worker(
    connect: Callable[[], Database], clock: Clock
) -> None:
    workers = [Greetings(connect(), Patience("b"), clock) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        come = list(pool.map(lambda n: workers[n % 2].is_first_today("p", str(n), clock.now), range(8)))
    assert sum(come) == 1


def test_where_the_database_cannot_be_asked_nobody_is_greeted(
    greetings: Greetings, database: Database, clock: Clock
) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE greetings RENAME TO away")
    assert not greetings.is_first_today("p", "k", clock.now)


def test_that_somebody_was_greeted_is_forgotten_with_them_and_else_after_two_days(
    greetings: Greetings, database: Database, clock: Clock
) -> None:
    assert greetings.is_first_today("p", "a", clock.now)
    SqlMemory(database, clock).forget("p")
    assert greetings.is_first_today("p", "b", clock.now)
    clock.now += 2 * DAY + 1
    assert greetings.is_first_today("other", "c", clock.now)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT person FROM greetings").scalars().all() == ["other"]
