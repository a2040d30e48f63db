"""The repaired main text, and its paragraphs as spans of it."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.importing.reading.page import Line

_FIELD = re.compile(r"(【?[\u4e00-\u9fff\s]{2,8}(?:】[：:]?|[：:]))\s*([^\s。？！：:][^。？！：:]{1,60})")
_MANY = 20  # that tell what a label means


@dataclass(frozen=True)
class Span:
    """Offsets into the main text, in characters."""

    start: int
    end: int


@dataclass(frozen=True)
class Paragraph(Span):
    """One line of the main text; `level`, `item`, `bold` and `row` as in Line."""

    level: int = 0
    item: str = ""
    bold: int = 0
    row: int = 0

    @property
    def look(self) -> tuple[int, bool]:
        """As in Line."""
        return self.level, self.bold >= self.end - self.start


@dataclass(frozen=True)
class Body:
    """The main text; everything that is imported is a span of it."""

    text: str
    paragraphs: tuple[Paragraph, ...]

    @cached_property
    def fields(self) -> Mapping[int, tuple[str, Sequence[str]]]:
        """What stands behind a label that comes again (单位：市税务局) or stands beside one, by paragraph, and the first such."""
        matched = ((number, _FIELD.fullmatch(self.of(one))) for number, one in enumerate(self.paragraphs))
        found = [(number, str(field[1]), str(field[2])) for number, field in matched if field]
        beside = defaultdict[str, list[str]](list)
        for _, label, value in found:
            if len(beside[label]) < _MANY:
                beside[label].append(value)
        again = {number for number, label, _ in found if len(beside[label]) > 1}
        return {
            number: (value, beside[label])
            for number, label, value in found
            if {number - 1, number, number + 1} & again
        }

    def of(self, span: Span) -> str:
        """The words of a span."""
        return self.text[span.start : span.end]

    def under(self, line: Line) -> Body:
        """The same below a line."""
        above = Paragraph(0, len(line.text), line.level, line.item, len(line.text) * bool(line.bold))
        moved = len(line.text) + len(line.gap)
        shifted = (replace(one, start=one.start + moved, end=one.end + moved) for one in self.paragraphs)
        return Body(f"{line.text}{line.gap}{self.text}", (above, *shifted))

    def trimmed(self, span: Span) -> Span:
        """The span without the white space around its words."""
        words = self.of(span)
        return Span(
            span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip())
        )


def body_of(lines: Iterable[Line]) -> Body:
    """Lines joined by their gaps."""
    text, paragraphs = "", list[Paragraph]()
    for line in lines:
        text += line.gap if text else ""
        end = len(text) + len(line.text)
        paragraphs.append(Paragraph(len(text), end, line.level, line.item, line.bold, line.row))
        text += line.text
    return Body(text, tuple(paragraphs))
