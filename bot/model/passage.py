"""What is found and quoted: a part of a speech."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

_ASIDE = re.compile(r"aside(?:-\d+)?")
_SENTENCE_ENDS = re.compile(r"(?:[。！？!?；;]|……)[”’」』）)》]*|\n+")
_OPENING, _CLOSING = "“‘「『（(《", "”’」』）)》"


class Role(str, Enum):
    """What a passage is in its speech."""

    OPENING = "opening"
    """Greets and announces."""
    PRACTICE = "practice"
    """Tells of one thing that was done."""
    ASIDE = "aside"
    """Stands between the practices or behind them."""
    NOTE = "note"
    """An editor's words, in a text that is no speech."""

    @staticmethod
    def of(anchor: str, *, is_note: bool = False) -> Role:
        """The role of the passage of that anchor."""
        if is_note:
            return Role.NOTE
        if anchor == Role.OPENING.value:
            return Role.OPENING
        return Role.ASIDE if _ASIDE.fullmatch(anchor) else Role.PRACTICE


HEADLESS = (Role.OPENING.value, Role.NOTE.value)
"""Anchors of passages that stand below the title of their speech and have no heading of their own."""


@dataclass(frozen=True)
class Passage:
    """A retrievable part of a speech.

    Attributes:
        speech: slug of its speech.
        anchor: stable name inside the speech.
        heading: for browsing; ours, not the speaker's.
        plain: what it did, in a resident's words, for lists; None where nobody has written that.
        text: the speaker's words, to the character.
        number: of a practice, 1…n in the order of the speech; None for everything else.
        themes: names of themes.
        asked_as: questions an editor knows it to answer (相似问法).
        heard: what residents asked, word for word, and it answers; pages show none of these.
        not_asked_as: questions it must not be given for (不应回答).
    """

    speech: str
    anchor: str
    heading: str
    text: str
    role: Role
    number: int | None = None
    themes: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    not_asked_as: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    plain: str | None = None

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.plain or self.heading

    @property
    def id(self) -> str:
        """`slug#anchor`, the same in addresses, state and JSON."""
        return f"{self.speech}#{self.anchor}"

    @property
    def answers(self) -> tuple[str, ...]:
        """All questions that it is known to answer."""
        return (*self.asked_as, *self.heard)

    @property
    def place(self) -> int | None:
        """What JSON and labelled questions know it by: 1…n, 0 for the opening, None for an aside or a note."""
        return 0 if self.role is Role.OPENING else self.number

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of whole sentences; what looks like an end inside quotation marks or brackets ends none."""
        spans, start, depth, seen = list[tuple[int, int]](), 0, 0, 0
        for found in _SENTENCE_ENDS.finditer(self.text):
            part = self.text[seen : found.end()]
            depth = max(depth + sum(c in _OPENING for c in part) - sum(c in _CLOSING for c in part), 0)
            seen = found.end()
            if depth == 0 or found[0].startswith("\n"):
                spans.append((start, found.end()))
                start, depth = found.end(), 0
        spans.append((start, len(self.text)))
        return tuple(self._trimmed(*span) for span in spans if self.text[slice(*span)].strip())

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        part = self.text[start:end]
        return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())
