"""Who comes in: from where, how many at once, as whom, and with a form that is ours."""

from __future__ import annotations

from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import abort, g, request, session
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from bot.console.press import guarded
from bot.console.routes import seen
from bot.model import Rank
from bot.web.room import Room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Blueprint, Response
    from werkzeug.wrappers import Response as AnyResponse

    from bot.console.press import Press
    from bot.console.routes import Routes
    from bot.console.staff import Logins
    from bot.model import Operator
    from bot.web.visitor import Visitor

AT_ONCE, WAITING = 2, 2
"""Requests that one process works on at once, and that wait; it answers WeChat with all its other threads."""

_LONGEST_WAIT = 5.0
_ASSET = "console.asset"

LARGEST_UPLOAD = 20 * 1024 * 1024
"""Bytes that an editor may send; of all others no more is read than a message has."""


class Door:
    """Watches the console's addresses.

    Args:
        networks: from where it may be used.
        port: the only one on which it answers; None for any.
    """

    def __init__(
        self, visitor: Visitor, networks: Sequence[str], port: int | None, logins: Logins, press: Press
    ) -> None:
        self._visitor = visitor
        self._networks = [ip_network(network) for network in networks]
        self._port = port
        self._logins = logins
        self._press = press
        self._room = Room(AT_ONCE, WAITING, _LONGEST_WAIT)

    def watch(self, blueprint: Blueprint, routes: Routes) -> None:
        """Watch what is behind these addresses."""
        self._routes = routes
        blueprint.before_request(self._come_in)
        blueprint.after_request(guarded)
        blueprint.teardown_request(self._go_out)

    def address(self) -> str:
        """Of whoever asks."""
        return self._visitor.address()

    def _come_in(self) -> AnyResponse | None:
        if self._port is not None and request.environ.get("SERVER_PORT") != str(self._port):
            abort(404)
        if not self._is_allowed(self.address()):
            return self._press.refusal(
                403, "这个地址不能打开工作台；请管理员在 BAIGU_CONSOLE_ADDRESSES 里加上"
            )
        if request.endpoint == _ASSET:
            return None
        if not self._room.enter():
            return self._busy()
        g.is_in_console = True
        g.operator = self._operator()
        if g.operator and g.operator.rank >= Rank.EDITOR:
            request.max_content_length = LARGEST_UPLOAD
        return self._stopped(g.operator) or self._forged()

    def _stopped(self, operator: Operator | None) -> AnyResponse | None:
        """What somebody gets who may not go on."""
        needs = self._routes.needs[request.endpoint or ""]
        if needs is None:
            return None
        if operator is None:
            session.pop("login", None)
            return seen("login", next=request.full_path if request.method == "GET" else None)
        if operator.rank < needs:
            return self._press.refusal(403, "您的权限不能做这一步；需要的话请管理员调整")
        return None

    def _forged(self) -> AnyResponse | None:
        if request.method != "POST":
            return None
        try:
            validate_csrf(request.form.get("csrf_token"), time_limit=_A_DAY)
        except ValidationError:
            return self._press.refusal(400, "这一页放得太久了，没有做；请回到上一页，刷新以后再做一次")
        return None

    def _operator(self) -> Operator | None:
        token = session.get("login")
        return self._logins.operator(token) if token else None

    def _is_allowed(self, address: str) -> bool:
        try:
            found = ip_address(address)
        except ValueError:
            return False
        found = getattr(found, "ipv4_mapped", None) or found
        return any(found in network for network in self._networks)

    def _busy(self) -> Response:
        response = self._press.refusal(503, "现在用的人多，请过一会儿再来")
        response.headers["Retry-After"] = "5"
        return response

    def _go_out(self, _error: BaseException | None) -> None:
        if g.pop("is_in_console", False):
            self._room.leave()


_A_DAY = 86400
