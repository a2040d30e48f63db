"""How much room a text takes in WeChat's bubble on a small telephone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from bot.dialogue.markup import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"[!-~]+|.")
_CLOSING = "，。；：！？、,.;:!?”’」』）)》…"
_HALF, _FULL = 1, 2


@dataclass(frozen=True)
class Bubble:
    """A bubble at one size of type.

    A telephone of 5.5 inches is 360 by 640 pixels of layout. Of the width WeChat keeps 60 on either side for a head
    and its margins, and the bubble 10 for its own: 220 are left, in which a character is as wide as the type is large.
    Of the height the bars of status, title and input take 128, and the bubble's margins 20: 492 are left.

    Attributes:
        columns: Chinese characters in a line.
        rows: lines on a screen.
    """

    columns: int
    rows: int

    def lines(self, text: str) -> int:
        """How many lines a reply takes, links and taps as they are read."""
        return sum(_wrapped(line, self.columns * _FULL) for line in read(text).split("\n"))

    def screens(self, text: str) -> float:
        """How many screens that is."""
        return self.lines(text) / self.rows


STANDARD = Bubble(columns=12, rows=20)
"""Type of 17 pixels, WeChat's own: 220 / 17 characters, 492 / 24 lines."""

LARGE = Bubble(columns=9, rows=14)
"""Type of 24 pixels, that of 关怀 mode: 220 / 24 characters, 492 / 34 lines."""


def read(text: str) -> str:
    """A reply without its markup."""
    return "".join(piece.text for piece in pieces(text))


@lru_cache(maxsize=4096)
def _wrapped(line: str, room: int) -> int:
    """How many lines one takes; while a reply is made to fit, most of its lines stay as they are."""
    lines, used = 1, 0
    for width in _widths(line):
        if used and used + width > room:
            lines, used = lines + 1, 0
        # What is longer than a line is broken.
        lines, used = lines + (used + width - 1) // room, (used + width - 1) % room + 1
    return lines


def _widths(line: str) -> Iterator[int]:
    """Of each stretch that no line breaks: a word, or a character with the punctuation that clings to it."""
    width = 0
    for token in _TOKEN.findall(line):
        if width and token not in _CLOSING:
            yield width
            width = 0
        width += sum(_FULL if east_asian_width(char) in "WFA" else _HALF for char in token)
    if width:
        yield width
