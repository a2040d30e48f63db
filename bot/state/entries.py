"""The journal as people read it: what was told on a day, what was asked in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, or_, select

from bot.model import Entry, Feedback, Status
from bot.state.journal import ERASED
from bot.state.tables import journal, outbox

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement

    from bot.state.database import Database

_COLUMNS = [column for column in journal.c if column.name in Entry.__dataclass_fields__]
_IN_VAIN = (Status.SUGGESTED.value, Status.UNANSWERED.value)
# Programs before version 5 kept neither, so that of theirs every message counts as a question.
_IS_QUESTION = and_(
    journal.c.question != ERASED, or_(journal.c.why.is_not(None), journal.c.fingerprint.is_(None))
)
_PART = 1000


class Entries:
    """Reads entries of the journal; what came in the last seconds is still on its way there."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def one(self, number: int) -> Entry | None:
        """The entry of that number."""
        return next(self._found(journal.c.id == number), None)

    def between(
        self, since: float, until: float, *, saying: str = "", person: str | None = None
    ) -> Iterator[Entry]:
        """What was asked from one moment until another, the latest first.

        Args:
            saying: words of the question or of the reply.
            person: pseudonym of who asked.
        """
        conditions = [journal.c.at >= since, journal.c.at < until]
        if saying:
            told = (journal.c.question, journal.c.reply)
            conditions.append(or_(*(column.contains(saying, autoescape=True) for column in told)))
        if person:
            conditions.append(journal.c.person == person)
        return self._found(*conditions)

    def in_vain(self, since: float) -> Iterator[Entry]:
        """Questions that were not answered, or by what somebody said was no use, the latest first."""
        is_in_vain = or_(journal.c.status.in_(_IN_VAIN), journal.c.feedback == Feedback.USELESS.value)
        return self._found(journal.c.at >= since, is_in_vain, _IS_QUESTION)

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

    def _found(self, *conditions: ColumnElement[bool]) -> Iterator[Entry]:
        query = select(*_COLUMNS).where(*conditions).order_by(journal.c.at.desc(), journal.c.id.desc())
        with self._database.reading() as connection:
            rows = connection.execute(query, execution_options={"yield_per": _PART})
            for row in rows.mappings():
                yield Entry(**row)
