from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from bot.model import parse_hours

CHINA = timezone(timedelta(hours=8))


def at(day: int, hour: int, minute: int = 0) -> float:
    """November 2026, which begins on a Sunday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=CHINA).timestamp()


def test_hours_are_of_days_and_times_in_china() -> None:
    hours = parse_hours("周一至周五 9:00-12:00, 14:30-17:30")
    assert [
        hours.covers(at(2, h, m)) for h, m in ((8, 59), (9, 0), (11, 59), (12, 0), (14, 30), (17, 30))
    ] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    assert [hours.covers(at(day, 10)) for day in (6, 7, 8)] == [True, False, False]
    assert hours.written == "周一至周五 9:00-12:00, 14:30-17:30"


def test_without_days_they_are_of_every_day_and_one_day_is_one() -> None:
    assert all(parse_hours("0:00-24:00").covers(at(day, 23, 59)) for day in range(1, 8))
    assert [parse_hours("周日 8:00-9:00").covers(at(day, 8)) for day in (1, 2)] == [True, False]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "9-17",
        "9:00-9:00",
        "17:00-9:00",
        "周八 9:00-10:00",
        "周五至周一 9:00-10:00",
        "9:00-24:30",
        "9:00-12:00,",
    ],
)
def test_what_is_no_hours_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_hours(written)
