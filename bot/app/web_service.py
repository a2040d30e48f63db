"""The service on the web: webhooks and pages plugged onto a service, and the processes that answer there."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

import structlog
from flask import Flask

from bot.app.access_log import SWEEP_EVERY, AccessLog
from bot.app.channels import wechat_channel, wecom_channel
from bot.app.chores import again_and_again
from bot.app.heap import give_back, give_back_what_is_large, settle
from bot.app.request_id import name_requests
from bot.app.service import Service
from bot.channel.seal import LARGEST_BODY
from bot.channel.webhook import Webhook, not_configured
from bot.errors import SettingsError, StorageError
from bot.pages.sharing import JsSdk
from bot.pages.site import Parts, Privacy, Site
from bot.state.asked import COUNT_EVERY
from bot.state.greetings import Greetings, SqlGreetings
from bot.state.services import SIGN_EVERY
from bot.web.visitor import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint

    from bot.channel.webhook import Channel
    from bot.errors import Refusal

_TAKES_IN_EVERY = 3.0
"""Seconds between two looks at what waits for the journal."""

_TENDS_EVERY = 5.0
"""Seconds between two looks at whether all passages are in OpenSearch."""

_GIVES_BACK_EVERY = 30.0
"""Seconds between two looks at what messages left in the heap."""

_RENEWS_TICKET_EVERY = 60.0
"""Seconds; the interface itself is asked when the ticket that all workers keep is about to end."""

_SELDOM_SAID = ("错字连篇", "tingche zenme ban", "where to park")
"""A typo, pinyin, English: the first of each reads a dictionary, which takes up to a second and is kept."""

_log = structlog.get_logger()


class WebService(Service):
    """A service that answers messages and shows pages."""

    _ticket: str | None = None

    problem: str | None = None
    """What kept a service from writing into the database when it started."""

    def serve(self, host: str, port: int, workers: int, when_ready: Callable[[], None]) -> None:
        """Serve until stopped.

        Raises:
            SettingsError: this machine cannot; editors' Windows can do all but this.
        """
        try:
            from bot.server import Server  # noqa: PLC0415 # gunicorn runs on POSIX alone
        except ImportError as error:
            what = f"这台电脑不能启动服务（没有 {error.name}）；服务要在 Linux 上启动，这里可以导入、检查、导出、试问"
            raise SettingsError(what) from error
        give_back_what_is_large()
        application = self.wsgi()  # before what takes long, for it refuses a secret that is another
        self.access_log.watch(application)
        self.editions.look()  # loaded before the workers are forked, so that they share it …
        for text in _SELDOM_SAID:  # … with what only such messages load
            self.editions.current().verdict(text)
        settle()  # else each would copy what it looks through for garbage
        try:
            self.services.sign()
        except StorageError as error:  # then a worker does as soon as it can
            self.problem = str(error)
        self.close()  # a connection must not be shared by two processes
        addresses = self._addresses(host, port)
        Server(
            application,
            addresses,
            workers,
            when_ready,
            when_forked=self._begin,
            when_ended=self._lose,
            when_stopped=self._end,
        ).run()

    def _addresses(self, host: str, port: int) -> list[str]:
        """Where to listen."""
        return [f"{host}:{port}"]

    def _lose(self, number: int) -> None:
        """What a worker held that has ended is nowhere."""
        lost = self.metrics.ended(number)
        if lost:
            _log.error("lost", exchanges=lost)

    def _begin(self, number: int) -> None:
        """What each worker does beside answering."""
        self.metrics.work_in(number)
        self.editions.follow(settle)
        again_and_again("give_back", _GIVES_BACK_EVERY, give_back)
        again_and_again("take_in", _TAKES_IN_EVERY, self.memory.take_in)
        again_and_again("journal", _TAKES_IN_EVERY, self._fill_journal)
        if self.engine:
            again_and_again("search", _TENDS_EVERY, self.engine.tend)
        again_and_again("count", COUNT_EVERY, self.often.count)
        again_and_again("sign", SIGN_EVERY, self.services.sign)
        again_and_again("sweep", SWEEP_EVERY, self.access_log.sweep)
        if not self._is_secret_proved:
            again_and_again("secret", SIGN_EVERY, self.secret.use)
        if self._sharing():
            again_and_again("ticket", _RENEWS_TICKET_EVERY, self._renew_ticket)

    def _fill_journal(self) -> None:
        try:
            self.refusals.write()
        finally:  # one may be possible where the other is not
            self.fill_journal()

    def _end(self) -> None:
        with suppress(StorageError):  # then the sign grows old
            self.services.sign_off()

    @cached_property
    def access_log(self) -> AccessLog:
        """Who asked for what."""
        return AccessLog(self.settings.var / "log", Visitor(self.settings.proxies).of, self.clock)

    def wsgi(self) -> Flask:
        """The web application: webhook and pages."""
        app = Flask("bot")
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
        name_requests(app)
        wechat, wecom = wechat_channel(self.settings, self.clock), wecom_channel(self.settings, self.clock)
        without_wechat = "还不能接公众号：请在 .env 里填写 BAIGU_TOKEN，再重新启动。"
        without_wecom = "还不能接企业微信：请照 docs/wecom.md 填写 .env，再重新启动。"
        app.register_blueprint(self._webhook(wechat) if wechat else not_configured("wechat", without_wechat))
        app.register_blueprint(self._webhook(wecom) if wecom else not_configured("wecom", without_wecom))
        app.register_blueprint(self._site())
        return app

    def _site(self) -> Blueprint:
        settings = self.settings
        parts = Parts(
            edition=self.editions.current,
            reception=self.reception,
            links=self.links,
            pseudonym=self.pseudonyms.of,
            often=self.often.passages,
            allows=self.pace.allows,
            ready=self._ready,
            is_local=settings.is_local,
            icp=settings.icp,
            verification=settings.mp_verify,
            sharing=self._sharing(),
            proxies=settings.proxies,
            metrics=self.metrics.text,
            privacy=Privacy(settings.handler, settings.contact, settings.journal_days),
        )
        return Site(parts).blueprint()

    def _ready(self) -> tuple[str, ...]:
        """What operators should know of a service that can answer.

        Raises:
            Exception: it cannot.
        """
        self.editions.current()
        lost = self.metrics.how_many_unrecorded()
        unrecorded = (
            f"有 {lost} 条问答数据库和本机都存不下，已经答了，还没有记录；腾出磁盘就补记，服务不要重新启动"
            if lost
            else None
        )
        journal = self.shared.problems() if self.shared else ()
        search = self.engine.problems() if self.engine else ()
        return tuple(
            filter(None, (*self.memory.problems(), *journal, *search, unrecorded, self.editions.problem))
        )

    def _sharing(self) -> JsSdk | None:
        """What signs share cards, for an account that may call the interface."""
        settings = self.settings
        if not settings.app_id or not settings.app_secret:
            return None
        return JsSdk(settings.app_id, lambda: self._ticket, self.clock)

    def _renew_ticket(self) -> None:
        self._ticket = self.api.jsapi_ticket()

    def _webhook(self, channel: Channel) -> Blueprint:
        def refused(why: Refusal) -> None:
            self.metrics.refused(channel.name, why)
            self.refusals.count(channel.name, why)

        sql = SqlGreetings(self.database, self.clock)
        greetings = self.shared.greetings if self.shared else Greetings(sql, self._patience)
        return Webhook(
            channel, self.reception, self.pseudonyms.of, refused, greetings.is_first_today, self.pace.allows
        ).blueprint()
