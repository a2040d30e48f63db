"""A corpus made ready to answer from: what every channel is given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Protocol

from bot.dialogue.typed import as_read, beginning
from bot.dialogue.verdict import verdict
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Status, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from bot.dialogue.dialogue import Dialogue
    from bot.dialogue.ports import Telling
    from bot.model import Conversation, Corpus, Match, Question, Reply, Verdict

POPULAR = 500
"""Replies that an edition keeps: those last given, to people who had asked one question at most."""

_EARLY = 1
"""Questions before, up to which what is said is likely to be said by others as well: 2, 第二条, 还有吗."""

_LONGEST_POPULAR = 60
"""Characters; what is longer nobody else asks in the same words."""


@dataclass(frozen=True)
class Replied:
    """A question as it was read, and what came of it."""

    question: Question
    answer: Answer
    reply: Reply
    conversation: Conversation


class Rendering(Protocol):
    """Makes a reply of an answer."""

    def __call__(self, answer: Answer, channel: str = "", /) -> Reply:
        """The reply, as a channel can show it."""
        ...


@dataclass(frozen=True)
class Edition:
    """One state of the knowledge with all that was built from it; replaced whole, never changed.

    Attributes:
        release: its number; None of the knowledge folder.
    """

    corpus: Corpus
    search: Telling
    dialogue: Dialogue
    render: Rendering
    release: int | None = None

    def ask(self, question: Question, conversation: Conversation) -> Replied:
        """The reply to a question, its quotes held against the speech.

        Raises:
            UnfaithfulQuote: the words are not the speech's.
        """
        question = as_read(question)
        if len(conversation.trail) <= _EARLY and len(question.text) <= _LONGEST_POPULAR:
            return replace(self._early(_of_anybody(question), conversation), question=question)
        return self._ask(question, conversation)

    @cached_property
    def _early(self) -> Callable[[Question, Conversation], Replied]:
        """What meets somebody early in a conversation, where others say the same after the same: so it is kept.

        It depends on what is said and on all that is known of the conversation, which is what it is kept by.
        """
        return lru_cache(POPULAR)(self._ask)

    def _ask(self, question: Question, conversation: Conversation) -> Replied:
        answer, after = self.dialogue.answer(question, conversation)
        if any(match.passage.id in self.corpus.withheld for match in _worded(answer)):
            answer, after = Answer(Status.UNANSWERED, Wording.UNANSWERED), conversation
        if question.is_cut:
            answer = replace(answer, read_first=len(question.text))
        reply = replace(self.render(answer, question.channel), release=self.release)
        verify(reply, self.corpus)
        return Replied(question, answer, reply, after)

    def without(self, withheld: Collection[str]) -> Edition:
        """This edition until one is built without these passages: it quotes and shows none, and finds nothing in place."""
        return replace(self, corpus=self.corpus.without(withheld))

    def verdict(self, question: str) -> Verdict:
        """What this edition has for a question, as far as that is read, and what it is good for."""
        read = beginning(question)
        return verdict(self.search, self.corpus.calibration, self.search.said(read) or read)


def _of_anybody(question: Question) -> Question:
    """A question as others ask it too: whether they are known counts, who they are does not."""
    return replace(question, person=None if question.person is None else "", key=None)


def _worded(answer: Answer) -> Sequence[Match]:
    """The matches whose words an answer shows."""
    if answer.status is Status.SUGGESTED:
        return answer.matches
    return answer.matches[: len(answer.quotes)]


def verify(reply: Reply, corpus: Corpus) -> None:
    """Hold each quote of a reply against the stored speech.

    Raises:
        UnfaithfulQuote: the words are not the speech's, or not in the reply.
    """
    for quote in reply.quotes:
        stored = corpus.passage(quote.passage.id)
        is_stored = stored is not None and stored.text[quote.start : quote.end] == quote.text
        if not is_stored or quote.text not in reply.text:
            raise UnfaithfulQuote(
                f"引文与 {quote.passage.id} 的原文不符；没有发出，请核对 knowledge/speeches/"
            )
