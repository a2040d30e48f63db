"""What each day brought, counted. Days that are over are counted once and kept; the last ones are counted as they are."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, delete, func, insert, select

from bot.errors import Overtaken
from bot.model import Status
from bot.model.moment import midnight
from bot.results.overview import LATENCIES
from bot.state.tables import daily, journal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy import Connection

    from bot.state.database import Database

    Counts = Mapping[tuple[str, str], int]

_OPEN = 2
"""Days to which something may still come: today, and yesterday, of which somebody says today that it was no use."""

_MOST = 180
"""Days that are counted: as far as the overview looks back, and as many before, for comparison."""

_KEPT = 800
"""Days for which counts are kept."""


class Daily:
    """The counts of a journal.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def of_last(self, days: int) -> Mapping[date, Counts]:
        """What each of the last days brought, today the last: by kind and name.

        Kinds are status, feedback, hour, latency (index into LATENCIES) and passage (of what was answered).
        """
        today = datetime.fromtimestamp(self._clock()).astimezone().date()
        first = today.toordinal() - days + 1
        kept = self._kept(first)
        return {
            day: kept[number] if number in kept else self._counted(day)
            for number in range(first, today.toordinal() + 1)
            for day in (date.fromordinal(number),)
        }

    def sum_up(self) -> None:
        """Count the days that are over and not counted yet; forget those long ago."""
        today = datetime.fromtimestamp(self._clock()).astimezone().date().toordinal()
        kept = self._kept(today - _MOST)
        for number in range(today - _MOST, today - _OPEN + 1):
            if number not in kept:
                self._keep(number, self._counted(date.fromordinal(number)))
        with self._database.writing() as connection:
            connection.execute(delete(daily).where(daily.c.day < today - _KEPT))

    def _kept(self, first: int) -> Mapping[int, Counts]:
        columns = (daily.c.day, daily.c.kind, daily.c.name, daily.c.count)
        found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
        with self._database.reading() as connection:
            for day, kind, name, count in connection.execute(select(*columns).where(daily.c.day >= first)):
                found[day][kind, name] = count
        return found

    def _keep(self, number: int, counts: Counts) -> None:
        """A row more than there is to tell, so that a day on which nothing was asked counts as counted."""
        rows = [
            {"day": number, "kind": kind, "name": name, "count": count}
            for (kind, name), count in {**counts, ("counted", ""): 1}.items()
        ]
        try:
            with self._database.writing() as connection:
                connection.execute(insert(daily), rows)
        except Overtaken:
            return  # another process has counted it

    def _counted(self, day: date) -> Counts:
        since, until = midnight(day), midnight(day + timedelta(days=1))
        counts = Counter[tuple[str, str]]()
        with self._database.reading() as connection:
            for hour, status, feedback, latency, passage, count in _grouped(connection, since, until):
                told = {"hour": hour, "status": status, "feedback": feedback, "latency": latency}
                told["passage"] = passage if status == Status.ANSWERED.value else None
                for kind, name in told.items():
                    if name is not None:
                        counts[kind, str(name)] += count
        return counts


def _grouped(connection: Connection, since: float, until: float) -> Iterator[tuple[Any, ...]]:
    """Hour, status, feedback, latency, passage and how many messages of a day have them."""
    ends = [(journal.c.at < since + 3600 * (number + 1), number) for number in range(23)]
    hour = case(*ends, else_=23)
    stretches = [(journal.c.latency <= end, number) for number, end in enumerate(LATENCIES)]
    latency = case((journal.c.latency.is_(None), None), *stretches, else_=len(LATENCIES))
    columns = (hour, journal.c.status, journal.c.feedback, latency, journal.c.passage)
    query = select(*columns, func.count()).where(journal.c.at >= since, journal.c.at < until)
    for row in connection.execute(query.group_by(*columns)):
        yield tuple(row)
