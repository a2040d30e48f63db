"""Coming in, going out, joining with a one-time code, and one's own password."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from flask import flash, g, request, session, url_for
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from werkzeug.utils import redirect

from bot.console.routes import attempting, seen
from bot.errors import OperatorError
from bot.model import Deed, Rank

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.console.staff import Attempts, Audit, Logins, Operators

_TRIES = RateLimitItemPerMinute(30, 15)
"""Of one address, in each process: a whole office may stand behind one."""


class Entry:
    """The pages at the door.

    Args:
        address: of whoever asks.
    """

    def __init__(  # noqa: PLR0913, PLR0917 # what stands at the door
        self,
        operators: Operators,
        logins: Logins,
        attempts: Attempts,
        audit: Audit,
        press: Press,
        address: Callable[[], str],
    ) -> None:
        self._operators, self._logins, self._attempts = operators, logins, attempts
        self._audit, self._press, self._address = audit, press, address
        self._tries = MovingWindowRateLimiter(MemoryStorage())

    def add_to(self, routes: Routes) -> None:
        """Add the pages."""
        routes.page("/login", "login", self._login, None)
        routes.form("/login", "come_in", self._come_in, None)
        routes.page("/join", "join", self._join, None)
        routes.form("/join", "joined", self._joined, None)
        routes.form("/logout", "logout", self._logout, Rank.READER)
        routes.page("/me", "me", self._me, Rank.READER)
        routes.form("/me/password", "password", self._password, Rank.READER)

    def _login(self, wrong: str = "", name: str = "", status: int = 200) -> Response:
        onward = request.values.get("next", "")
        return self._press.page("login.html", status, wrong=wrong, name=name, onward=onward)

    def _come_in(self) -> AnyResponse:
        name = " ".join(request.form.get("name", "").split())
        wait = self._wait(name)
        if wait:
            self._audit.record(self._known(name), Deed.LOCKED, "", self._address())
            return self._login(f"试的次数太多，请过 {_told(wait)}再试", name, 429)
        if not self._operators.verify(name, request.form.get("password", "")):
            self._audit.record(self._known(name), Deed.TURNED_AWAY, "", self._address())
            return self._login("名字或密码不对", name, 403)
        self._attempts.forget(name)
        self._let_in(name, Deed.CAME_IN)
        return redirect(_own(request.form.get("next", "")) or url_for("console.home"), 303)

    def _wait(self, name: str) -> float:
        """Seconds that somebody has to wait who wants to come in."""
        if not self._tries.hit(_TRIES, self._address()):
            return 900.0
        return self._attempts.begin(name)

    def _known(self, name: str) -> str:
        """A name that somebody bears; what else people type there may be a password."""
        return name if any(operator.name == name for operator in self._operators.all()) else ""

    def _let_in(self, name: str, deed: Deed) -> None:
        session.clear()  # nothing that somebody else may have put into this browser stays
        session["login"] = self._logins.begin(name)
        self._operators.came(name)
        self._audit.record(name, deed, "", self._address())

    def _join(self, wrong: str = "", status: int = 200) -> Response:
        return self._press.page("join.html", status, wrong=wrong, typed=request.form)

    def _joined(self) -> AnyResponse:
        form = request.form
        if not self._tries.hit(_TRIES, self._address()):
            return self._join("试的次数太多，请过 15 分钟再试", 429)
        if form.get("password") != form.get("again"):
            return self._join("两次输入的密码不一样", 400)
        try:
            operator = self._operators.join(
                form.get("code", ""), form.get("name", ""), form.get("password", "")
            )
        except OperatorError as error:
            return self._join(str(error), 400)
        self._logins.end_all(operator.name)
        self._attempts.forget(operator.name)
        self._let_in(operator.name, Deed.JOINED)
        return seen("home")

    def _logout(self) -> AnyResponse:
        self._logins.end(session["login"])
        self._audit.record(g.operator.name, Deed.WENT_OUT, "", self._address())
        session.clear()
        return seen("login")

    def _me(self) -> Response:
        return self._press.page("me.html")

    def _password(self) -> AnyResponse:
        name = g.operator.name
        with attempting():
            self._change_password(name, request.form.get("password", ""))
            self._attempts.forget(name)
            self._logins.end_all(name)
            self._let_in(name, Deed.CHANGED_PASSWORD)
            flash("密码改好了；别处登录的都已退出")
        return seen("me")

    def _change_password(self, name: str, password: str) -> None:
        if self._attempts.begin(name) or not self._operators.verify(name, request.form.get("old", "")):
            raise OperatorError("现在的密码不对；过一会儿再试")
        if password != request.form.get("again"):
            raise OperatorError("两次输入的新密码不一样")
        self._operators.set_password(name, password)


def _told(seconds: float) -> str:
    return f"{math.ceil(seconds / 60)} 分钟" if seconds > 60 else f"{math.ceil(seconds)} 秒"  # noqa: PLR2004 # a minute


def _own(address: str) -> str | None:
    """An address within the console; anywhere else nobody is led from here."""
    is_own = address.startswith("/console/") and address.isprintable() and "\\" not in address
    return address if is_own and "//" not in address else None
