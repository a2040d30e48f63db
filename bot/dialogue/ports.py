"""What the dialogue needs of others, as it sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from bot.model import Answer, Conversation, Finding, Passage, Question, Quote, Reply, Unit


class Searching(Protocol):
    """Finds passages."""

    def search(self, question: str, unit: Unit | None = None) -> Finding:
        """What the corpus has for a question as it is typed, of one unit if given."""
        ...

    def mended(self, question: str) -> str | None:
        """A question with its typos mended; None where there is nothing to mend."""
        ...

    def quote(self, question: str, passage: Passage) -> Quote:
        """The words of a passage that answer a question best."""
        ...


class Telling(Searching, Protocol):
    """Searches, and says what texts are about."""

    def said(self, message: str) -> str | None:
        """What a message of nothing but pinyin says; None of any other."""
        ...

    def told(self, text: str) -> Mapping[str, float]:
        """The terms of the words that tell what a text as it is typed is about, each with how much it tells."""
        ...


class Consulting(Telling, Protocol):
    """Searches in the course of a conversation."""

    def within(self, question: str, passages: Collection[Passage]) -> Finding:
        """What these passages have for a question, however little it tells."""
        ...

    def telling(self, text: str) -> tuple[str, ...]:
        """The words of a normalised text that tell what it is about, in order."""
        ...


class Memory(Protocol):
    """What must stand before a reply leaves; shared by all workers."""

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation:
        """The reply already given to the message of that key, else the conversation with whoever sent it.

        That is empty where there is nothing, or it has grown old or is lost.
        """
        ...

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        """Record a reply, the conversation after it and, for the journal to fetch, an entry: all or nothing.

        Returns the reply that stands: if the same message was answered meanwhile, the one given first.
        """
        ...

    def forget(self, person: str, at: float | None = None) -> bool:
        """Erase every trace of a person, in the journal too, and of what they said up to then and is still under way.

        Returns whether all is gone now; else it will be as soon as it can.
        """
        ...
