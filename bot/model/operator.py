"""Who works at the console, what they may do there, and what is kept of what they did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum


class Rank(IntEnum):
    """What an operator may do; each may do what the ones before may.

    Readers look, editors change the knowledge folder, publishers review and publish, administrators appoint.
    """

    READER = 1
    EDITOR = 2
    PUBLISHER = 3
    ADMINISTRATOR = 4


@dataclass(frozen=True)
class Operator:
    """A person who works at the console.

    Attributes:
        since: when they joined, seconds since 1970.
        at: when they last came in; None of one who never did.
        left: when they were dismissed; None of one who may come in.
    """

    name: str
    rank: Rank
    since: float = 0.0
    at: float | None = None
    left: float | None = None


class Deed(str, Enum):
    """What the audit log keeps, in the words of machines."""

    CAME_IN = "came_in"
    TURNED_AWAY = "turned_away"
    LOCKED = "locked"
    WENT_OUT = "went_out"
    JOINED = "joined"
    INVITED = "invited"
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    CHANGED_PASSWORD = "changed_password"  # noqa: S105 # the name of a deed
    EXPORTED = "exported"
    UPLOADED = "uploaded"
    CUT = "cut"
    ACCEPTED = "accepted"
    DISCARDED = "discarded"
    CORRECTED = "corrected"
    EDITED = "edited"
    MENDED = "mended"
    WITHHELD = "withheld"
    LET_GO = "let_go"
    PREPARED = "prepared"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True)
class Act:
    """A line of the audit log.

    Attributes:
        at: seconds since 1970.
        who: an operator's name; empty where nobody is known.
        about: what it was done to.
        address: from where.
    """

    at: float
    who: str
    deed: str
    about: str
    address: str
