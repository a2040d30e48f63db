"""One speech of a page, and how its place in the main text is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.importing.finding.body import Span
from bot.importing.finding.people import Byline
from bot.importing.finding.title import is_title

if TYPE_CHECKING:
    from bot.importing.finding.body import Body

_NUMBER = re.compile(
    r"\d{1,2}(?:\s*[.．、]\s*|\s+)|0\d-?(?=[\u4e00-\u9fff“])|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[●■◆▲★]\s*|"
    r"[【\[]?(?:典型)?(?:案例|事例|经验)(?:之)?[一二三四五六七八九十\d]{1,3}[】\]]?[：:、.\s]*"
)
_GREETS = re.compile("(?:尊敬的|亲爱的|各位|同志们|朋友们|大家好)")
_SHORT_LINE = 12
PROSE = 40
_NOBODY = Byline()


@dataclass(frozen=True)
class Section:
    """One speech of a page.

    Attributes:
        title: its own title, where the page gives it one.
        first: number of the first paragraph of its text.
        last: number after the last one; 0 where it ends with the next one's heading.
        heading: number of the paragraph at which its heading begins.
        start: offset at which its text begins, where that is not a paragraph's beginning.
        leads: whether its title is what was taken for the page's.
        inferred: whether its unit is so called only because the headings beside it name theirs in the same place.
    """

    first: int
    last: int
    heading: int
    title: str | None = None
    byline: Byline = _NOBODY
    start: int | None = None
    leads: bool = False
    inferred: bool = False


def text_span(body: Body, section: Section) -> Span:
    """Where the text of a speech stands."""
    if section.first >= section.last:
        return Span(section.start or 0, section.start or 0)
    start = section.start if section.start is not None else body.paragraphs[section.first].start
    return body.trimmed(Span(start, body.paragraphs[section.last - 1].end))


def unnumbered(text: str) -> str:
    """A line without the number or sign it begins with."""
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def distinct(sections: list[Section]) -> bool:
    """Whether they are of several units, each its own."""
    units = [section.byline.unit for section in sections]
    return len(units) > 1 and len(set(units)) == len(units)


def is_prose(body: Body, number: int) -> bool:
    """Whether a paragraph is running text."""
    text = body.of(body.paragraphs[number])
    return (
        "。" in text
        or bool(_GREETS.match(text))
        or len(text) > PROSE
        or (len(text) > _SHORT_LINE and not is_title(text))
    )
