"""What was asked of late: figures, charts that are drawn here, and the same as tables and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import abort, request

from bot.console.press import download
from bot.model import Deed, Rank
from bot.results.overview import LATENCIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response

    from bot.console.acting import Acting
    from bot.console.ports import Overviews
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.results.overview import Named, Overview

SPANS = (1, 7, 30, 90)
"""Days that one may look back."""

_STATUSES = ("answered", "suggested", "unanswered")


class OverviewPages:
    """The page that the console opens with."""

    def __init__(
        self,
        overviews: Overviews,
        write_csv: Callable[[Sequence[Sequence[str]]], bytes],
        acting: Acting,
        press: Press,
    ) -> None:
        self._overviews, self._write_csv = overviews, write_csv
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its files."""
        routes.page("/", "home", self._home, Rank.READER)
        routes.page("/overview/<table>.csv", "overview_csv", self._csv, Rank.READER)

    def _home(self) -> Response:
        days = _days()
        overview = self._overviews.of_last(days)
        return self._press.page(
            "overview.html", overview=overview, span=days, spans=SPANS, latencies=LATENCIES
        )

    def _csv(self, table: str) -> Response:
        rows = _TABLES.get(table) or abort(404)
        days = _days()
        self._acting.record(Deed.EXPORTED, f"概览：{table}，{days} 天")
        return download(self._write_csv(rows(self._overviews.of_last(days))), f"{table}-{days}.csv")


def _days() -> int:
    asked = request.args.get("days", 7, type=int)
    return asked if asked in SPANS else 7


def _by_day(overview: Overview) -> Sequence[Sequence[str]]:
    rows = [
        (
            day.day.isoformat(),
            str(day.questions),
            *(str(day.statuses.get(status, 0)) for status in _STATUSES),
            *(str(day.feedback.get(said, 0)) for said in ("useful", "useless")),
        )
        for day in overview.days
    ]
    return [("日期", "问题", "答了", "给了建议", "没答上", "有用", "没帮上"), *rows]


def _by_hour(overview: Overview) -> Sequence[Sequence[str]]:
    return [("点", "次数"), *((str(hour), str(count)) for hour, count in enumerate(overview.hours))]


def _by_name(
    name: str, named: Callable[[Overview], Sequence[Named]]
) -> Callable[[Overview], Sequence[Sequence[str]]]:
    return lambda overview: [(name, "次数"), *((one.name, str(one.count)) for one in named(overview))]


def _by_latency(overview: Overview) -> Sequence[Sequence[str]]:
    names = [*(f"{seconds:g} 秒以内" for seconds in LATENCIES), "更久"]
    return [("多久", "次数"), *zip(names, map(str, overview.latencies), strict=True)]


_TABLES: dict[str, Callable[[Overview], Sequence[Sequence[str]]]] = {
    "days": _by_day,
    "hours": _by_hour,
    "latency": _by_latency,
    "units": _by_name("单位", lambda overview: overview.units),
    "themes": _by_name("主题", lambda overview: overview.themes),
    "practices": _by_name("做法", lambda overview: overview.practices),
}
