from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from bot.state.services import Services
from bot.state.tables import services

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.state.database import Database
    from tests.state.conftest import Clock


def test_services_on_one_database_are_counted_however_often_they_sign(
    connect: Callable[[], Database], clock: Clock
) -> None:
    one, started = Services(connect(), clock), clock.now
    assert one.running() == []
    clock.now += 5
    other = Services(connect(), clock)
    for _ in range(3):
        other.sign()
        one.sign()
        clock.now += 30
    assert Services(connect(), clock).running() == [started, started + 5]


def test_one_that_ended_is_not_counted(connect: Callable[[], Database], clock: Clock) -> None:
    one, other = Services(connect(), clock), Services(connect(), clock)
    one.sign()
    other.sign()
    one.sign_off()
    assert len(other.running()) == 1


def test_one_that_ended_without_a_word_is_counted_for_ninety_seconds_and_cleared_away(
    connect: Callable[[], Database], clock: Clock
) -> None:
    one, other = Services(connect(), clock), Services(connect(), clock)
    one.sign()
    clock.now += 90
    assert len(other.running()) == 1
    clock.now += 1
    assert other.running() == []
    other.sign()
    with connect().reading() as connection:
        assert len(connection.execute(select(services)).all()) == 1
