"""Rows as they stand on paper -> Lines: rows that the edge of the page broke are joined to paragraphs and titles."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from bot.importing.reading.page import Line, bold_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FULL = 0.86  # of the widest usual line; the rest is what justification and punctuation leave
_USUAL = 0.9
_NEW_PARAGRAPH = re.compile(
    r"[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]+[，、步招]|[①-⑳【●■]"
)
_LARGE = 1.25  # times the size of the text
_LONGEST_HEADING = 60
_ALIKE = 1.12


@dataclass(frozen=True)
class Row:
    """What stands in one row.

    Attributes:
        size: height of its characters, in any unit that is the same for all rows; 0 where that is not known.
        bold: how many of its first characters are set bold.
    """

    text: str
    size: float = 0
    bold: int = 0


def paragraphs(rows: Sequence[Row]) -> Iterator[Line]:
    """The lines; what is set larger than the text is a heading, the largest a title."""
    usual = median(row.size for row in rows for _ in row.text) if rows else 0
    sizes = sorted({_rounded(row.size) for row in rows if _is_large(row, usual)}, reverse=True)
    widths = sorted(_width(row.text) for row in rows)
    full = widths[int(len(widths) * _USUAL)] * _FULL if widths else 0
    for group in _grouped(rows, usual, full):
        text, large = _joined([row.text for row in group]), _is_large(group[0], usual)
        level = min(sizes.index(_rounded(group[0].size)) + 1, 6) if large else 0
        pieces = [
            piece for row in group for piece in ((row.text[: row.bold], True), (row.text[row.bold :], False))
        ]
        yield Line(text, level=level, bold=bold_in(text, [piece for piece in pieces if piece[0]]))


def _grouped(rows: Sequence[Row], usual: float, full: float) -> Iterator[list[Row]]:
    group = list[Row]()
    for row in rows:
        if group and not _goes_on(group, row, usual, full):
            yield group
            group = []
        group.append(row)
    if group:
        yield group


def _goes_on(group: Sequence[Row], row: Row, usual: float, full: float) -> bool:
    """Whether a row belongs to the paragraph or heading before it."""
    before = group[-1]
    if max(row.size, before.size) > _ALIKE * min(row.size, before.size) or _NEW_PARAGRAPH.match(row.text):
        return False
    if _is_large(before, usual):
        return sum(len(one.text) for one in (*group, row)) <= _LONGEST_HEADING
    return _width(before.text) >= full and not re.search(r"[。！？；：][”』」）]?$", before.text)


def _is_large(row: Row, usual: float) -> bool:
    return row.size > usual * _LARGE and len(row.text) <= _LONGEST_HEADING


def _rounded(size: float) -> int:
    """Sizes that are meant alike, as one."""
    return round(size)


def _joined(texts: Sequence[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        whole += (" " if whole[-1:].isascii() and text[:1].isascii() else "") + text
    return whole


def _width(row: str) -> int:
    """Columns it takes, a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in row)
