"""What search finds for a question."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bot.model.passage import Passage
    from bot.model.unit import Unit


GENERAL = 0.15
"""The weight of a word for the kind of thing that every passage is."""
RESERVED = "leaders"
"""The phrases, and the wording, of what no practice is ever quoted for: names of state leaders and the like."""


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
class Coverage:
    """What a passage has of a question, word by word."""

    evidence: tuple[Evidence, ...] = ()

    @property
    def share(self) -> float:
        """0…1: the covered part of all that the question tells; 0 where it tells nothing."""
        total = sum([e.weight for e in self.evidence])
        return self.told / total if total else 0.0

    @property
    def told(self) -> float:
        """What is covered in all: many words well covered tell more than one."""
        return sum([e.weight * e.strength for e in self.evidence])

    @cached_property
    def is_of_character(self) -> bool:
        """Whether all that is asked for is a single character (狗, 水; no 2), and the passage has it."""
        telling = [e for e in self.evidence if e.weight > GENERAL]
        only = telling[0].word if len(telling) == 1 and telling[0].strength else ""
        return len(only) == 1 and only.isalpha() and not only.isascii()


@dataclass(frozen=True)
class Match:
    """A passage found for a question, with the quote that answers best and why it ranks there.

    Attributes:
        number: of the quote, where the question asks how many and it says so; word for word.
    """

    quote: Quote
    score: float
    coverage: Coverage = Coverage()
    number: str | None = None

    @property
    def passage(self) -> Passage:
        """The passage the quote is taken from."""
        return self.quote.passage


@dataclass(frozen=True)
class Limit:
    """Why a passage cannot be the answer although it shares the question's words.

    Attributes:
        kind: name of the kind of limit.
        why: in words for an editor.
        name: that the question says and the corpus does not, if it is that.
    """

    kind: str
    why: str
    name: str = ""


@dataclass(frozen=True)
class Asked:
    """What a question asks for.

    Attributes:
        kinds: probability of each kind.
        spoke: gives the stretches of characters that spoke most for the likeliest one, for somebody who wants to know why.
    """

    kinds: Mapping[str, float]
    spoke: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False)

    @property
    def signs(self) -> tuple[str, ...]:
        """What spoke most for the likeliest kind."""
        return self.spoke()

    @cached_property
    def likeliest(self) -> str:
        """The kind of the highest probability."""
        return max(self.kinds, key=lambda kind: self.kinds[kind], default="")


@dataclass(frozen=True)
class Finding:
    """What search found for a question: evidence, and how probable it makes an answer. It decides nothing.

    Attributes:
        matches: best first, those that answer side by side before all others. Where no passage tells of the question
            but it names a unit, the unit's own passages in their order; these have neither features nor coverage.
        probability: 0…1, that the first match answers, by its features; 0 where it has none.
        unit: the unit that the question names.
        asks_only_unit: whether it names a unit and tells of nothing besides.
        is_named: whether an editor has written the question to the first match, or it stands there alone to the letter.
        limit: what speaks against the first match.
        meant: the question as it was understood, where typos were mended.
        features: what the probability was computed from, by name.
        weighed: the question as it was weighed with them: normalised, without the names of units; or its form.
        asked: what the question asks for.
        together: how many of the matches answer side by side, where several are asked for: one of each unit that
            did it or is named, or every passage that tells of it.
        silent: the units that it names beside one that tells of it, and that tell nothing.
        is_reserved: whether it names what only a fixed wording speaks of.
    """

    matches: tuple[Match, ...] = ()
    probability: float = 0.0
    unit: Unit | None = None
    asks_only_unit: bool = False
    is_named: bool = False
    limit: Limit | None = None
    meant: str | None = None
    features: Mapping[str, float] = field(default_factory=dict)
    weighed: str = ""
    asked: Asked = field(default_factory=lambda: Asked({}))
    is_reserved: bool = False
    together: int = 1
    silent: tuple[Unit, ...] = ()

    @property
    def is_of_other(self) -> bool:
        """Whether it names a place, an office or the like that the first match does not tell of."""
        return self.limit is not None and self.limit.kind not in self.asked.kinds

    @property
    def is_said(self) -> bool:
        """Whether a match has all that is asked for, to the letter or as a single character."""
        return self.is_of_character or any(match.coverage.share == 1 for match in self.matches)

    @property
    def is_of_character(self) -> bool:
        """Whether a single character is all that is asked for, and the first match has it."""
        return any(match.coverage.is_of_character for match in self.matches[:1])
