"""The journal as people read it: what was told on a day, what was asked in vain."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select

from bot.model import Entry, Feedback, Status
from bot.state.journal import ERASED
from bot.state.tables import journal, outbox

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Column, ColumnElement

    from bot.state.database import Database

_COLUMNS = [column for column in journal.c if column.name in Entry.__dataclass_fields__]
_IN_VAIN = (Status.SUGGESTED.value, Status.UNANSWERED.value)
# Programs before version 6 kept neither, so that of theirs every message counts as a question.
_IS_QUESTION = and_(
    journal.c.question != ERASED, or_(journal.c.why.is_not(None), journal.c.fingerprint.is_(None))
)


class Entries:
    """Reads entries of the journal; what came in the last seconds is still on its way there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def one(self, number: int) -> Entry | None:
        """The entry of that number."""
        return next(iter(self._found(_COLUMNS, 1, journal.c.id == number)), None)

    def between(  # noqa: PLR0913 # each narrows what is found
        self,
        since: float,
        until: float,
        most: int | None = None,
        *,
        saying: str = "",
        person: str | None = None,
        without: Sequence[str] = (),
    ) -> Sequence[Entry]:
        """What was asked from one moment until another, the latest first.

        Args:
            most: how many at most.
            saying: words of the question or of the reply.
            person: pseudonym of who asked.
            without: questions that are left out.
        """
        conditions = [journal.c.at >= since, journal.c.at < until]
        if saying:
            told = (journal.c.question, journal.c.reply)
            conditions.append(or_(*(column.contains(saying, autoescape=True) for column in told)))
        if person:
            conditions.append(journal.c.person == person)
        if without:
            conditions.append(journal.c.question.not_in(without))
        return self._found(_COLUMNS, most, *conditions)

    def in_vain(self, since: float, until: float = math.inf) -> Sequence[Entry]:
        """Questions that were not answered, or by what somebody said was no use, the latest first; without replies."""
        is_in_vain = or_(journal.c.status.in_(_IN_VAIN), journal.c.feedback == Feedback.USELESS.value)
        return self._questions(since, until, is_in_vain)

    def questions(self, since: float, until: float) -> Sequence[Entry]:
        """Questions that were searched from one moment until another, the latest first; without replies."""
        return self._questions(since, until, journal.c.status.in_((Status.ANSWERED.value, *_IN_VAIN)))

    def last_questions(self, most: int) -> Sequence[str]:
        """The questions asked last, each once."""
        last = (
            select(journal.c.question)
            .where(_IS_QUESTION, journal.c.status != Status.COURTESY.value)
            .group_by(journal.c.question)
            .order_by(func.max(journal.c.at).desc())
            .limit(most)
        )
        with self._database.reading() as connection:
            return [row[0] for row in connection.execute(last)]

    def purge(self, before: float) -> int:
        """Erase what was asked before a moment; how many entries that were."""
        with self._database.erasing() as connection:
            gone = [
                connection.execute(delete(table).where(table.c.at < before)) for table in (outbox, journal)
            ]
        return sum(one.rowcount for one in gone)

    def _questions(self, since: float, until: float, which: ColumnElement[bool]) -> Sequence[Entry]:
        columns = [column for column in _COLUMNS if column.name != "reply"]
        return self._found(columns, None, journal.c.at >= since, journal.c.at < until, which, _IS_QUESTION)

    def _found(
        self, columns: Sequence[Column[Any]], most: int | None, *conditions: ColumnElement[bool]
    ) -> Sequence[Entry]:
        query = (
            select(*columns).where(*conditions).order_by(journal.c.at.desc(), journal.c.id.desc()).limit(most)
        )
        with self._database.reading() as connection:
            return [Entry(**row) for row in connection.execute(query).mappings()]
