"""Stretches of time until now, over which people look back at what was asked."""

from __future__ import annotations

from datetime import date, timedelta
from enum import Enum

from bot.model.moment import midnight

_DAY = 86400.0


class Period(str, Enum):
    """One of them, as an address names it."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "30"
    QUARTER = "90"

    def since(self, now: float) -> float:
        """When it began, in seconds since 1970: today at midnight, a week on Monday, others so many days ago."""
        if self.value.isdecimal():
            return now - int(self.value) * _DAY
        today = date.fromtimestamp(now)  # noqa: DTZ012 # on the clock of this machine
        return midnight(today - timedelta(days=today.weekday()) if self is Period.WEEK else today)
