from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert

from bot.state.daily import Daily
from bot.state.tables import daily, journal

if TYPE_CHECKING:
    from bot.state.database import Database
    from tests.state.conftest import Clock

DAY = 86400.0


def put(database: Database, **told: Any) -> None:
    row = {"channel": "web", "question": "问", "status": "answered", "confidence": 1.0, **told}
    with database.writing() as connection:
        connection.execute(insert(journal), row)


def noon(clock: Clock) -> float:
    day = datetime.fromtimestamp(clock.now).astimezone()
    return day.replace(hour=12, minute=30, second=0, microsecond=0).timestamp()


def test_each_day_is_counted_by_what_it_brought(database: Database, clock: Clock) -> None:
    clock.now = noon(clock)
    put(database, at=clock.now, passage="a#p1", latency=0.05, feedback="useful")
    put(database, at=clock.now - 3600, passage="a#p1", latency=9.0)
    put(database, at=clock.now - DAY, passage="b#p1", status="suggested")
    yesterday, today = Daily(database, clock).of_last(2).values()
    assert today == {
        ("status", "answered"): 2,
        ("hour", "12"): 1,
        ("hour", "11"): 1,
        ("passage", "a#p1"): 2,
        ("latency", "0"): 1,
        ("latency", "6"): 1,
        ("feedback", "useful"): 1,
    }
    assert yesterday == {("status", "suggested"): 1, ("hour", "12"): 1}


def test_days_that_are_over_are_counted_once_and_outlive_what_was_said(
    database: Database, clock: Clock
) -> None:
    clock.now = noon(clock)
    put(database, at=clock.now - 3 * DAY)
    put(database, at=clock.now - DAY)
    counts = Daily(database, clock)
    for _ in range(2):
        counts.sum_up()
    with database.writing() as connection:
        connection.execute(delete(journal))
    answered = [day.get(("status", "answered"), 0) for day in counts.of_last(4).values()]
    assert answered == [1, 0, 0, 0]  # yesterday's may still be added to, and is not kept yet
    clock.now += 800 * DAY
    counts.sum_up()
    with database.reading() as connection:
        assert connection.execute(daily.select().where(daily.c.kind == "status")).all() == []
