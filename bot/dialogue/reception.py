"""Meets each question: the stored reply if the message came before, else a new answer, recorded."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.errors import UnfaithfulQuote
from bot.model import Answer, Conversation, Reply, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.dialogue.edition import Edition
    from bot.dialogue.ports import Journal, Memory
    from bot.model import Corpus, Question

_log = structlog.get_logger()


class Reception:
    """One for all channels.

    Args:
        edition: gives the edition to answer from now.
        memory: what must stand before a reply leaves.
        journal: what was asked; it fetches its entries from there.
    """

    def __init__(self, edition: Callable[[], Edition], memory: Memory, journal: Journal) -> None:
        self._edition = edition
        self._memory = memory
        self._journal = journal

    def reply(self, question: Question) -> Reply:
        """The reply to a question; the same one if the same message comes again."""
        given = self._memory.reply_to(question.key) if question.key else None
        if given:
            return given
        started = time.perf_counter()
        edition = self._edition()
        before = self._memory.conversation(question.person) if question.person else Conversation()
        answer, after = edition.dialogue.answer(question, before)
        reply = self._rendered(edition, answer)
        if answer.forgets and question.person:
            self.forget(question.person)
            question = replace(question, person=None)
        kept = self._memory.keep(question, answer, reply, after)
        took = round((time.perf_counter() - started) * 1000, 1)
        _log.info(
            "replied", channel=question.channel, status=answer.status.value, wording=answer.wording, ms=took
        )
        return kept

    def apology(self) -> Reply:
        """For a question that could not be met; not recorded, so that asking again is a new try."""
        return self._edition().render(Answer(Status.COURTESY, "apology"))

    def forget(self, person: str) -> None:
        """Erase every trace of a person."""
        self._memory.forget(person)
        self._journal.forget(person)  # after it, for until then what it has not fetched could still reach it

    def _rendered(self, edition: Edition, answer: Answer) -> Reply:
        reply = edition.render(answer)
        try:
            verify(reply, edition.corpus)
        except UnfaithfulQuote as error:
            _log.error("unfaithful_quote", error=str(error))
            return edition.render(Answer(Status.UNANSWERED, "unanswered"))
        return reply


def verify(reply: Reply, corpus: Corpus) -> None:
    """Hold a reply's quote against the stored speech.

    Raises:
        UnfaithfulQuote: the words are not the speech's, or not in the reply.
    """
    if reply.quote is None:
        return
    quote, stored = reply.quote, corpus.passage(reply.quote.passage.id)
    if stored is None or stored.text[quote.start : quote.end] != quote.text or quote.text not in reply.text:
        raise UnfaithfulQuote(f"引文与 {quote.passage.id} 的原文不符；没有发出，请核对 knowledge/speeches/")
