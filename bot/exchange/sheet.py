"""Rows of cells, as a file has them or is to have them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST_CELL = 16_000
"""Characters; Excel holds 32 767 UTF-16 units in a cell, and one character may take two of them."""
MOST_ROWS, MOST_COLUMNS = 200_000, 200

_CONTINUED = re.compile(r"(.*)\(续(\d+)\)")


@dataclass(frozen=True)
class Row:
    """One row that is not empty.

    Attributes:
        number: as the spreadsheet counts, from 1.
        problem: why it cannot be used whatever is in it, empty where it can.
    """

    number: int
    cells: tuple[str, ...]
    problem: str = ""


@dataclass(frozen=True)
class Sheet:
    """What a file has in one table.

    Attributes:
        title: of the sheet; empty in files that have only one.
        is_gbk: whether it was saved in an encoding that has not every character, which then are question marks.
        notes: what the clerk should know.
    """

    title: str
    rows: Sequence[Row]
    is_gbk: bool = False
    notes: list[str] = field(default_factory=list)


def spread(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[list[str]]:
    """Header and rows; where a cell is longer than cells can be, it goes on in more columns （续2）（续3）…"""
    kept = [list(row) for row in rows]
    widths = [
        max((-(-len(row[column]) // LONGEST_CELL) for row in kept), default=1) or 1
        for column in range(len(header))
    ]
    names = [
        f"{title}（续{part}）" if part > 1 else title
        for title, width in zip(header, widths, strict=True)
        for part in range(1, width + 1)
    ]
    parted = (
        [
            cell[part * LONGEST_CELL : (part + 1) * LONGEST_CELL]
            for cell, width in zip(row, widths, strict=True)
            for part in range(width)
        ]
        for row in kept
    )
    return [names, *parted]


def gathered(header: Sequence[str]) -> dict[str, list[int]]:
    """Where each column stands, by its plain title; one that goes on in others has several places, in order."""
    places: dict[str, list[tuple[int, int]]] = {}
    for place, title in enumerate(map(plain, header)):
        found = _CONTINUED.fullmatch(title)
        name, part = (found[1], int(found[2])) if found else (title, 1)
        if name:
            places.setdefault(name, []).append((part, place))
    return {name: [place for _, place in sorted(parts)] for name, parts in places.items()}


def plain(title: str) -> str:
    """A title without what makes no difference."""
    return "".join(unicodedata.normalize("NFKC", title).split())
