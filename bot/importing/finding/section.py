"""One speech of a page, and how its place in the main text is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.importing.finding.body import Span
from bot.importing.finding.people import Byline

if TYPE_CHECKING:
    from bot.importing.finding.body import Body

_NOBODY = Byline()


@dataclass(frozen=True)
class Section:
    """One speech of a page.

    Attributes:
        first: number of the first paragraph of its text.
        last: number after the last one; 0 where it ends with the next one's heading.
        heading: number of the paragraph at which its heading begins.
        title: its own title, where the page gives it one.
        start: offset at which its text begins, where that is not a paragraph's beginning.
        leads: whether its title is what was taken for the page's.
    """

    first: int
    last: int
    heading: int
    title: str | None = None
    byline: Byline = _NOBODY
    start: int | None = None
    leads: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands above its text that heads it."""
        return self.heading == self.first and self.start is None

    def span(self, body: Body) -> Span:
        """Where its text stands."""
        if self.first >= self.last:
            return Span(0, 0)
        start = body.paragraphs[self.first].start if self.start is None else self.start
        return body.trimmed(Span(start, body.paragraphs[self.last - 1].end))
