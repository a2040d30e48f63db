"""What search finds for a question, and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model.corpus import Passage, Unit


@dataclass(frozen=True)
class Quote:
    """A span of a passage, by offsets into its text, in characters."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words."""
        return self.passage.text[self.start : self.end]


class How(str, Enum):
    """In what way a word of a question is found in a passage."""

    WORD = "word"
    PART = "part"
    MEANING = "meaning"
    ASKED = "asked"
    CHARACTER = "character"
    MISSING = "missing"


@dataclass(frozen=True)
class Evidence:
    """One word of a question and what a passage has for it.

    Attributes:
        found: the words of the passage, empty where there are none.
        weight: how much the word tells, 0…1.
        strength: how well it is found, 0…1.
    """

    word: str
    found: str
    how: How
    weight: float
    strength: float


@dataclass(frozen=True)
class Match:
    """A passage found for a question, with the quote that answers best and why it ranks there."""

    quote: Quote
    score: float
    evidence: tuple[Evidence, ...] = ()

    @property
    def passage(self) -> Passage:
        """The passage the quote is taken from."""
        return self.quote.passage

    @property
    def coverage(self) -> float:
        """0…1: the share of what the question tells that the passage has."""
        total = sum(e.weight for e in self.evidence)
        return sum(e.weight * e.strength for e in self.evidence) / total if total else 0.0


@dataclass(frozen=True)
class Finding:
    """What search found for a question.

    Attributes:
        matches: best first.
        confidence: 0…1, that the first match answers.
        unit: the unit that the question names.
        asks_only_unit: whether it names a unit and nothing else.
        limit: why no match can be the answer although words are shared, in words for an editor.
        meant: the question as it was understood, where typos were mended.
        features: what the confidence was computed from, by name.
    """

    matches: tuple[Match, ...] = ()
    confidence: float = 0.0
    unit: Unit | None = None
    asks_only_unit: bool = False
    limit: str | None = None
    meant: str | None = None
    features: Mapping[str, float] = field(default_factory=dict)
