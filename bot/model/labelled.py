"""Questions whose answers are known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """A practice that answers a question; `practice` None stands for any of the unit's."""

    unit: str
    practice: int | None

    def is_met_by(self, unit: str, practice: int | None) -> bool:
        """Whether a match of that unit and practice is one that was expected."""
        return self.unit == unit and self.practice in (None, practice)


@dataclass(frozen=True)
class Labelled:
    """A question, its kind, and what answers it; nothing expected means it must not be answered."""

    kind: str
    text: str
    expected: tuple[Expected, ...]
