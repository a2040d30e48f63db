"""The service: what answers and remembers, plugged together."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.app.baigu import Baigu
from bot.app.engine import Engine
from bot.app.metrics import Metrics
from bot.app.stored_releases import StoredReleases
from bot.corpus.archive import Archive
from bot.corpus.knowledge import Knowledge
from bot.dialogue.editions import Editions
from bot.dialogue.naming import examples
from bot.dialogue.reception import Reception
from bot.errors import Outdated, SettingsError, StorageError
from bot.state.asked import OftenAsked
from bot.state.audit import Audit
from bot.state.database import Database
from bot.state.enduring import EnduringMemory
from bot.state.journal import SqlJournal
from bot.state.last_release import LastRelease
from bot.state.memory import SqlMemory
from bot.state.pace import Pace
from bot.state.patience import Patience
from bot.state.privacy import Pseudonyms
from bot.state.refusals import Refusals, SqlRefusals
from bot.state.releases import Releases
from bot.state.secret import Secret
from bot.state.services import Services
from bot.state.spool import Spool
from bot.state.tokens import SqlTokens
from bot.state.withholdings import Withheld, Withholdings
from bot.wechat.api import Api
from bot.wecom.api import Api as WecomApi

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.app.shared import Shared
    from bot.corpus.files import Files
    from bot.dialogue.edition import Edition
    from bot.model import Corpus


class Service(Baigu):
    """Baigu with a database: what was published answers, and what is said is kept."""

    _is_secret_proved = True

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
