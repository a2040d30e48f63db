"""Who may work here: administrators invite, appoint and dismiss."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, request

from bot.console.routes import attempting, seen
from bot.errors import OperatorError
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.acting import Acting
    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.console.staff import Logins, Operators


class People:
    """The page of operators."""

    def __init__(self, operators: Operators, logins: Logins, acting: Acting, press: Press) -> None:
        self._operators, self._logins = operators, logins
        self._acting, self._press = acting, press

    def add_to(self, routes: Routes) -> None:
        """Add the page and its forms."""
        routes.page("/people", "people", self._people, Rank.ADMINISTRATOR)
        routes.form("/people/invite", "invite", self._invite, Rank.ADMINISTRATOR)
        routes.form("/people/appoint", "appoint", self._appoint, Rank.ADMINISTRATOR)
        routes.form("/people/dismiss", "dismiss", self._dismiss, Rank.ADMINISTRATOR)

    def _people(self, code: str = "", called: str = "") -> Response:
        operators, invited = self._operators.all(), self._operators.invited()
        return self._press.page("people.html", operators=operators, invited=invited, code=code, called=called)

    def _invite(self) -> AnyResponse:
        """Shows the code in the answer itself: it stands nowhere else, and is shown once."""
        name = request.form.get("name", "")
        with attempting():
            code = self._operators.invite(self._rank(name), name)
            self._acting.record(Deed.INVITED, name)
            return self._people(code, name)
        return seen("people")

    def _rank(self, name: str) -> Rank:
        """The rank that was chosen; that of somebody who is there stays as it is."""
        known = next((operator for operator in self._operators.all() if operator.name == name), None)
        return known.rank if known else _chosen()

    def _appoint(self) -> AnyResponse:
        name = request.form.get("name", "")
        with attempting():
            rank = _chosen()
            self._operators.appoint(name, rank)
            self._acting.record(Deed.APPOINTED, f"{name} → {rank.name.lower()}")
            flash(f"{name} 的权限改好了，马上起作用")
        return seen("people")

    def _dismiss(self) -> AnyResponse:
        name = request.form.get("name", "")
        with attempting():
            self._operators.dismiss(name)
            self._logins.end_all(name)
            self._acting.record(Deed.DISMISSED, name)
            flash(f"{name} 停用了，不能再登录；以前做过的事还记着")
        return seen("people")


def _chosen() -> Rank:
    try:
        return Rank(int(request.form.get("rank", "")))
    except ValueError:
        raise OperatorError("请选一种权限") from None
