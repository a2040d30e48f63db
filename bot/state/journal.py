"""The journal: what was asked, and what came of it. Entries come through the outbox, a few seconds later."""

from __future__ import annotations

import time
from hashlib import sha256
from typing import TYPE_CHECKING

import structlog
from sqlalchemy import delete, desc, func, select, update

from bot.model import Status
from bot.state.masking import mask
from bot.state.tables import journal, outbox
from bot.state.upserts import add_new

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from sqlalchemy import Update

    from bot.model import Answer, Question, Reply
    from bot.state.database import Database

JOURNAL_TTL = 180 * 86400.0
"""Seconds for which the journal keeps a question."""

ERASED = "［已删除］"
"""In place of what somebody asked who was erased; that it was asked, and what came of it, still counts."""

_SWEEP_EVERY = 60.0


_QUESTIONS = (Status.ANSWERED.value, Status.SUGGESTED.value, Status.UNANSWERED.value)
"""Statuses of what may be useful or not."""


def entry(question: Question, answer: Answer, reply: Reply, at: float) -> dict[str, Any]:
    """What the journal keeps of a question, its answer and the reply.

    Why it was judged so is kept of questions alone; what was found for “还有吗” was judged before. Feedback is that on
    the exchange before, where the journal puts it.
    """
    # PostgreSQL takes no NUL in a text, and nobody reads one.
    asked = mask(question.text.replace("\0", ""))
    return {
        "at": at,
        "channel": question.channel,
        "person": question.person,
        "question": asked or f"［{question.occasion}］",
        "status": answer.status.value,
        "confidence": answer.confidence,
        "passage": answer.matches[0].passage.id if answer.matches else None,
        "request": structlog.contextvars.get_contextvars().get("request"),
        "why": answer.verdict.why.value if answer.verdict and answer.act is None else None,
        "quoted": " ".join(f"{quote.passage.id}:{quote.start}-{quote.end}" for quote in reply.quotes) or None,
        "release": reply.release,
        "fingerprint": fingerprint(reply.text),
        "reply": reply.text.replace("\0", ""),
        "latency": reply.latency,
        "feedback": answer.feedback.value if answer.feedback else None,
        "key": question.key,
    }


def fingerprint(text: str) -> str:
    """What tells one reply from another, without its words."""
    return sha256(text.encode()).hexdigest()[:16]


class SqlJournal:
    """The journal in a database.

    Args:
        clock: seconds since 1970.
        ttl: seconds for which a question is kept.
        at_once: entries that one transaction moves.
    """

    def __init__(
        self,
        database: Database,
        clock: Callable[[], float] = time.time,
        *,
        ttl: float = JOURNAL_TTL,
        at_once: int = 500,
    ) -> None:
        self._database = database
        self._clock = clock
        self._ttl, self._at_once = ttl, at_once
        self._swept = 0.0

    def take_in(self) -> None:
        """Move what waits in the outbox, each entry once whoever else does so; erase what has grown old."""
        if self._waits():
            while self._move() == self._at_once:
                pass
        now = self._clock()
        self._database.settle()
        if now - self._swept > _SWEEP_EVERY:
            self._swept = now
            with self._database.erasing() as connection:
                connection.execute(delete(journal).where(journal.c.at < now - self._ttl))

    def answered_most(self, since: float, most: int) -> tuple[str, ...]:
        """Ids of the passages that answered most since then, the one that answered most first."""
        query = (
            select(journal.c.passage)
            .where(journal.c.status == Status.ANSWERED.value, journal.c.at > since)
            .group_by(journal.c.passage)
            .order_by(desc(func.count()), journal.c.passage)
            .limit(most)
        )
        with self._database.reading() as connection:
            return tuple(row[0] for row in connection.execute(query) if row[0])

    def _waits(self) -> bool:
        """Asked first, for a transaction that writes would hold up the others for nothing."""
        with self._database.reading() as connection:
            return connection.execute(select(outbox.c.id).limit(1)).first() is not None

    def _move(self) -> int:
        # Two that move at once pass over each other's rows on PostgreSQL; on SQLite one waits for the other.
        oldest = select(outbox).order_by(outbox.c.id).limit(self._at_once).with_for_update(skip_locked=True)
        with self._database.writing() as connection:
            rows = [dict(row) for row in connection.execute(oldest).mappings()]
            if rows:
                numbers = [row.pop("id") for row in rows]
                told = [(row, row["feedback"]) for row in rows if row["feedback"] and row["person"]]
                add_new(connection, journal, [{**row, "feedback": None} for row in rows], "key")
                for row, feedback in told:
                    connection.execute(_of_last(row).values(feedback=feedback))
                connection.execute(delete(outbox).where(outbox.c.id.in_(numbers)))
        return len(rows)


def _of_last(row: Mapping[str, Any]) -> Update:
    """What somebody was answered last before they said something of it."""
    last = (
        select(journal.c.id)
        .where(journal.c.person == row["person"], journal.c.at < row["at"], journal.c.status.in_(_QUESTIONS))
        .order_by(journal.c.at.desc(), journal.c.id.desc())
        .limit(1)
    )
    return update(journal).where(journal.c.id == last.scalar_subquery())
