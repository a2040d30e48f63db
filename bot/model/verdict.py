"""What a finding is good for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model.finding import Finding


class Status(str, Enum):
    """What kind of answer it is."""

    ANSWERED = "answered"
    SUGGESTED = "suggested"
    UNANSWERED = "unanswered"
    DIRECTORY = "directory"
    COURTESY = "courtesy"


class Why(str, Enum):
    """What decided a verdict."""

    NOTHING = "nothing"
    """Nothing was found."""
    RESERVED = "reserved"
    """It names what only a fixed wording speaks of."""
    NAMED = "named"
    """An editor has written the question to the passage."""
    UNIT = "unit"
    """Only the unit is asked for."""
    THIN = "thin"
    """The passage has too little of what the question tells."""
    LIMIT = "limit"
    """Something else than the words speaks against the passage."""
    LEANING = "leaning"
    """It was asked of the unit that one speaks of, and a passage of it has what is asked."""
    PROBABILITY = "probability"
    """How probable it is that the passage answers, and nothing else."""


@dataclass(frozen=True)
class Verdict:
    """What a finding is good for.

    Attributes:
        status: answered, suggested or unanswered.
        confidence: 0…1, that the first match answers; below the level of answers where something speaks against it.
    """

    finding: Finding
    status: Status
    confidence: float
    why: Why

    @property
    def is_near(self) -> bool:
        """Whether what was found is worth offering: it answers, is near, or is told of but not what is asked for."""
        is_limited = self.finding.limit is not None and (
            self.finding.unit is not None or self.why is Why.LIMIT
        )
        return self.status is not Status.UNANSWERED or is_limited
