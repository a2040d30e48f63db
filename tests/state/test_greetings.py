from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from bot.state.greetings import DAY, Greetings, SqlGreetings
from bot.state.patience import Patience

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.state.conftest import Clock, Place


@pytest.fixture
def greetings(place: Place) -> Greetings:
    return place.greetings()


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


def test_of_many_who_come_at_once_one_is_greeted_whatever_the_worker(place: Place, clock: Clock) -> None:
    workers = [place.greetings() for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        come = list(pool.map(lambda n: workers[n % 2].is_first_today("p", str(n), clock.now), range(8)))
    assert sum(come) == 1


def test_that_somebody_was_greeted_is_forgotten_with_them(
    greetings: Greetings, place: Place, clock: Clock
) -> None:
    assert greetings.is_first_today("p", "a", clock.now)
    place.store().forget("p")
    assert greetings.is_first_today("p", "b", clock.now)


def test_where_the_database_cannot_be_asked_nobody_is_greeted(database: Database, clock: Clock) -> None:
    greetings = Greetings(SqlGreetings(database, clock), Patience("b"))
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE greetings RENAME TO away")
    assert not greetings.is_first_today("p", "k", clock.now)


def test_that_somebody_was_greeted_is_forgotten_after_two_days(database: Database, clock: Clock) -> None:
    greetings = SqlGreetings(database, clock)
    assert greetings.greet("p", "a", clock.now)
    clock.now += 2 * DAY + 1
    assert greetings.greet("other", "c", clock.now)
    with database.reading() as connection:
        assert connection.exec_driver_sql("SELECT person FROM greetings").scalars().all() == ["other"]
