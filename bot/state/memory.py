"""Replies given and conversations, in one database shared by all workers.

The same message may be under way in two workers at once (a retry that overlaps the first try). Nobody waits:
both work the answer out, whoever writes first has answered, and the other returns what stands written. So a
worker that dies holds up nobody, and a message counts once.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from bot.errors import Overtaken
from bot.model import Article, Choice, Conversation, Reply, Status
from bot.state.database import put
from bot.state.journal import JOURNAL_TTL, entry
from bot.state.masking import mask
from bot.state.tables import conversations, outbox, replies

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Connection

    from bot.model import Answer, Question
    from bot.state.database import Database

_SWEEP_EVERY = 60.0


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
        conversation_ttl: float = 1800,
        reply_ttl: float = 3600,
        journal_ttl: float = JOURNAL_TTL,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ttls = {conversations: conversation_ttl, replies: reply_ttl, outbox: journal_ttl}
        self._swept = 0.0

    def reply_to(self, key: str) -> Reply | None:
        """The reply already given to the message of that key."""
        with self._database.reading() as connection:
            row = connection.execute(select(replies.c.reply).where(replies.c.key == key)).first()
        return _reply(json.loads(row[0])) if row else None

    def conversation(self, person: str) -> Conversation:
        """What is kept of a person; an empty conversation where there is nothing or it has grown old."""
        since = self._clock() - self._ttls[conversations]
        query = select(conversations.c.conversation).where(
            conversations.c.person == person, conversations.c.at > since
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return _conversation(json.loads(row[0])) if row else Conversation()

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        """Record reply, conversation and the journal's entry in one transaction; the first reply to a key stands."""
        now = self._clock()
        try:
            with self._database.writing() as connection:
                self._write(connection, question, reply, conversation, now)
                connection.execute(insert(outbox), entry(question, answer, now))
                self._sweep(connection, now)
        except Overtaken:
            given = self.reply_to(question.key) if question.key else None
            if given is None:
                raise
            return given
        return reply

    def forget(self, person: str) -> None:
        """Erase every trace of a person but those that the journal has."""
        with self._database.writing() as connection:
            for table in (replies, conversations, outbox):
                connection.execute(delete(table).where(table.c.person == person))

    @staticmethod
    def _write(
        connection: Connection, question: Question, reply: Reply, conversation: Conversation, now: float
    ) -> None:
        if question.key:
            row = {"key": question.key, "person": question.person, "reply": _told(reply), "at": now}
            connection.execute(insert(replies), row)
        if question.person:
            masked = replace(conversation, trail=tuple(mask(asked) for asked in conversation.trail))
            told = json.dumps(asdict(masked), ensure_ascii=False)
            put(connection, conversations, {"person": question.person, "conversation": told, "at": now})

    def _sweep(self, connection: Connection, now: float) -> None:
        if now - self._swept > _SWEEP_EVERY:
            self._swept = now
            for table, ttl in self._ttls.items():
                connection.execute(delete(table).where(table.c.at < now - ttl))


def _told(reply: Reply) -> str:
    """A reply as JSON; without its quote, which has been held against the speech."""
    card = asdict(reply.article) if reply.article else None
    told = {"text": reply.text, "status": reply.status.value, "article": card}
    return json.dumps(told, ensure_ascii=False)


def _reply(data: dict[str, Any]) -> Reply:
    card = data.get("article")
    return Reply(data["text"], Status(data["status"]), article=Article(**card) if card else None)


def _conversation(data: dict[str, Any]) -> Conversation:
    """A conversation as JSON keeps it, whose tuples are lists; one of an earlier version lacks what came later."""
    return Conversation(
        choices=tuple(Choice(**choice) for choice in data["choices"]),
        waiting=tuple(Choice(**choice) for choice in data["waiting"]),
        trail=tuple(data["trail"]),
        passage=data["passage"],
        unit=data["unit"],
        seen=tuple(data["seen"]),
        listed=data.get("listed", False),
        unanswered=data.get("unanswered", 0),
    )
