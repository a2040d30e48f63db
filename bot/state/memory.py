"""Replies given and conversations, in one database shared by all workers.

The same message may be under way in two workers at once (a retry that overlaps the first try). Nobody waits:
both work the answer out, whoever writes first has answered, and the other returns what stands written. So a
worker that dies holds up nobody, and a message counts once.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, insert, select, update

from bot.errors import Overtaken
from bot.model import Conversation
from bot.model.task import TELLING
from bot.state.exchange import (
    CONVERSATION_TTL,
    NO_REPLY,
    NOBODYS,
    REPLY_TTL,
    conversation_of,
    exchange,
    nobodys,
    reply_of,
)
from bot.state.journal import JOURNAL_TTL
from bot.state.tables import conversations, erasures, facts, greetings, journal, outbox, replies, tasks
from bot.state.upserts import put

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.model import Answer, Question, Reply
    from bot.state.database import Database
    from bot.state.exchange import Exchange
    from bot.state.prepared import Prepared

_SWEEP_EVERY = 60.0
_ERASED_SINCE = select(erasures.c.at).where(
    erasures.c.person == bindparam("of"), erasures.c.at >= bindparam("asked")
)
_KEEP_REPLY, _KEEP_ENTRY = insert(replies), insert(outbox)
_KNOWN = select(
    select(replies.c.reply).where(replies.c.key == bindparam("key")).scalar_subquery(),
    select(conversations.c.conversation)
    .where(conversations.c.person == bindparam("person"), conversations.c.at > bindparam("since"))
    .scalar_subquery(),
)
_FORGET_CONVERSATION = delete(conversations).where(conversations.c.person == bindparam("of"))
"""Statements of every message, made once."""


class SqlMemory:
    """Memory in a database.

    Args:
        clock: seconds since 1970.
        conversation_ttl: seconds after which a conversation is forgotten.
        reply_ttl: seconds for which the same message gets the stored reply; WeChat's retries end within 15.
        journal_ttl: seconds for which an entry waits for the journal, where nothing fetches it.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.time,
        *,
        conversation_ttl: float = CONVERSATION_TTL,
        reply_ttl: float = REPLY_TTL,
        journal_ttl: float = JOURNAL_TTL,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ttls = {
            conversations: conversation_ttl,
            replies: reply_ttl,
            erasures: reply_ttl,
            outbox: journal_ttl,
        }
        self._swept = 0.0

    @property
    def is_prompt(self) -> bool:
        """Whether recalling and keeping end in time by themselves; elsewhere somebody must watch the time."""
        return self._database.is_prompt

    def recall(self, key: str | None, person: str | None) -> Reply | Conversation:
        """The reply already given to the message of that key, else the conversation with whoever sent it."""
        told, said = self._known(key, person)
        if told:
            return reply_of(told)
        return conversation_of(said) if said else Conversation()

    def _known(self, key: str | None, person: str | None) -> tuple[str | None, str | None]:
        """What was replied to a message, empty where it was erased; and what was said with a person; None where nothing was."""
        since = self._clock() - self._ttls[conversations]
        with self._database.prepared(writing=False) as connection:
            row = connection.execute(_KNOWN, {"key": key, "person": person, "since": since}).first()
        return row[0], row[1]

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        """Record reply, conversation and the journal's entry in one transaction; the first reply to a key stands."""
        try:
            self.record(exchange(question, answer, reply, conversation, self._clock()))
        except Overtaken:
            told, _ = self._known(question.key or None, None)
            if told is None:
                raise
            return reply_of(told) if told else reply
        return reply

    def record(self, kept: Exchange) -> None:
        """Write an exchange; a conversation that has gone on since stays as it is.

        Of one whose person was erased after it was said, only that it was said counts.

        Raises:
            Overtaken: its message has been answered.
            StorageError: it cannot be written.
        """
        with self._database.prepared(writing=True) as connection:
            if kept["conversation"]:  # first: whoever erases waits for its row, or makes this wait
                put(connection, conversations, kept["conversation"], unless_later="at")
            kept = self._as_may_be_kept(connection, kept)
            if kept["reply"]:
                connection.execute(_KEEP_REPLY, kept["reply"])
            connection.execute(_KEEP_ENTRY, kept["entry"])

    def take(self, entries: Iterable[Exchange]) -> None:
        """Write the entries of exchanges whose replies and conversations stand elsewhere, for the journal to fetch.

        Raises:
            StorageError: they cannot be written; then none is.
        """
        with self._database.prepared(writing=True) as connection:
            for kept in sorted(entries, key=lambda kept: str(kept["entry"]["person"])):
                person = kept["entry"]["person"]
                if (
                    person
                ):  # whoever erases waits for this row, or makes this wait; in order, so that two can pass
                    nothing = {"person": person, "conversation": "{}", "at": 0.0}
                    put(connection, conversations, nothing, unless_later="at")
                connection.execute(_KEEP_ENTRY, self._as_may_be_kept(connection, kept)["entry"])

    @staticmethod
    def _as_may_be_kept(connection: Prepared, kept: Exchange) -> Exchange:
        person = kept["entry"]["person"]
        if person is None:
            return kept
        if connection.execute(_ERASED_SINCE, {"of": person, "asked": kept["asked"]}).first() is None:
            return kept
        connection.execute(_FORGET_CONVERSATION, {"of": person})
        return nobodys(kept)

    def forget(self, person: str, at: float | None = None) -> bool:
        """Erase every trace of a person; of what they asked there stays that it was asked, and what came of it.

        Args:
            at: when they asked for it, by the clock that their messages bear; now if not given.
        """
        at = self._clock() if at is None else at
        with self._database.erasing() as connection:
            # Whoever records something of this person waits here, or has done so and is seen below.
            put(connection, conversations, {"person": person, "conversation": "{}", "at": at})
            put(connection, erasures, {"person": person, "at": at})
            for table in (conversations, greetings):
                connection.execute(delete(table).where(table.c.person == person))
            connection.execute(update(replies).where(replies.c.person == person).values(NO_REPLY))
            # The journal last: until its turn comes what waits in the outbox may be on its way there.
            for table in (outbox, journal):
                connection.execute(update(table).where(table.c.person == person).values(NOBODYS))
            connection.execute(delete(tasks).where(tasks.c.kind.in_(TELLING)))
        return True

    def try_writing(self) -> None:
        """Write something that nobody reads.

        Raises:
            StorageError: it cannot be written.
        """
        with self._database.writing() as connection:
            for table in (replies, conversations, outbox):
                connection.execute(delete(table).where(table.c.person == ""))  # which nobody is
            put(connection, facts, {"name": "tried", "value": str(self._clock())})

    def sweep(self) -> None:
        """Let go of what has grown old, where nobody has looked for a minute.

        Raises:
            StorageError: the database cannot be used.
        """
        now = self._clock()
        if now - self._swept > _SWEEP_EVERY:
            self._swept = now
            with self._database.writing() as connection:
                for table, ttl in self._ttls.items():
                    (key,) = table.primary_key
                    # What another is writing stays for the next time: on PostgreSQL two that each have a row would wait.
                    old = select(key).where(table.c.at < now - ttl).with_for_update(skip_locked=True)
                    connection.execute(delete(table).where(key.in_(old)))
