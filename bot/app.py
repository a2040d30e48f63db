"""The composition root: which part is plugged where."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from bot.corpus.drafts import Drafts
from bot.corpus.folder import KnowledgeFolder
from bot.dialogue.dialogue import Dialogue, Thresholds
from bot.dialogue.edition import Edition
from bot.dialogue.links import Links
from bot.dialogue.reception import Reception, verify
from bot.evaluation.labelled import read_labelled
from bot.evaluation.measures import evaluate, report
from bot.importing.desk import Desk
from bot.importing.drafts import Drafting
from bot.importing.importer import Importer
from bot.model import Conversation, Question
from bot.pages.site import Site
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from bot.server import Server
from bot.state.memory import SqlMemory, connect
from bot.state.privacy import Pseudonyms, own_secret
from bot.wechat.envelope import LARGEST_BODY, Envelope
from bot.wechat.reply import Renderer
from bot.wechat.webhook import Webhook, not_configured

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Blueprint

    from bot.model import Answer, Corpus, Reply
    from bot.settings import Settings


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
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self._clock = clock

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
        search = Search(corpus, Dictionary())
        dialogue = Dialogue(corpus, search, normalise, Thresholds())
        return Edition(corpus, dialogue, Renderer(corpus, self.links, self.settings.hotline).render)

    def ask(self, question: Question, conversation: Conversation | None = None) -> Asked:
        """Put a question without recording it."""
        edition = self.edition
        answer, after = edition.dialogue.answer(question, conversation or Conversation())
        reply = edition.render(answer)
        verify(reply, edition.corpus)
        return Asked(question, answer, reply, after)

    def evaluate(self, labelled: Path) -> dict[str, list[dict[str, object]]]:
        """Put every question of a labelled file."""
        answer = lambda text: self.ask(Question(text)).answer  # noqa: E731 # read in place
        return report(evaluate(read_labelled(labelled), answer, self.edition.corpus))

    def import_desk(self, into: Path | None, *, allow_private: bool) -> Desk:
        """Where to import: drafts go to `into`, else beside the speeches."""
        corpus = self.knowledge.read().corpus
        drafts = Drafts(into or self.settings.knowledge / "drafts")
        published = {f"speeches/{speech.slug}.md": speech for speech in corpus.speeches}
        drafting = Drafting(corpus.units, corpus.themes, {**published, **drafts.existing()})
        return Desk(Importer(corpus.units, allow_private=allow_private), drafting, drafts)

    @cached_property
    def links(self) -> Links:
        """Addresses of pages."""
        return Links(self.settings.public_url)

    @cached_property
    def reception(self) -> Reception:
        """Where questions are put."""
        memory = SqlMemory(connect(self.settings.database_url), self._clock)
        return Reception(lambda: self.edition, memory)

    @cached_property
    def pseudonyms(self) -> Pseudonyms:
        """Keyed hashes in place of OpenIDs."""
        key = self.settings.secret_key
        return Pseudonyms(key.get_secret_value().encode() if key else own_secret(Path("var/secret.key")))

    def serve(self, host: str, port: int, workers: int, when_ready: Callable[[], None]) -> None:
        """Serve until stopped."""
        _ = self.edition  # loaded before the workers are forked, so that they share it
        Server(self.wsgi(), host, port, workers, when_ready).run()

    def wsgi(self) -> Flask:
        """The web application: webhook and pages."""
        app = Flask("bot")
        app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
        app.register_blueprint(self._webhook())
        app.register_blueprint(Site(lambda: self.edition, self.reception, self.links).blueprint())
        return app

    def _webhook(self) -> Blueprint:
        settings = self.settings
        if settings.token is None:
            return not_configured("请在 .env 里填写 BAIGU_TOKEN")
        envelope = Envelope(
            settings.token.get_secret_value(), settings.app_id, settings.aes_keys, self._clock
        )
        return Webhook(envelope, self.reception, self.pseudonyms.of).blueprint()
