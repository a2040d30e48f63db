from datetime import datetime

from bot.model.moment import on_the_clock
from bot.model.period import Period


def test_a_day_begins_at_midnight_a_week_on_monday_and_others_so_many_days_ago() -> None:
    thursday = datetime(2026, 11, 26, 9, 5).astimezone().timestamp()
    assert {period: on_the_clock(period.since(thursday)) for period in Period} == {
        Period.TODAY: "2026-11-26 00:00",
        Period.WEEK: "2026-11-23 00:00",
        Period.MONTH: "2026-10-27 09:05",
        Period.QUARTER: "2026-08-28 09:05",
    }
