"""Moments and days, in the words in which people read them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def on_the_clock(at: float, how: str = "%Y-%m-%d %H:%M") -> str:
    """A moment, in seconds since 1970, on the clock of this machine; `how` as `strftime` has it."""
    return datetime.fromtimestamp(at).astimezone().strftime(how)


def midnight(day: date) -> float:
    """When a day of this machine begins, in seconds since 1970."""
    return datetime.combine(day, datetime.min.time()).astimezone().timestamp()


def month_in_words(day: date) -> str:
    """The month of a day: 2024年1月."""
    return f"{day.year}年{day.month}月"


def day_in_words(day: date) -> str:
    """A day: 2024年1月11日."""
    return f"{month_in_words(day)}{day.day}日"
