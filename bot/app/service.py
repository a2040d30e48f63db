"""The service: what answers messages, shows pages and remembers, plugged together."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import structlog
from flask import Flask

from bot.app.access_log import SWEEP_EVERY, AccessLog
from bot.app.baigu import Baigu
from bot.app.channels import wechat_channel, wecom_channel
from bot.app.chores import again_and_again
from bot.app.engine import Engine
from bot.app.metrics import Metrics
from bot.app.request_id import name_requests
from bot.app.stored_releases import StoredReleases
from bot.channel.seal import LARGEST_BODY
from bot.channel.webhook import Webhook, not_configured
from bot.corpus.archive import Archive
from bot.corpus.knowledge import Knowledge
from bot.dialogue.editions import Editions
from bot.dialogue.naming import examples
from bot.dialogue.reception import Reception
from bot.errors import Outdated, SettingsError, StorageError
from bot.pages.sharing import JsSdk
from bot.pages.site import Parts, Privacy, Site
from bot.state.asked import COUNT_EVERY, OftenAsked
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.enduring import EnduringMemory
from bot.state.greetings import Greetings, SqlGreetings
from bot.state.journal import SqlJournal
from bot.state.last_release import LastRelease
from bot.state.memory import SqlMemory
from bot.state.pace import Pace
from bot.state.patience import Patience
from bot.state.privacy import Pseudonyms
from bot.state.refusals import Refusals, SqlRefusals
from bot.state.releases import Releases
from bot.state.secret import Secret
from bot.state.services import SIGN_EVERY, Services
from bot.state.spool import Spool
from bot.state.tokens import SqlTokens
from bot.state.withholdings import Withheld, Withholdings
from bot.web.visitor import Visitor
from bot.wechat.api import Api
from bot.wecom.api import Api as WecomApi

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from flask import Blueprint

    from bot.app.shared import Shared
    from bot.channel.webhook import Channel
    from bot.corpus.files import Files
    from bot.dialogue.edition import Edition
    from bot.errors import Refusal
    from bot.model import Corpus


_TAKES_IN_EVERY = 3.0
"""Seconds between two looks at what waits for the journal."""

_TENDS_EVERY = 5.0
"""Seconds between two looks at whether all passages are in OpenSearch."""

_RENEWS_TICKET_EVERY = 60.0
"""Seconds; the interface itself is asked when the ticket that all workers keep is about to end."""

_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8
"""As glibc's malloc.h has them."""

_LARGE = 1 << 20
"""Bytes; memory of this size is taken from the system, and given back to it."""

_SELDOM_SAID = ("字", "tingche zenme ban", "where to park")
"""A typo, pinyin, English: the first of each reads a dictionary, which takes up to a second and is kept."""

_log = structlog.get_logger()


