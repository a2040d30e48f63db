"""The composition root: which part is plugged where."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from bot.corpus.folder import KnowledgeFolder
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.edition import Edition
from bot.dialogue.links import Links
from bot.dialogue.reception import Reception, verify
from bot.doctor.checks import (
    check_account,
    check_address,
    check_clock,
    check_database,
    check_knowledge,
    check_rights,
    check_webhook,
    examine,
)
from bot.errors import SettingsError
from bot.evaluation import committed
from bot.evaluation.baselines import BASELINES
from bot.evaluation.benchmark import corpus_of, read_benchmark, score
from bot.evaluation.calibration import Targets, calibrate, sample
from bot.evaluation.labelled import read_labelled
from bot.evaluation.measures import evaluate, report
from bot.model import Answer, Conversation, Match, Question, Quote, Status
from bot.pages.sharing import JsSdk
from bot.pages.site import Parts, Site
from bot.retrieval.confidence import confidence
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from bot.server import Server
from bot.state.asked import OftenAsked
from bot.state.memory import SqlMemory, connect
from bot.state.privacy import Pseudonyms, own_secret
from bot.state.tokens import SqlTokens
from bot.wechat.api import Api
from bot.wechat.envelope import LARGEST_BODY, Envelope
from bot.wechat.menu import MenuFile
from bot.wechat.reply import Renderer
from bot.wechat.simulator.account import Account
from bot.wechat.simulator.simulation import Simulation
from bot.wechat.webhook import Webhook, not_configured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from flask import Blueprint
    from sqlalchemy import Engine

    from bot.doctor.diagnosis import Diagnosis
    from bot.evaluation.benchmark import Scores
    from bot.model import Calibration, Corpus, Reply
    from bot.settings import Settings

    Progress = Callable[[Sequence[Any], str], Iterable[Any]]


@dataclass(frozen=True)
class Asked:
    """A question put without being recorded, and what came of it."""

    question: Question
    answer: Answer
    reply: Reply
    conversation: Conversation


class Baigu:
    """Everything, wired from settings, each part when it is first asked for.

    Args:
        clock: seconds since 1970.
        dictionary: the words of general Chinese; loaded when first needed if not given.
    """

    def __init__(
        self, settings: Settings, clock: Callable[[], float] = time.time, dictionary: Dictionary | None = None
    ) -> None:
        self.settings = settings
        self._clock = clock
        self._dictionary = dictionary

    @cached_property
    def knowledge(self) -> KnowledgeFolder:
        """The knowledge folder."""
        return KnowledgeFolder(self.settings.knowledge)

    @cached_property
    def edition(self) -> Edition:
        """The knowledge, ready to answer."""
        return self.edition_of(self.knowledge.load())

    def edition_of(self, corpus: Corpus) -> Edition:
        """A corpus, ready to answer."""
        search = Search(corpus, self.dictionary)
        dialogue = Dialogue(corpus, search, normalise)
        cards = self.settings.cards == "news"
        renderer = Renderer(corpus, self.links, self.settings.hotline, cards=cards)
        return Edition(corpus, search, dialogue, renderer.render)

    def ask(self, question: Question, conversation: Conversation | None = None) -> Asked:
        """Put a question without recording it."""
        edition = self.edition
        answer, after = edition.dialogue.answer(question, conversation or Conversation())
        reply = edition.render(answer)
        verify(reply, edition.corpus)
        return Asked(question, answer, reply, after)

    def evaluate(self, labelled: Path) -> dict[str, list[dict[str, object]]]:
        """Put every question of a labelled file."""
        return report(evaluate(read_labelled(labelled), self.decide, self.edition.corpus))

    def slipped(self, labelled: Path, figures: Sequence[Mapping[str, Any]]) -> list[str]:
        """What is worse than the figures committed beside the labelled file, if there are any."""
        path = committed.figures_file(labelled)
        return list(committed.worse(path, figures)) if path.is_file() else []

    def keep_figures(self, labelled: Path, figures: Sequence[Mapping[str, Any]]) -> None:
        """Commit figures beside the labelled file."""
        committed.keep(committed.figures_file(labelled), figures)

    def evaluate_baseline(self, labelled: Path, name: str) -> dict[str, list[dict[str, object]]]:
        """The same for a baseline over the same passages, which always answers when a word matches."""
        passages = self.edition.corpus.passages
        rank = BASELINES[name]([passage.text for passage in passages], self.dictionary.tokenizer(()).lcut)

        def answer(text: str) -> Answer:
            matches = tuple(Match(Quote(passages[n], 0, 0), 0.0) for n in rank(text)[:5])
            return Answer(Status.ANSWERED if matches else Status.UNANSWERED, name, matches=matches)

        return report(evaluate(read_labelled(labelled), answer, self.edition.corpus))

    def benchmark(
        self, corpus: Path, queries: Path, names: Iterable[str], progress: Progress
    ) -> Iterator[Scores]:
        """How well our analysis, with nothing of knowledge/, and baselines rank the texts of others."""
        benchmark = read_benchmark(corpus, queries)
        search = Search(corpus_of(benchmark.texts), self.dictionary)
        numbers = {passage.id: n for n, passage in enumerate(corpus_of(benchmark.texts).passages)}
        ours = lambda text: [numbers[passage.id] for passage in search.rank(text)]  # noqa: E731 # read in place
        cut = self.dictionary.tokenizer(()).lcut
        for name in ("baigu", *names):
            rank = ours if name == "baigu" else BASELINES[name](benchmark.texts, cut)
            yield score(name, benchmark, rank, progress(benchmark.questions, name))

    def decide(self, text: str) -> Answer:
        """The answer to a text, in no conversation."""
        return self.ask(Question(text)).answer

    def calibrate(self, labelled: Iterable[Path]) -> tuple[Calibration, int]:
        """Fit the confidence model to labelled questions and keep it; returns it and the number of questions."""
        edition = self.edition
        questions = [question for path in labelled for question in read_labelled(path)]
        samples = [
            sample(question, edition.search.search(question.text), edition.corpus) for question in questions
        ]
        calibration = calibrate(samples, confidence, Targets())
        self.knowledge.keep_calibration(calibration, len(questions))
        return calibration, len(questions)

    @cached_property
    def dictionary(self) -> Dictionary:
        """The words of general Chinese."""
        return self._dictionary or Dictionary()

    @cached_property
    def links(self) -> Links:
        """Addresses of pages."""
        return Links(self.settings.public_url)

    @cached_property
    def reception(self) -> Reception:
        """Where questions are put."""
        return Reception(lambda: self.edition, self.memory)

    @cached_property
    def engine(self) -> Engine:
        """The database."""
        return connect(self.settings.database_url)

    @cached_property
    def memory(self) -> SqlMemory:
        """What outlives a message."""
        return SqlMemory(self.engine, self._clock)

    def close(self) -> None:
        """Let go of the database, where it was asked for."""
        if "engine" in self.__dict__:
            self.engine.dispose()

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
        secret = settings.app_secret.get_secret_value()
        return Api(settings.app_id, secret, SqlTokens(self.engine, self._clock), settings.api_url)

    @cached_property
    def menu(self) -> MenuFile:
        """The custom menu."""
        path = self.settings.knowledge / "menu.toml"
        return MenuFile(path, self.settings.public_url, lambda: self.api)

    @cached_property
    def pseudonyms(self) -> Pseudonyms:
        """Keyed hashes in place of OpenIDs."""
        key = self.settings.secret_key
        return Pseudonyms(key.get_secret_value().encode() if key else own_secret(Path("var/secret.key")))

    def serve(self, host: str, port: int, workers: int, when_ready: Callable[[], None]) -> None:
        """Serve until stopped."""
        _ = self.edition  # loaded before the workers are forked, so that they share it
        Server(self.wsgi(), host, port, workers, when_ready).run()

    def examine(self) -> list[Diagnosis]:
        """What the doctor finds."""
        settings, url = self.settings, self.settings.public_url
        faults = lambda: (*self.knowledge.read().faults, *self.menu.faults())  # noqa: E731 # read in place
        # Made when their turn comes: what breaks down on the way is a finding like any other.
        checks: list[Callable[[], Iterable[Diagnosis]]] = [
            lambda: check_account(settings),
            lambda: check_knowledge(faults),
            lambda: check_database(lambda: SqlTokens(self.engine, self._clock).put("doctor", "", 0)),
            lambda: check_address(url, is_local=settings.is_local),
        ]
        if not settings.is_local:
            webhook = f"{url}/wechat"
            checks.append(lambda: check_webhook(webhook, self.simulation(webhook, None).verify))
        if settings.app_id and settings.app_secret:
            checks.append(lambda: check_rights(self.api.menu))
            checks.append(lambda: check_clock(self._clock, self.api.time))
        return examine(checks)

    def simulation(self, url: str, mode: str | None, **account: str | None) -> Simulation:
        """WeChat, played towards a webhook; what is not given of the account is this service's own.

        Args:
            account: token, app_id, aes_key.
        """
        token, keys = self.settings.token, self.settings.aes_keys
        own = Account(
            token=account.get("token") or (token.get_secret_value() if token else ""),
            app_id=account.get("app_id") or self.settings.app_id or "",
            aes_key=account.get("aes_key") or (keys[0] if keys else ""),
        )
        return Simulation(url, own, mode)

    def wsgi(self) -> Flask:
        """The web application: webhook and pages."""
        app = Flask("bot")
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
        app.register_blueprint(self._webhook())
        app.register_blueprint(self._site())
        return app

    def _site(self) -> Blueprint:
        settings = self.settings
        parts = Parts(
            edition=lambda: self.edition,
            reception=self.reception,
            links=self.links,
            pseudonym=self.pseudonyms.of,
            often=OftenAsked(self.engine, self._clock).passages,
            ready=lambda: (self.edition, self.memory.reply_to("")),
            is_local=settings.is_local,
            icp=settings.icp,
            verification=settings.mp_verify,
            sharing=self._sharing(),
        )
        return Site(parts).blueprint()

    def _sharing(self) -> JsSdk | None:
        """What signs share cards, for an account that may call the interface."""
        settings = self.settings
        if not settings.app_id or not settings.app_secret:
            return None
        return JsSdk(settings.app_id, self.api.jsapi_ticket, self._clock)

    def _webhook(self) -> Blueprint:
        settings = self.settings
        if settings.token is None:
            return not_configured("请在 .env 里填写 BAIGU_TOKEN")
        envelope = Envelope(
            settings.token.get_secret_value(), settings.app_id, settings.aes_keys, self._clock
        )
        return Webhook(envelope, self.reception, self.pseudonyms.of).blueprint()
