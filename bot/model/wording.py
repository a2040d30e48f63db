"""The texts that code asks for, by the names of their files in knowledge/wording."""

from __future__ import annotations

from enum import Enum


class _Name(str, Enum):
    """A name that prints as itself."""

    def __str__(self) -> str:
        return str(self.value)


class Wording(_Name):
    """A text in knowledge/wording. Phrases that the dialogue does not act on have texts besides, of their own names."""

    ANSWERED = "answered"
    SEVERAL = "several"
    UNIT = "unit"
    CARD = "card"
    SUGGESTED = "suggested"
    UNANSWERED = "unanswered"
    THEME = "theme"
    THEMES = "themes"
    UNITS = "units"
    HELP = "help"
    WELCOME = "welcome"
    MORE = "more"
    NO_MORE = "no-more"
    TOLD = "told"
    BRIEF = "brief"
    WHOLE = "whole"
    COUNTED = "counted"
    PAST_END = "past-end"
    SORRY = "sorry"
    FORGOTTEN = "forgotten"
    ERASING = "erasing"
    LOST = "lost"
    REMARK = "remark"
    APOLOGY = "apology"
    BUSY = "busy"
    CUT = "cut"
    PICTURE = "picture"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    LINK = "link"
    FILE = "file"
    STICKER = "sticker"
    UNKNOWN = "unknown"


class Occasion(_Name):
    """What came instead of text; the wording of the same name meets it."""

    WELCOME = "welcome"
    PICTURE = "picture"
    VOICE = "voice"
    VIDEO = "video"
    LOCATION = "location"
    LINK = "link"
    FILE = "file"
    STICKER = "sticker"
    UNKNOWN = "unknown"
    MENU = "menu"
    """A menu that somebody else made: its key is no question of a resident."""

    @property
    def wording(self) -> Wording:
        """The text that meets it."""
        return Wording.HELP if self is Occasion.MENU else Wording(self.value)