class Service(Baigu):
    """Baigu with a database: what was published answers, and what is said is kept."""

    _is_secret_proved = True
    _ticket: str | None = None

    problem: str | None = None
    """What kept a service from writing into the database when it started."""

    @cached_property
    def database(self) -> Database:
        """The database."""
        return Database(self.settings.database_url)

    @cached_property
    def releases(self) -> Releases:
        """What was published."""
        return Releases(self.database, self.clock)

    def published(self, release: int) -> Corpus:
        """What was published under a number.

        Raises:
            ReleaseError: there is no such release, or it is damaged.
            KnowledgeError: it cannot be used any more.
        """
        return self._corpus(self.releases.content(release))

    def _corpus(self, content: bytes) -> Corpus:
        return Knowledge(Archive(content), self.kept_speeches).load()

    def unpublished(self) -> Files | None:
        """What answers while nothing is published; None where that is nothing to compare with."""
        return None

    @cached_property
    def _last_release(self) -> LastRelease:
        return LastRelease(self.releases.content, self.settings.var / "last-release")

    @cached_property
    def editions(self) -> Editions:
        """What messages and pages are answered from: the current release, or the folder while there is none."""
        last = self._last_release.numbers
        return Editions(self.releases.published, self._published_edition, self._withheld.current, last)

    @cached_property
    def audit(self) -> Audit:
        """What operators did, at the console and with commands."""
        return Audit(self.database, self.clock)

    @cached_property
    def withholdings(self) -> Withholdings:
        """What must not be quoted."""
        return Withholdings(self.database, self.clock)

    @cached_property
    def _withheld(self) -> Withheld:
        file = self.database.file
        return Withheld(self.withholdings, (file.parent if file else self.settings.var) / "withheld.json")

    def _published_edition(self, release: int | None, withheld: Collection[str]) -> Edition:
        if release is None and not withheld:
            return self.edition
        if release is None:
            return self.edition_of(self.edition.corpus.without(withheld))
        if self.engine:
            opened = self._stored_releases.open(release, withheld, self.dictionary, self.engine)
            return replace(self.edition_by(*opened), release=release)
        corpus = self._corpus(self._last_release.content(release)).without(withheld)
        return replace(self.edition_of(corpus), release=release)

    def stored_index(self) -> tuple[str, int] | None:
        """The index in OpenSearch of what was published last, and its passages; None where this machine has not got it.

        Raises:
            StorageError: the database cannot be used.
        """
        assert self.engine
        published = self.releases.published()
        found = self._stored_releases.find(published[0]) if published else None
        return (self.engine.name_of(found[0]), found[1]) if found else None

    @cached_property
    def _stored_releases(self) -> StoredReleases:
        return StoredReleases(self.settings, self.releases, self._last_release)

    @cached_property
    def spool(self) -> Spool:
        """What waits on this machine for the database."""
        return Spool(self.settings.var / "spool")

    @cached_property
    def memory(self) -> EnduringMemory:
        """Replies and conversations."""
        memory, patience = (
            (self.shared.memory, self.shared.patience) if self.shared else (self._sql_memory, self._patience)
        )
        return EnduringMemory(memory, self.spool, patience, self.clock, self.metrics.unrecorded)

    @cached_property
    def _sql_memory(self) -> SqlMemory:
        return SqlMemory(self.database, self.clock, journal_ttl=self._journal_ttl)

    @cached_property
    def shared(self) -> Shared | None:
        """Redis; None where everything is in the one database.

        Raises:
            SettingsError: it cannot be used as it is set.
        """
        if self.settings.redis_url is None:
            return None
        from bot.app.shared import Shared  # noqa: PLC0415 # needs an extra, which most have no use for

        url = self.settings.redis_url.get_secret_value()
        return Shared(url, self._sql_memory, self._patience, self.clock, self._journal_ttl)

    @cached_property
    def engine(self) -> Engine | None:
        """OpenSearch; None where passages are found in this process."""
        settings = self.settings
        url = settings.search_url.get_secret_value() if settings.search_url else None
        if url is None:
            return None
        return Engine(url, settings.search_shards, settings.search_replicas, authority=settings.search_ca)

    @cached_property
    def _patience(self) -> Patience:
        return Patience(f"数据库 {self.database.name}")

    @property
    def _journal_ttl(self) -> float:
        return self.settings.journal_days * 86400.0

    @cached_property
    def journal(self) -> SqlJournal:
        """What was asked, and what came of it."""
        return SqlJournal(self.database, self.clock, ttl=self._journal_ttl)

    @cached_property
    def reception(self) -> Reception:
        """Where questions are put."""
        return Reception(self.editions.current, self.memory, self.metrics.replied)

    @cached_property
    def refusals(self) -> Refusals:
        """Why requests to webhooks were refused."""
        kept = self.shared.refusals if self.shared else SqlRefusals(self.database)
        return Refusals(kept, self.clock)

    @cached_property
    def pace(self) -> Pace:
        """How often somebody may do something."""
        return Pace(self.shared.count if self.shared else None)

    @cached_property
    def metrics(self) -> Metrics:
        """What monitors read."""
        return Metrics(self._gauges)

    def _gauges(self) -> dict[str, float]:
        answers = float(self.memory.failure() is None)
        return {
            **(
                {"redis_answers": answers, **self.shared.gauges()}
                if self.shared
                else {"database_answers": answers}
            ),
            **(self.engine.gauges() if self.engine else {}),
            "spool_waiting": self.spool.count(),
            "release": self.editions.number or 0,
            "release_is_the_latest": float(self.editions.problem is None),
        }

    @cached_property
    def often(self) -> OftenAsked:
        """What people ask most."""
        return OftenAsked(self.journal, self.clock)

    @property
    def example(self) -> str | None:
        """A question to try; None where there is nothing to ask yet."""
        return next(examples(self.editions.current().corpus), None)

    def close(self) -> None:
        """Let go of what was asked for of the database, of Redis and of OpenSearch."""
        if "database" in vars(self):
            self.database.dispose()
        if "shared" in vars(self) and self.shared:
            self.shared.redis.close()
        if "engine" in vars(self) and self.engine:
            self.engine.close()

    @cached_property
    def api(self) -> Api:
        """WeChat's interface.

        Raises:
            SettingsError: there is no account to call it for.
        """
        settings = self.settings
        if not settings.app_id or not settings.app_secret:
            raise SettingsError(
                "调用微信接口要填 BAIGU_APP_ID 和 BAIGU_APP_SECRET；在公众平台“设置与开发 → 基本配置”里找"
            )
        return Api(settings.app_id, settings.app_secret.get_secret_value(), self._tokens, settings.api_url)

    @cached_property
    def wecom_api(self) -> WecomApi:
        """WeCom's interface.

        Raises:
            SettingsError: there is no application to call it for, or no secret to call it with.
        """
        settings = self.settings
        corp_id, agent_id, secret = settings.wecom_corp_id, settings.wecom_agent_id, settings.wecom_secret
        if not corp_id or not agent_id or not secret:
            raise SettingsError(
                "调用企业微信接口要填 BAIGU_WECOM_CORP_ID、BAIGU_WECOM_AGENT_ID 和 BAIGU_WECOM_SECRET；"
                "在管理后台“我的企业”和这个应用的页面上找"
            )
        return WecomApi(corp_id, agent_id, secret.get_secret_value(), self._tokens, settings.wecom_api_url)

    @cached_property
    def _tokens(self) -> SqlTokens:
        return SqlTokens(self.database, self._key, self.clock)

    @cached_property
    def secret(self) -> Secret:
        """What pseudonyms are made with."""
        given = self.settings.secret_key
        return Secret(self.database, given.get_secret_value() if given else None, self.settings.var)

    @cached_property
    def services(self) -> Services:
        """Which services use the database."""
        return Services(self.database, self.clock)

    @cached_property
    def pseudonyms(self) -> Pseudonyms:
        """Keyed hashes in place of OpenIDs."""
        return Pseudonyms(self._key)

    @cached_property
    def _key(self) -> bytes:
        """The secret itself; while the database cannot be asked, as it is found."""
        try:
            secret = self.secret.use()
        except Outdated:
            raise
        except StorageError:
            unproved = self.secret.unproved()
            if unproved is None:
                raise
            secret, self._is_secret_proved = unproved, False
        return secret

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
        _give_back_what_is_large()
        application = self.wsgi()  # before what takes long, for it refuses a secret that is another
        self.access_log.watch(application)
        self.editions.look()  # loaded before the workers are forked, so that they share it …
        for text in _SELDOM_SAID:  # … with what only such messages load
            self.editions.current().verdict(text)
        _settle()  # else each would copy what it looks through for garbage
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
        self.editions.follow(_settle)
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

    def fill_journal(self) -> None:
        """Bring what waits for the journal there, as far as it can be reached; where there is no database, nothing does.

        Raises:
            StorageError: the database cannot be used.
        """
        if self.shared:
            # Where Redis is away, what waits there is too; the rest is not held up.
            with suppress(StorageError):
                self.shared.outbox.deliver()
        if not self.database.is_missing():
            self.journal.take_in()
            self._sql_memory.sweep()

    def look_for_more(self) -> None:
        """Bring it there for who is about to read; a journal that cannot be written may still be read."""
        with suppress(StorageError):  # which reading meets again, where nothing of it can be had
            self.fill_journal()

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


def _give_back_what_is_large() -> None:
    """Let threads take memory from one heap: of several each keeps what its largest message took.

    Unless told otherwise glibc also keeps what is as large as the largest that it ever gave back, up to 64 MB.
    """
    with suppress(AttributeError, OSError):  # another libc
        libc = ctypes.CDLL(None)
        libc.mallopt(_M_ARENA_MAX, 1)
        libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_M_TRIM_THRESHOLD, 4 * _LARGE)


def _settle() -> None:
    """Let go of the edition before, and of looking for garbage in what stays: that stops everybody for 0.2 s in a large one.

    What glibc keeps of what was let go, 30 MB after dictionaries were read, is given back as well.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with suppress(AttributeError, OSError):  # another libc
        ctypes.CDLL(None).malloc_trim(0)
