"""A corpus made ready to answer from: what every channel is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.typed import as_read
from bot.dialogue.verdict import verdict
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Status, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from bot.dialogue.dialogue import Dialogue
    from bot.dialogue.ports import Searching
    from bot.model import Conversation, Corpus, Question, Reply, Verdict


@dataclass(frozen=True)
class Replied:
    """A question as it was read, and what came of it."""

    question: Question
    answer: Answer
    reply: Reply
    conversation: Conversation


@dataclass(frozen=True)
class Edition:
    """One state of the knowledge with all that was built from it; replaced whole, never changed."""

    corpus: Corpus
    search: Searching
    dialogue: Dialogue
    render: Callable[[Answer], Reply]

    def ask(self, question: Question, conversation: Conversation) -> Replied:
        """The reply to a question, its quote held against the speech.

        Raises:
            UnfaithfulQuote: the words are not the speech's.
        """
        question = as_read(question)
        answer, after = self.dialogue.answer(question, conversation)
        if answer.quote and answer.quote.passage.id in self.corpus.withheld:
            answer, after = Answer(Status.UNANSWERED, Wording.UNANSWERED), conversation
        reply = self.render(answer)
        verify(reply, self.corpus)
        return Replied(question, answer, reply, after)

    def without(self, withheld: Collection[str]) -> Edition:
        """This edition until one is built without these passages: it quotes and shows none, and finds nothing in place."""
        return replace(self, corpus=self.corpus.without(withheld))

    def verdict(self, question: str) -> Verdict:
        """What this edition has for a question, and what it is good for."""
        return verdict(self.search, self.corpus.calibration, question)


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
