"""The service with the operators' console: what only they use is made when it is served, and by nothing else."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.app import working
from bot.app.chores import again_and_again
from bot.app.correcting import Correcting
from bot.app.menu_editing import MenuEditing
from bot.app.overview import Overviews
from bot.app.queue import Queue
from bot.app.releasing import Releasing
from bot.app.tracing import Tracing
from bot.app.web_service import WebService
from bot.app.withholding import PassageNames, Withdrawing
from bot.app.wordings import Wordings
from bot.console.console import Access, Console, Parts
from bot.console.deeds import in_words
from bot.console.imports import Imports
from bot.corpus.archive import Archive, pack
from bot.corpus.knowledge import Knowledge
from bot.errors import ReleaseError, StorageError
from bot.model import Rank
from bot.state.attempts import Attempts
from bot.state.daily import Daily
from bot.state.entries import Entries
from bot.state.files import replace_whole
from bot.state.logins import Logins
from bot.state.operators import Operators
from bot.state.tasks import Tasks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from flask import Flask

    from bot.app.editing import Editing
    from bot.app.reviewing import Reviewing
    from bot.corpus.files import Files
    from bot.dialogue.edition import Edition

_SUMS_UP_EVERY = 3600.0
_NUMBERS = ("时间", "日期", "次数", "问题", "答了", "给了建议", "没答上", "有用", "没帮上", "点")
"""Columns of moments and figures, which a spreadsheet may take for what they are."""

_SWEEPS_EVERY = 86400.0
"""Seconds between two looks at what of the audit log is older than a year."""


class StaffedService(WebService):
    """A service at which people work."""

    @cached_property
    def operators(self) -> Operators:
        """Who may work at the console."""
        return Operators(self.database, self.clock)

    def audit_csv(self) -> bytes:
        """The whole audit log, as a file that Excel opens."""
        told = [
            (
                datetime.fromtimestamp(act.at).astimezone().isoformat(" ", "seconds"),
                act.who,
                *in_words(act),
                act.address,
            )
            for _, act in self.audit.acts()
        ]
        return _csv([("时间", "谁", "做了什么", "对什么", "地址"), *told])

    def unpublished(self) -> Files | None:
        """The folder as it stood when the service began; None where no service has."""
        with suppress(OSError, ReleaseError):
            return Archive(self._began_with.read_bytes())
        return None

    @property
    def _began_with(self) -> Path:
        return self.settings.var / "began-with.zip"

    @cached_property
    def edition(self) -> Edition:
        """The folder as it stood when the service began, for whoever works beside it too."""
        began = self.unpublished()
        return self.edition_of((Knowledge(began, self.kept_speeches) if began else self.knowledge).load())

    @property
    def has_console(self) -> bool:
        """Whether it is switched on."""
        return self.settings.console == "on"

    @cached_property
    def daily(self) -> Daily:
        """What each day brought."""
        return Daily(self.database, self.clock)

    @cached_property
    def tasks(self) -> Tasks:
        """What the process beside the service is to do."""
        return Tasks(self.database, self.clock)

    def begin(self, kind: str, who: str, given: Mapping[str, Any]) -> int:
        """Have something done; its number."""
        number = self.tasks.add(kind, who, given)
        self.start_work()
        return number

    def start_work(self) -> None:
        """Have what waits done, by a process of its own."""
        working.start(self.settings.home, self.settings.var)

    def work(self) -> None:
        """Do what waits, in this process."""
        from bot.app.workshop import Workshop  # noqa: PLC0415 # what it needs takes time and room

        working.work(self.settings.var, self.tasks.take, Workshop(self, self.tasks).do)

    def first_code(self) -> str | None:
        """A one-time code for the first administrator; None where there is one, or nobody can tell."""
        with suppress(StorageError):
            if self.has_console and not self.operators.has_administrator():
                return self.operators.invite(Rank.ADMINISTRATOR)
        return None

    @property
    def console_address(self) -> str:
        """Where the console is opened."""
        bind = self.settings.console_bind
        return f"http://{bind}/console/" if bind else f"{self.settings.public_url}/console/"

    def wsgi(self) -> Flask:
        """The web application: webhook, pages and console."""
        app = super().wsgi()
        if self.has_console:
            with suppress(OSError):  # what is wrong with the folder is told by whoever reads it
                replace_whole(self._began_with, pack(self.knowledge.files))
            self.console().add_to(app)
        return app

    def console(self) -> Console:
        """The console, plugged together."""
        settings, bind = self.settings, self.settings.console_bind
        access = Access(
            networks=settings.console_networks,
            proxies=settings.proxies,
            port=int(bind.rpartition(":")[2]) if bind else None,
            is_secure=not bind and settings.public_url.startswith("https://"),
        )
        parts = Parts(
            access=access,
            secret=self._key,
            account=lambda: self.editions.current().corpus.city.account,
            named=PassageNames(self),
            operators=self.operators,
            logins=Logins(self.database, self.clock),
            attempts=Attempts(self.database, self.clock),
            audit=self.audit,
            audit_csv=self.audit_csv,
            overviews=Overviews(self.daily, self.editions, self._ready),
            write_csv=_csv,
            reviewing=self._reviewing,
            editing=self._editing,
            wordings=lambda: Wordings(self, lambda: self.editions.current().corpus),
            menu=lambda: MenuEditing(self.settings),
            correcting=lambda: Correcting(self.knowledge),
            imports=Imports(self.settings.var / "uploads", self.begin, lambda: self.tasks.latest("import")),
            begin=self.begin,
            task=self.tasks.get,
            releasing=Releasing(self, self.tasks, self.start_work),
            queue=Queue(self, self.tasks, self.start_work),
            journal=Entries(self.database),
            shown=Tracing(self).shown,
            withholding=Withdrawing(self),
        )
        return Console(parts)

    def _editing(self) -> Editing:
        from bot.app.editing import Editing  # noqa: PLC0415 # as with importing

        return Editing(self.knowledge, lambda: self.editions.current().corpus)

    def _reviewing(self) -> Reviewing:
        from bot.app.reviewing import Reviewing  # noqa: PLC0415 # importing is nothing that residents wait for

        return Reviewing(self.knowledge, lambda: self.editions.current().corpus)

    def _addresses(self, host: str, port: int) -> list[str]:
        bind = self.settings.console_bind if self.has_console else None
        return [*super()._addresses(host, port), *([bind] if bind else [])]

    def _begin(self, number: int) -> None:
        super()._begin(number)
        again_and_again("audit", _SWEEPS_EVERY, self.audit.sweep)
        if self.has_console:
            again_and_again("daily", _SUMS_UP_EVERY, self.daily.sum_up)


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    from bot.exchange.csv_file import write_csv  # noqa: PLC0415 # nobody who only answers needs it

    return write_csv(rows, _NUMBERS)
