"""The journal at the console: what was told whom and when, by which release, and why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import abort, request

from bot.model import Occasion, Rank

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Response

    from bot.console.ports import Journal
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.model import Entry
    from bot.results.tracing import Shown

_A_PAGE = 50
_NOBODY_ASKED = (f"［{Occasion.WELCOME}］",)
"""Everybody who comes is welcomed: a page full of that hides what was asked."""


class JournalPages:
    """The list of entries, and one with everything that is known of it; what names a person was masked before.

    Args:
        shown: the passages that a reply quoted or offered, as they stood then.
    """

    def __init__(self, journal: Journal, shown: Callable[[Entry], Sequence[Shown]], press: Press) -> None:
        self._journal, self._shown, self._press = journal, shown, press

    def add_to(self, routes: Routes) -> None:
        """Add the pages."""
        routes.page("/journal", "entries", self._list, Rank.EDITOR)
        routes.page("/journal/<int:number>", "entry", self._entry, Rank.EDITOR)

    def _list(self) -> Response:
        saying, on = request.args.get("saying", "").strip()[:100], request.args.get("on", "")
        before = request.args.get("before", type=float)
        since, until = _span(on)
        entries = self._journal.between(
            since, min(until, before) if before else until, _A_PAGE + 1, saying=saying, without=_NOBODY_ASKED
        )
        further = entries[_A_PAGE - 1].at if len(entries) > _A_PAGE else None
        return self._press.page(
            "journal.html", entries=entries[:_A_PAGE], further=further, saying=saying, on=on
        )

    def _entry(self, number: int) -> Response:
        entry = self._journal.one(number)
        if entry is None:
            abort(404)
        return self._press.page("entry.html", entry=entry, shown=self._shown(entry))


def _span(on: str) -> tuple[float, float]:
    """A day of this machine, from when until when; everything where none is named."""
    try:
        day = datetime.fromisoformat(on)
    except ValueError:
        return 0.0, float("inf")
    return day.timestamp(), (day + timedelta(days=1)).timestamp()
