"""The operators' console: its parts put together."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, url_for
from flask.sessions import SecureCookieSessionInterface

from bot.console.acting import Acting
from bot.console.correcting import CorrectionPages
from bot.console.door import Door
from bot.console.editing import EditPages
from bot.console.entry import Entry
from bot.console.imports import ImportPages, Imports
from bot.console.journal import JournalPages
from bot.console.menu import MenuPages
from bot.console.overview import OverviewPages
from bot.console.people import People
from bot.console.press import Press
from bot.console.publishing import PublishPages
from bot.console.queue import QueuePages
from bot.console.records import Records
from bot.console.routes import Routes
from bot.console.trying import TryPages
from bot.console.withholding import WithholdingPages
from bot.console.wordings import WordingPages
from bot.dialogue.markup import pieces
from bot.model import Rank
from bot.web.assets import Assets
from bot.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flask import Flask, Request, Response
    from flask.sessions import SecureCookieSession
    from werkzeug.exceptions import HTTPException

    from bot import model
    from bot.console.ports import (
        Begin,
        Correcting,
        Editing,
        Journal,
        MenuEditing,
        Overviews,
        Queue,
        Releasing,
        Reviewing,
        Withholding,
        Wordings,
    )
    from bot.console.staff import Attempts, Audit, Logins, Operators
    from bot.model.task import Task
    from bot.results.tracing import Shown

_PURPOSE = b"cookies of the console"


@dataclass(frozen=True)
class Access:
    """Who may come in, and from where.

    Attributes:
        networks: from where the console may be used.
        proxies: addresses and networks whose word on whom they pass on is taken.
        port: the only one on which it answers; None for any.
        is_secure: whether browsers are to send its cookie over TLS alone.
    """

    networks: Sequence[str]
    proxies: Sequence[str]
    port: int | None
    is_secure: bool


@dataclass(frozen=True)
class Parts:
    """What the console is given.

    Attributes:
        secret: of the installation.
        account: what the Official Account is called now.
        named: what people call the passage of an id.
        shown: the passages that a reply quoted or offered, as they stood then.
        begin: has something done beside the service; `task` is how far it is.
    """

    access: Access
    secret: bytes
    account: Callable[[], str]
    named: Callable[[str], str]
    operators: Operators
    logins: Logins
    attempts: Attempts
    audit: Audit
    audit_csv: Callable[[], bytes]
    releasing: Releasing
    queue: Queue
    journal: Journal
    shown: Callable[[model.Entry], Sequence[Shown]]
    withholding: Withholding
    overviews: Overviews
    begin: Begin
    task: Callable[[int], Task | None]
    reviewing: Callable[[], Reviewing]
    imports: Imports
    editing: Callable[[], Editing]
    wordings: Callable[[], Wordings]
    correcting: Callable[[], Correcting]
    menu: Callable[[], MenuEditing]
    write_csv: Callable[[Sequence[Sequence[str]]], bytes]


class Console:
    """Server-rendered pages for those who look after the account."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._assets = Assets(Path(__file__).parent / "assets")
        shared = {"Rank": Rank, "pieces": pieces, "named": parts.named}
        asset = lambda name: url_for("console.asset", address=self._assets.address(name))  # noqa: E731 # read in place
        self._press = Press({"asset": asset, **shared}, lambda: {"account": parts.account()})

    def add_to(self, app: Flask) -> None:
        """Serve the console with an application, below /console/."""
        app.session_interface = _Cookies()
        app.secret_key = hmac.digest(self._parts.secret, _PURPOSE, "sha256")
        app.config |= {
            "SESSION_COOKIE_NAME": "baigu_console",
            "SESSION_COOKIE_PATH": "/console/",
            "SESSION_COOKIE_HTTPONLY": True,
            "SESSION_COOKIE_SAMESITE": "Strict",
            "SESSION_COOKIE_SECURE": self._parts.access.is_secure,
        }
        app.register_blueprint(self.blueprint())

    def blueprint(self) -> Blueprint:
        """The routes."""
        parts, press, access = self._parts, self._press, self._parts.access
        blueprint = Blueprint("console", __name__, url_prefix="/console")
        routes = Routes(blueprint)
        door = Door(Visitor(access.proxies), access.networks, access.port, parts.logins, press)
        door.watch(blueprint, routes)
        acting = Acting(parts.audit, door.address)
        entry = Entry(parts.operators, parts.logins, parts.attempts, parts.audit, press, door.address)
        entry.add_to(routes)
        OverviewPages(parts.overviews, parts.write_csv, acting, press).add_to(routes)
        ImportPages(parts.reviewing, parts.imports, acting, press).add_to(routes)
        EditPages(parts.editing, lambda: parts.wordings().texts(), acting, press).add_to(routes)
        WordingPages(parts.wordings, acting, press).add_to(routes)
        CorrectionPages(parts.correcting, acting, press).add_to(routes)
        MenuPages(parts.menu, acting, press).add_to(routes)
        TryPages(parts.begin, parts.task, acting, press).add_to(routes)
        PublishPages(parts.releasing, acting, press).add_to(routes)
        QueuePages(parts.queue, acting, press).add_to(routes)
        JournalPages(parts.journal, parts.shown, press).add_to(routes)
        WithholdingPages(parts.withholding, parts.named, parts.queue.practices, acting, press).add_to(routes)
        People(parts.operators, parts.logins, acting, press).add_to(routes)
        Records(parts.audit, parts.audit_csv, acting, press).add_to(routes)
        routes.page("/assets/<address>", "asset", self._assets.serve, None)
        for status in (400, 404, 413, 500):
            blueprint.register_error_handler(status, self._failed)
        return blueprint

    def _failed(self, error: HTTPException) -> Response:
        return self._press.refusal(error.code or 500, _FAILED.get(error.code or 500, _FAILED[500]))


class _Cookies(SecureCookieSessionInterface):
    """Looks for a session below the console's address alone, so that no message pays for one."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """None where there cannot be one."""
        is_ours = request.path.startswith(self.get_cookie_path(app))
        return super().open_session(app, request) if is_ours else None


_FAILED = {
    400: "这个表单读不懂；请回到上一页再做一次",
    404: "没有这一页",
    413: "文件太大了（最大 20 MB）",
    500: "出错了，没有做成；请再试一次，还不行就请管理员看服务的日志",
}
