"""Chinese in the columns of a terminal: a character takes two of them, and a line may end behind any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE = re.compile(r"[“‘（《【]*(?:[!-~]+|\s+|[^!-~\s])[”’）》】，。；：！？、…]*")
"""What stays on one line: a word, spaces, or a character with the punctuation that clings to it."""

_BETWEEN_CHINESE = re.compile(r"(?<=[^ -~]) (?=[^ -~])")
"""A space that was the end of a line."""


def columns(text: str) -> int:
    """How many columns a text takes; of those that are one here and two there (“ ”), two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def wrapped(text: str, room: int) -> Iterator[str]:
    """The lines of one paragraph, none wider than there is room, unless one word is.

    Args:
        room: in columns.
    """
    line = ""
    for piece in _PIECE.findall(_BETWEEN_CHINESE.sub("", " ".join(text.split()))):
        if line.strip() and columns(line + piece.rstrip()) > room:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line.strip():
        yield line.rstrip()
