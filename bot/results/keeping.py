"""What became of a backup, and of one that was put back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Kept:
    """A backup that was made.

    Attributes:
        rows: how many each table of the database has.
        files: how many stand in it beside the database.
        has_waiting: whether what waited in Redis for the journal was fetched before; None where there is no Redis.
    """

    file: str
    size: int
    rows: Mapping[str, int]
    files: int
    has_waiting: bool | None = None


@dataclass(frozen=True)
class Restored:
    """A backup that was put back.

    Attributes:
        at: when the backup was made, seconds since 1970.
        program: the version of Baigu that made it.
        rows: how many each table of the database has now.
        aside: the folder that what was there has been moved to; None if there was nothing.
    """

    at: float
    program: str
    database: str
    knowledge: str
    rows: Mapping[str, int]
    aside: str | None
