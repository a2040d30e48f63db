"""How a finding is told: surely or as a guess, by what, and what else it might be."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
    """What speaks for one finding.

    Attributes:
        why: title, byline, label, signature, introduction, publisher, markup, text or recognised.
        alternatives: what else it might be, the likeliest first.
        sentence: number of the sentence that a guess was read from, counted from 1; 0 where there is none.
    """

    sure: bool
    why: str
    alternatives: tuple[str, ...] = ()
    sentence: int = 0

    def as_json(self) -> dict[str, object]:
        """Its form in `baigu import --json`, which is a contract."""
        return {"sure": self.sure, "why": self.why, "alternatives": list(self.alternatives)}
