"""Releases: immutable states of the knowledge, in the database that all machines share.

Which one is current is not kept anywhere: it is the one that the last switch leads to. A release and the switch to it
are written in one transaction, so whoever reads sees the old one or the new one, whole.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from bot.errors import Overtaken, ReleaseError
from bot.model import Release, Switch
from bot.state.tables import releases, switches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Connection

    from bot.state.database import Database

_MOST_FALLEN_BACK_TO = 20
_OVERTAKEN = "刚才有人换了版本，这一次没有换；用 baigu releases 看看，再来一次"


class Releases:
    """All releases, and the switches between them.

    Args:
        clock: seconds since 1970.
    """

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    def published(self) -> Sequence[int]:
        """Numbers of releases: the current one, then those that were current before it, the latest first."""
        return tuple(dict.fromkeys(switch.release for switch in self.switches(_MOST_FALLEN_BACK_TO)))

    def switches(self, most: int | None = None) -> list[Switch]:
        """The latest switches, the last one first."""
        query = select(switches).order_by(switches.c.number.desc()).limit(most)
        with self._database.reading() as connection:
            return [Switch(*row) for row in connection.execute(query)]

    def all(self) -> list[Release]:
        """Every release, the newest first."""
        columns = [column for column in releases.c if column.name not in ("checksum", "content")]
        query = select(*columns).order_by(releases.c.number.desc())
        with self._database.reading() as connection:
            return [_release(dict(row)) for row in connection.execute(query).mappings()]

    def checksum(self, number: int) -> str:
        """What tells the content of a release from all others.

        Raises:
            ReleaseError: there is no such release.
        """
        query = select(releases.c.checksum).where(releases.c.number == number)
        with self._database.reading() as connection:
            checksum: str | None = connection.execute(query).scalar()
        if checksum is None:
            raise _missing(number)
        return checksum

    def content(self, number: int) -> bytes:
        """What was published under a number.

        Raises:
            ReleaseError: there is no such release, or it is no longer what was published.
        """
        query = select(releases.c.content, releases.c.checksum).where(releases.c.number == number)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise _missing(number)
        content, checksum = row
        if hashlib.sha256(content).hexdigest() != checksum:
            raise ReleaseError(
                f"第 {number} 版坏了：存着的内容和校验码对不上；用 baigu rollback 换一版，或重新发布"
            )
        return bytes(content)

    def publish(self, release: Release, content: bytes, after: int) -> Release:
        """Keep a release and make it current, both or neither; returns it with its number.

        Args:
            after: number of the last switch that whoever publishes has seen, 0 for none.

        Raises:
            ReleaseError: there has been another since.
        """
        with self._switching(after) as connection:
            last = connection.execute(select(func.max(releases.c.number))).scalar() or 0
            release = replace(release, number=last + 1, at=self._clock())
            row = {**vars(release), "figures": json.dumps(release.figures, ensure_ascii=False)}
            checksum = hashlib.sha256(content).hexdigest()
            connection.execute(insert(releases).values(**row, checksum=checksum, content=content))
            switch = Switch(after + 1, release.number, "publish", release.at, release.who, release.why)
            connection.execute(insert(switches).values(vars(switch)))
        return release

    def roll_back(self, number: int, who: str, why: str, after: int) -> None:
        """Make an earlier release current.

        Args:
            after: see `publish`.

        Raises:
            ReleaseError: there has been another switch since.
        """
        with self._switching(after) as connection:
            switch = Switch(after + 1, number, "rollback", self._clock(), who, why)
            connection.execute(insert(switches).values(vars(switch)))

    @contextmanager
    def _switching(self, after: int) -> Iterator[Connection]:
        """A transaction; two that switch at the same time write the same number, which one alone can have."""
        try:
            with self._database.writing() as connection:
                last = connection.execute(select(func.max(switches.c.number))).scalar() or 0
                if last != after:
                    raise ReleaseError(_OVERTAKEN)
                yield connection
        except Overtaken as error:
            raise ReleaseError(_OVERTAKEN) from error


def _missing(number: int) -> ReleaseError:
    return ReleaseError(f"没有第 {number} 版；用 baigu releases 看有哪些")


def _release(row: dict[str, Any]) -> Release:
    return Release(**{**row, "figures": json.loads(row["figures"])})
