"""A draft as the person who checks it sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.model import Correction
    from bot.results.acceptance import Doubt


@dataclass(frozen=True)
class DraftLine:
    """A draft in the list of those that wait.

    Attributes:
        guesses: how many things of it are guessed.
        fault: why it cannot be read; empty where it can.
    """

    slug: str
    title: str
    unit: str
    date: str
    practices: int
    guesses: int
    fault: str = ""


@dataclass(frozen=True)
class Cut:
    """One passage of a draft.

    Attributes:
        number: of a practice; None of what stands before, between and after them.
        sentences: with the offset in the passage at which each begins.
    """

    anchor: str
    number: int | None
    heading: str
    sentences: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Stretch:
    """A stretch of the source: of which passage it is, or of none."""

    text: str
    anchor: str = ""
    number: int | None = None


@dataclass(frozen=True)
class Remark:
    """Something to look at before a draft is taken.

    Attributes:
        kind: wrong, sensitive or personal.
        what: the words.
        told: why, and what to do.
        sentence: where they stand.
    """

    kind: str
    what: str
    told: str
    sentence: str


@dataclass(frozen=True)
class Typed:
    """What a person typed who checks a draft.

    Attributes:
        fields: title, unit, speaker and date.
        headings: of practices, by anchor.
    """

    fields: Mapping[str, str]
    headings: Mapping[str, str]


@dataclass(frozen=True)
class DraftReview:
    """A draft, whole.

    Attributes:
        version: of its file; a form that was made for another is refused.
        fields: unit, speaker, title and date as they are now; empty where nothing is known.
        doubts: what is guessed, by field.
        source: the page it was taken from, in stretches; none where that is not beside it.
        report: what the importer said of it.
        units: names that are known.
    """

    slug: str
    version: str
    fields: Mapping[str, str]
    doubts: Mapping[str, Doubt]
    cuts: Sequence[Cut]
    source: Sequence[Stretch]
    remarks: Sequence[Remark]
    report: str
    units: Sequence[str]
    is_new_unit: bool
    corrections: Sequence[Correction] = ()
