"""What is to be published, kept exactly as its reviewers see it, and what they said of it."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select

from bot.errors import OperatorError, Overtaken
from bot.model.review import Kept, Review
from bot.state.tables import candidates, reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.state.database import Database

_MOST = 5
"""That are kept; what was published stands in the releases."""


class Candidates:
    """The candidates of a database.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def keep(self, who: str, after: int, told: Mapping[str, Any], content: bytes) -> int:
        """Keep one; its number.

        Args:
            after: number of the last switch when it was compared.
            told: what publishing it would change.
            content: the files.
        """
        row = {
            "at": self._clock(),
            "who": who,
            "after": after,
            "preview": json.dumps(told, ensure_ascii=False),
        }
        with self._database.writing() as connection:
            number = int(connection.execute(select(func.max(candidates.c.number))).scalar() or 0) + 1
            connection.execute(insert(candidates), {**row, "number": number, "content": content})
            connection.execute(delete(candidates).where(candidates.c.number <= number - _MOST))
        return number

    def latest(self) -> Kept | None:
        """The last one."""
        with self._database.reading() as connection:
            number = connection.execute(select(func.max(candidates.c.number))).scalar()
        return self.get(number) if number else None

    def get(self, number: int) -> Kept | None:
        """The one of that number, with the reviews it passed."""
        columns = [column for column in candidates.c if column.name != "content"]
        with self._database.reading() as connection:
            row = connection.execute(select(*columns).where(candidates.c.number == number)).first()
            if row is None:
                return None
            signed = select(reviews.c.step, reviews.c.at, reviews.c.who, reviews.c.note)
            found = connection.execute(signed.where(reviews.c.candidate == number).order_by(reviews.c.at))
            passed = tuple(Review(*one) for one in found)
        _, at, who, after, told = row
        return Kept(number, at, who, after, json.loads(told), passed)

    def content(self, number: int) -> bytes:
        """Its files."""
        with self._database.reading() as connection:
            query = select(candidates.c.content).where(candidates.c.number == number)
            return bytes(connection.execute(query).scalar_one())

    def pass_(self, number: int, steps: Sequence[str], who: str, note: str) -> str:
        """Let one pass the next step; which that was.

        Args:
            steps: all that it must pass, in order.

        Raises:
            OperatorError: it has passed all, who asks has passed it before, or somebody else just did.
        """
        kept = self.get(number)
        passed = kept.passed if kept else ()
        left = [step for step in steps if step not in {review.step for review in passed}]
        if kept is None or not left:
            raise OperatorError("没有要审核的了；刷新看看")
        if who in {review.who for review in passed}:
            raise OperatorError(f"{who} 已经审核过一步；每一步要不同的人")
        row = {"candidate": number, "step": left[0], "at": self._clock(), "who": who, "note": note}
        try:
            with self._database.writing() as connection:
                connection.execute(insert(reviews), row)
        except Overtaken:
            raise OperatorError(f"刚才有人做了“{left[0]}”；刷新看看") from None
        return left[0]
