"""What a page says about itself: title, date, publisher."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.importing.finding.paragraphs import repeats
from bot.importing.finding.publication import find_date, find_publisher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.finding.evidence import Evidence
    from bot.importing.finding.publication import Dated
    from bot.importing.finding.title import Titles
    from bot.importing.reading.page import Line, Page


@dataclass(frozen=True)
class Head:
    """What a page says about itself.

    Attributes:
        titled: what tells the title.
        begins: number of the line, among those of the main text, at which the article begins.
    """

    title: str | None
    titled: Evidence | None
    dated: Dated
    publisher: str | None
    begins: int = 0


def read_head(
    page: Page, lines: Sequence[Line], around: Sequence[Line], titles: Titles, url: str | None
) -> Head:
    """The head of a page whose main text is `lines`."""
    title, begins, evidence = titles.of(page, lines, around)
    while title and begins < len(lines) and repeats(lines[begins].text, title):
        begins += 1
    dated = find_date(page, lines, around or lines, url)
    return Head(title, evidence, dated, find_publisher(page, around or lines), begins)
