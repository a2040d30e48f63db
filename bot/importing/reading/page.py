"""What a reader makes of a file: lines in reading order, and what its markup says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


RECOGNISED = "文字识别，请逐字核对"
"""The note of a page whose characters, or some of them, a program read out of pictures; it may have read them wrongly."""


CELL = "\t"
"""What stands between the cells of a row in the text of its line."""


@dataclass(frozen=True)
class Line:
    """One paragraph or heading.

    Attributes:
        gap: the white space before it in the main text.
        level: 1…6 where the markup calls it a heading, 0 otherwise.
        item: names the automatically numbered list that it is an item of; its number is not in the text.
        bold: how many of its first characters are set bold.
        picture: the page, from 1, that is a picture of text and stands here unread, with no text of its own; 0 otherwise.
        centred: whether a web page sets it in the middle, as it does with titles, captions and much else.
        row: of several cells of a table, counted from 1, that it is or was cut out of; 0 otherwise.
    """

    text: str
    gap: str = "\n\n"
    level: int = 0
    item: str = ""
    bold: int = 0
    picture: int = 0
    row: int = 0
    centred: bool = False

    @property
    def look(self) -> tuple[int, bool]:
        """Its level, and whether it is bold."""
        return self.level, self.bold >= len(self.text)


@dataclass(frozen=True)
class Enclosed:
    """A document that came inside another: a member of an archive, an attachment of a letter.

    Attributes:
        name: its path inside, cleaned: of use as a label only.
        note: what the person who checks should know about where it comes from.
        fault: why it could not be taken out; empty where it could.
    """

    name: str
    content: bytes = b""
    note: str = ""
    fault: str = ""


@dataclass(frozen=True)
class Page:
    """A source as read, before anything is judged.

    Attributes:
        lines: what holds the main text.
        around: every line, where the main text was cut out of more; title, date and source stand there.
        titles: what the markup calls the title, best first.
        said: what the markup says under our names: date, publisher, unit, speaker.
        notes: what the person who checks should know about the reading.
        enclosed: the documents inside, for each to be read by itself.
    """

    lines: tuple[Line, ...]
    around: tuple[Line, ...] = ()
    titles: tuple[str, ...] = ()
    said: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()

    @property
    def is_recognised(self) -> bool:
        """Whether it has characters that a program read out of pictures."""
        return RECOGNISED in self.notes


def lines_of(text: str, bold: int, level: int, item: str) -> Iterator[Line]:
    """The lines of a paragraph that may hold line breaks, of which the first `bold` characters are bold."""
    start = 0
    for number, part in enumerate(text.split("\n")):
        words = part.strip()
        if words:
            ours = min(max(bold - start - len(part) + len(part.lstrip()), 0), len(words))
            yield Line(words, "\n" if number else "\n\n", level, item, ours)
        start += len(part) + 1


def bold_in(text: str, pieces: Iterable[tuple[str, bool]]) -> int:
    """How many of the first characters of a line are bold.

    Args:
        text: the line.
        pieces: what it was put together from, each with whether it is bold; their white space may differ from the line's.
    """
    leading = takewhile(lambda piece: piece[1] or not piece[0].strip(), pieces)
    rest = sum(len("".join(words.split())) for words, _ in leading)
    for place, char in enumerate(text):
        if rest == 0:
            return len(text[:place].rstrip())
        rest -= not char.isspace()
    return len(text)
