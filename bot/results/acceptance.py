"""What accepting drafts asks, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Doubt:
    """Something of a draft that is not sure.

    Attributes:
        field: unit, speaker, title, date, practices or text.
        guess: what it is now; empty where nothing is known of it.
        sentence: what the guess was read from, in its own words.
        alternatives: what else it might be, the likeliest first.
        is_said: whether another word can be put in its place here; else it can only be seen and agreed to.
    """

    field: str
    guess: str
    sentence: str = ""
    alternatives: tuple[str, ...] = ()
    is_said: bool = True


@dataclass(frozen=True)
class Waiting:
    """A draft as a person who accepts it wants to see it."""

    draft: str
    title: str
    unit: str
    speaker: str | None
    date: str | None
    headings: tuple[str, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True)
class Accepted:
    """A draft that counts now.

    Attributes:
        speech: its file in the knowledge folder.
        is_new_unit: whether the unit came with it.
    """

    draft: str
    speech: str
    unit: str
    is_new_unit: bool
