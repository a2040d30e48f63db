"""What a unit told, as an editor keeps it, and where it was published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.model.moment import day_in_words, month_in_words
from bot.model.passage import Passage, Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from bot.model.unit import Unit

_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """The published page a speech was taken from.

    Attributes:
        file: its text as it was imported, in knowledge/sources.
    """

    title: str
    publisher: str | None = None
    url: str | None = None
    file: str | None = None

    @property
    def link(self) -> str | None:
        """Its address, where it is one of the web; a page leads nowhere else."""
        return self.url if self.url and is_web_address(self.url) else None


def is_web_address(text: str) -> bool:
    """Whether a text is a whole address of the web, http or https, that can stand in markup."""
    return _WEB_ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True)
class Guess:
    """Why something of a speech is a guess, and what else it might be.

    Attributes:
        sentence: of the speech, that it was read from, counted from 1; 0 where there is none.
        alternatives: the likeliest first.
    """

    sentence: int = 0
    alternatives: tuple[str, ...] = ()


GUESSABLE = {
    "title": "标题",
    "unit": "单位",
    "speaker": "演讲人",
    "date": "日期",
    "practices": "做法",
    "text": "文字识别的字",
}
"""What may be guessed of a speech, and what people call it."""


@dataclass(frozen=True)
class Correction:
    """A slip of a speaker that is not to be repeated; the words before and after it may be part of both texts.

    Attributes:
        was: what the speech says.
        now: what is quoted instead; it stands once in the text that editors keep.
        who: the editor.
    """

    was: str
    now: str
    who: str
    day: date
    why: str

    @property
    def day_told(self) -> str:
        """The day, in words."""
        return day_in_words(self.day)


@dataclass(frozen=True)
class Speech:
    """One document as an editor keeps it.

    Attributes:
        moved: anchors that were renamed, old to new, so that old links still lead there.
        formerly: slugs it had before, for the same reason.
        guesses: what the importer guessed of it (unit, speaker, title, date, practices; text, where characters were
            read out of pictures) and nobody has confirmed.
        corrections: in the order in which they were made.
    """

    slug: str
    title: str
    unit: Unit
    speaker: str | None
    date: date | None
    source: Source
    passages: tuple[Passage, ...]
    moved: Mapping[str, str] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    def uncorrected(self, text: str) -> str:
        """A text of the speech, or of one of its passages, with the words that were spoken."""
        for one in reversed(self.corrections):
            text = text.replace(one.now, one.was, 1)
        return text

    def corrections_of(self, passage: Passage) -> tuple[Correction, ...]:
        """Those of one passage, the last first: a later one may have changed the words of an earlier one."""
        text, own = passage.text, []
        for one in reversed(self.corrections):
            if one.now in text:
                own.append(one)
                text = text.replace(one.now, one.was, 1)
        return tuple(own)

    @property
    def guessed(self) -> tuple[str, ...]:
        """The names of what was guessed."""
        return tuple(self.guesses)

    @property
    def text(self) -> str:
        """The whole speech, passages parted by a blank line."""
        return "\n\n".join(passage.text for passage in self.passages)

    @property
    def day(self) -> str | None:
        """When it was published, in words: 2024年1月11日."""
        return day_in_words(self.date) if self.date else None

    @property
    def month(self) -> str | None:
        """The month of that: 2024年1月."""
        return month_in_words(self.date) if self.date else None

    @property
    def practices(self) -> tuple[Passage, ...]:
        """The numbered passages."""
        return tuple(passage for passage in self.passages if passage.role is Role.PRACTICE)

    @property
    def is_note(self) -> bool:
        """Whether it is an editor's note and no speech."""
        return any(passage.role is Role.NOTE for passage in self.passages)
