"""What a page says about itself: title, date, publisher."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.importing.finding.paragraphs import repeats
from bot.importing.finding.publication import Dated, find_date, find_publisher

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.finding.evidence import Evidence
    from bot.importing.finding.title import Titles
    from bot.importing.reading.page import Line, Page


@dataclass(frozen=True)
class Head:
    """What a page says about itself.

    Attributes:
        titled: what tells the title.
        begins: number of the line, among those of the main text, at which the article begins.
        line: the title's, as it stands.
    """

    title: str | None
    titled: Evidence | None
    dated: Dated
    publisher: str | None
    begins: int = 0
    line: Line | None = None

    def of_several(self, page: Page, titles: Titles, *, dated: bool) -> Head:
        """The head of a page of several articles: what was taken for its own is the first one's; the markup may know another.

        Args:
            dated: whether each article has its own date.
        """
        found, evidence = titles.of(page, (), (), {self.title})
        title = found.text if found else None
        return replace(self, title=title, titled=evidence, dated=Dated() if dated else self.dated)


def read_head(
    page: Page, lines: Sequence[Line], around: Sequence[Line], titles: Titles, url: str | None
) -> Head:
    """The head of a page whose main text is `lines`."""
    found, evidence = titles.of(page, lines, around)
    title, begins = (found.text, found.begins) if found else (None, 0)
    while title and begins < len(lines) and repeats(lines[begins].text, title):
        begins += 1
    dated = find_date(page, lines, around or lines, url)
    line = found.shown if found else None
    return Head(title, evidence, dated, find_publisher(page, around or lines), begins, line)
