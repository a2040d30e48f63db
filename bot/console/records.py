"""The audit log, to look at and to take away; nothing here changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from bot.console.press import download
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response

    from bot.console.acting import Acting
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.console.staff import Audit

_A_PAGE = 100


class Records:
    """The page of the audit log.

    Args:
        export: the whole log as a file that Excel opens.
    """

    def __init__(self, audit: Audit, export: Callable[[], bytes], acting: Acting, press: Press) -> None:
        self._audit, self._export = audit, export
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and the file."""
        routes.page("/audit", "audit", self._log, Rank.ADMINISTRATOR)
        routes.page("/audit.csv", "audit_csv", self._csv, Rank.ADMINISTRATOR)

    def _log(self) -> Response:
        before = request.args.get("before", type=int)
        acts = self._audit.acts(_A_PAGE + 1, before)
        further = acts[_A_PAGE - 1][0] if len(acts) > _A_PAGE else None
        return self._press.page("audit.html", acts=[act for _, act in acts[:_A_PAGE]], further=further)

    def _csv(self) -> Response:
        self._acting.record(Deed.EXPORTED, "操作记录")
        return download(self._export(), "audit.csv")
