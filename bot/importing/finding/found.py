"""What importing finds on a page, before it becomes speeches of the corpus, and how surely."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.importing.finding.heading import heading_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.importing.finding.boilerplate import Dropped


@dataclass(frozen=True)
class Evidence:
    """What speaks for one finding, and what else it might be.

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


@dataclass(frozen=True)
class Part:
    """A stretch of a speech in its own words.

    Attributes:
        starts: offset after the enumerator.
        is_practice: whether it is one, or what is said before, between or after them.
    """

    text: str
    starts: int = 0
    is_practice: bool = False


@dataclass(frozen=True)
class Told:
    """One speech as the page gives it; None where the page does not say.

    Attributes:
        evidence: what speaks for title, unit, speaker and practices, by these names.
    """

    title: str | None
    unit: str | None
    speaker: str | None
    parts: tuple[Part, ...]
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    @property
    def practices(self) -> tuple[Part, ...]:
        """The parts that are practices, in order."""
        return tuple(part for part in self.parts if part.is_practice)


@dataclass(frozen=True)
class Findings:
    """Everything found on one page.

    Attributes:
        text: the repaired main text; every part is a span of it.
        month: YYYY-MM or YYYY, where that is all the page says of the date.
        left_out: text of the article that belongs to no speech.
        dropped: lines that are not the article's.
        repairs: one line for each kind of repair.
        evidence: what speaks for title and date, by these names.
    """

    source: str
    url: str | None
    title: str | None
    date: date | None
    publisher: str | None
    editor_note: str | None
    told: tuple[Told, ...]
    text: str
    warnings: tuple[str, ...]
    left_out: tuple[str, ...]
    dropped: tuple[Dropped, ...]
    repairs: tuple[str, ...]
    month: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def as_recognised(self) -> Findings:
        """The same of characters that a program read out of a picture: nothing is sure."""
        told = (replace(one, evidence=_recognised(one.evidence)) for one in self.told)
        return replace(self, told=tuple(told), evidence=_recognised(self.evidence))

    def as_json(self) -> dict[str, object]:
        """The object that `baigu import --json` prints; its form is a contract."""
        return {
            "title": self.title,
            "date": self.date.isoformat() if self.date else self.month,
            "publisher": self.publisher,
            "editor_note": self.editor_note,
            "speeches": [
                {
                    "title": told.title,
                    "unit": told.unit,
                    "speaker": told.speaker,
                    "practices": [
                        {
                            "heading": heading_of(part.text, part.starts, filter(None, [told.unit])),
                            "text": part.text,
                        }
                        for part in told.practices
                    ],
                    "evidence": {name: one.as_json() for name, one in told.evidence.items()},
                }
                for told in self.told
            ],
            "evidence": {name: one.as_json() for name, one in self.evidence.items()},
            "warnings": list(self.warnings),
        }


def _recognised(evidence: Mapping[str, Evidence]) -> dict[str, Evidence]:
    return {name: replace(one, sure=False, why="recognised") for name, one in evidence.items()}
