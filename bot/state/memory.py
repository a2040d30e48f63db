"""Replies given, conversations and the journal, in one database shared by all workers.

The same message may be under way in two workers at once (a retry that overlaps the first try). Nobody waits:
both work the answer out, whoever writes first has answered, and the other returns what stands written. So a
worker that dies holds up nobody, and a message counts once.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, delete, event, insert, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError

from bot.errors import SettingsError
from bot.model import Article, Choice, Conversation, Reply, Status
from bot.state.privacy import mask
from bot.state.tables import conversations, journal, metadata, replies

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Connection, Engine

    from bot.model import Answer, Question

_SWEEP_EVERY = 60.0


class SqlMemory:
    """Memory in a database that SQLAlchemy speaks.

    Args:
        engine: see `connect`.
        clock: seconds since 1970.
        conversation_ttl: seconds after which a conversation is forgotten.
        reply_ttl: seconds for which the same message gets the stored reply; WeChat's retries end within 15.
        journal_ttl: seconds for which the journal keeps a question.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Callable[[], float] = time.time,
        *,
        conversation_ttl: float = 1800,
        reply_ttl: float = 3600,
        journal_ttl: float = 180 * 86400,
    ) -> None:
        self._engine, self._reading = engine, engine.execution_options(reading=True)
        self._clock = clock
        self._ttls = {conversations: conversation_ttl, replies: reply_ttl, journal: journal_ttl}
        self._swept = 0.0
        metadata.create_all(engine)
        # Workers are forked after this, and a connection must not be shared by two processes.
        engine.dispose()

    def reply_to(self, key: str) -> Reply | None:
        """The reply already given to the message of that key."""
        with self._reading.connect() as connection:
            return self._stored(connection, key)

    def conversation(self, person: str) -> Conversation:
        """What is kept of a person; an empty conversation where there is nothing or it has grown old."""
        since = self._clock() - self._ttls[conversations]
        query = select(conversations.c.conversation).where(
            conversations.c.person == person, conversations.c.at > since
        )
        with self._reading.connect() as connection:
            row = connection.execute(query).first()
        return _conversation(json.loads(row[0])) if row else Conversation()

    def keep(self, question: Question, answer: Answer, reply: Reply, conversation: Conversation) -> Reply:
        """Record reply, conversation and journal entry in one transaction; the first reply to a key stands."""
        try:
            with self._engine.begin() as connection:
                self._write(connection, question, answer, reply, conversation)
        except IntegrityError:
            given = self.reply_to(question.key) if question.key else None
            if given is None:
                raise
            return given
        return reply

    def forget(self, person: str) -> None:
        """Erase every trace of a person."""
        with self._engine.begin() as connection:
            for table in (replies, conversations, journal):
                connection.execute(delete(table).where(table.c.person == person))

    def _write(
        self,
        connection: Connection,
        question: Question,
        answer: Answer,
        reply: Reply,
        conversation: Conversation,
    ) -> None:
        now = self._clock()
        if question.key:
            card = asdict(reply.article) if reply.article else None
            stored = json.dumps(
                {"text": reply.text, "status": reply.status.value, "article": card}, ensure_ascii=False
            )
            connection.execute(
                insert(replies).values(key=question.key, person=question.person, reply=stored, at=now)
            )
        if question.person:
            connection.execute(delete(conversations).where(conversations.c.person == question.person))
            masked = replace(conversation, trail=tuple(mask(asked) for asked in conversation.trail))
            told = json.dumps(asdict(masked), ensure_ascii=False)
            connection.execute(
                insert(conversations).values(person=question.person, conversation=told, at=now)
            )
        connection.execute(
            insert(journal).values(
                at=now,
                channel=question.channel,
                person=question.person,
                question=mask(question.text) or f"［{question.occasion}］",
                status=answer.status.value,
                confidence=answer.confidence,
                passage=answer.matches[0].passage.id if answer.matches else None,
            )
        )
        self._sweep(connection, now)

    def _sweep(self, connection: Connection, now: float) -> None:
        if now - self._swept > _SWEEP_EVERY:
            self._swept = now
            for table, ttl in self._ttls.items():
                connection.execute(delete(table).where(table.c.at < now - ttl))

    @staticmethod
    def _stored(connection: Connection, key: str) -> Reply | None:
        row = connection.execute(select(replies.c.reply).where(replies.c.key == key)).first()
        if row is None:
            return None
        stored = json.loads(row[0])
        card = stored.get("article")
        return Reply(stored["text"], Status(stored["status"]), article=Article(**card) if card else None)


def connect(url: str) -> Engine:
    """An engine; SQLite in WAL mode, whose writers wait for one another up to 4 s, within WeChat's 5.

    Raises:
        SettingsError: there is no database that could be meant.
    """
    try:
        address = make_url(url)
        is_sqlite = address.get_backend_name() == "sqlite"
        # Parameters are what people asked; SQLAlchemy's errors would carry them into the log.
        engine = create_engine(address, pool_pre_ping=not is_sqlite, hide_parameters=True)
        if is_sqlite:
            Path(address.database or "").parent.mkdir(parents=True, exist_ok=True)
    except ArgumentError as error:
        raise SettingsError("BAIGU_DATABASE_URL 写得不对；要写成 sqlite:///var/baigu.db 的样子") from error
    except ImportError as error:
        raise SettingsError(f"BAIGU_DATABASE_URL 的这种数据库还缺 {error.name}；先装上它") from error
    except OSError as error:
        raise SettingsError(f"BAIGU_DATABASE_URL 的文件夹 {error.filename} 建不了；换一个能写的") from error
    if is_sqlite:
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA busy_timeout=4000")


def _begin_sqlite(connection: Connection) -> None:
    """Writers take the lock at once: one that upgrades a read later may fail instead of waiting."""
    reading = connection.get_execution_options().get("reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


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
