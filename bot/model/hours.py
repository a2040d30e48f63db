"""When somebody is there: days of the week and times of the day, in China's time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

_CHINA = timezone(timedelta(hours=8))
"""The whole country has one time, and no summer time."""

_WEEK = "一二三四五六日"
_DAYS = re.compile(rf"(?:周([{_WEEK}])(?:至周([{_WEEK}]))?\s*)?(.+)")
_SPAN = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])-([01]?[0-9]|2[0-3]|24):([0-5][0-9])")


@dataclass(frozen=True)
class Hours:
    """Times of the week.

    Attributes:
        written: as people read and write them.
        days: of the week; Monday is 0.
        spans: minutes of the day, from the first to before the second.
    """

    written: str
    days: range
    spans: tuple[tuple[int, int], ...]

    def covers(self, at: float) -> bool:
        """Whether a moment, in seconds since 1970, lies within them."""
        then = datetime.fromtimestamp(at, _CHINA)
        minute = then.hour * 60 + then.minute
        return then.weekday() in self.days and any(start <= minute < end for start, end in self.spans)


def parse_hours(written: str) -> Hours:
    """Hours written as `周一至周五 9:00-12:00,14:30-17:30`; without days, of every day.

    Raises:
        ValueError: they are not.
    """
    first, last, times = _matched(_DAYS, written.strip())
    spans = tuple(_minutes(_matched(_SPAN, span.strip())) for span in times.split(","))
    days = range(_WEEK.index(first or "一"), _WEEK.index(last or first or "日") + 1)
    if not days or not all(start < end <= 24 * 60 for start, end in spans):
        raise ValueError(written)
    return Hours(written.strip(), days, spans)


def _matched(pattern: re.Pattern[str], text: str) -> tuple[str, ...]:
    found = pattern.fullmatch(text)
    if not found:
        raise ValueError(text)
    return found.groups()


def _minutes(span: tuple[str, ...]) -> tuple[int, int]:
    from_hour, from_minute, to_hour, to_minute = map(int, span)
    return from_hour * 60 + from_minute, to_hour * 60 + to_minute
