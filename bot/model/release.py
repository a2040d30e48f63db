"""What is kept of a release beside its content, of each time that one took the place of another, and of what is withheld."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Release:
    """An immutable published state of the knowledge.

    Attributes:
        number: 1, 2, 3…; 0 of one that is not published yet.
        version: hash of the knowledge, as `Corpus.version`.
        at: seconds since 1970.
        forced_because: why it was published although something spoke against it; None where nothing did.
        speeches: how many it has.
        figures: of its own questions, as `baigu eval` gives them.
    """

    version: str
    who: str
    why: str
    speeches: int
    figures: Sequence[dict[str, Any]] = field(default=(), compare=False)
    forced_because: str | None = None
    number: int = 0
    at: float = 0.0


@dataclass(frozen=True)
class Switch:
    """One release put in the place of another.

    Attributes:
        number: 1, 2, 3…, without a gap.
        kind: publish or rollback.
    """

    number: int
    release: int
    kind: str
    at: float
    who: str
    why: str


@dataclass(frozen=True)
class Withholding:
    """A passage taken back from what may be quoted and shown.

    Attributes:
        passage: its id.
        at: seconds since 1970.
        is_back: whether it was let go again.
    """

    passage: str
    at: float
    who: str
    why: str
    is_back: bool = False
