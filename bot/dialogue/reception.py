"""Meets each question: the stored reply if the message came before, else a new answer, recorded."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.dialogue.edition import Replied
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Reply, Status, Wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.edition import Edition
    from bot.dialogue.ports import Memory
    from bot.model import Conversation, Question


class Reception:
    """One for all channels.

    Args:
        edition: gives the edition to answer from now.
        memory: what must stand before a reply leaves.
        replied: is told of each new answer its channel, its status and the seconds it took.
    """

    def __init__(
        self,
        edition: Callable[[], Edition],
        memory: Memory,
        replied: Callable[[str, Status, float], None] = lambda *_: None,
    ) -> None:
        self._edition = edition
        self._memory = memory
        self._replied = replied
        # What is not bound is made anew for each line, written or not.
        self._log = structlog.get_logger().bind()

    def reply(self, question: Question) -> Reply:
        """The reply to a question; the same one if the same message comes again."""
        started = time.perf_counter()
        known = self._memory.recall(question.key, question.person)
        if isinstance(known, Reply):
            is_withheld = any(passage in self._edition().corpus.withheld for passage in known.quoted)
            return self._nothing(question.channel) if is_withheld else known
        replied = self._ask(question, known)
        question, answer = replied.question, replied.answer
        reply = replace(replied.reply, latency=time.perf_counter() - started)
        if answer.forgets and question.person:
            if not self.forget(question.person, question.at):
                answer = replace(answer, wording=Wording.ERASING)
                reply = self._edition().render(answer, question.channel)
            question = replace(question, person=None)
        kept = self._memory.keep(question, answer, reply, replied.conversation)
        took = time.perf_counter() - started
        self._replied(question.channel, answer.status, took)
        # Of a file there is more in the access log and the journal; in a terminal somebody watches.
        self._log.debug(
            "replied",
            channel=question.channel,
            status=answer.status.value,
            wording=str(answer.wording),
            ms=round(took * 1000, 1),
        )
        return kept

    def courtesy(self, wording: Wording, channel: str) -> Reply:
        """What to say where a question is not met; not recorded, so that asking again is a new try."""
        return self._edition().render(Answer(Status.COURTESY, wording), channel)

    def _nothing(self, channel: str) -> Reply:
        """In place of a reply that quotes what was withheld since."""
        return self._edition().render(Answer(Status.UNANSWERED, Wording.UNANSWERED), channel)

    def forget(self, person: str, at: float) -> bool:
        """Erase every trace of a person who asked for it then; False where that has to wait for the database."""
        return self._memory.forget(person, at)

    def _ask(self, question: Question, before: Conversation) -> Replied:
        edition = self._edition()
        try:
            return edition.ask(question, before)
        except UnfaithfulQuote as error:
            self._log.error("unfaithful_quote", error=str(error))
            answer = Answer(Status.UNANSWERED, Wording.UNANSWERED)
            return Replied(question, answer, edition.render(answer, question.channel), before)
