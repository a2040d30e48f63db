"""What a page says about itself: title, when it was published, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.importing.finding.dates import (
    date_in_address,
    dates_in,
    day_of_year,
    first_date,
    is_span,
    month_in,
    stands_alone,
    year_begun,
    year_in,
)
from bot.importing.finding.found import Evidence
from bot.importing.finding.paragraphs import repeats
from bot.importing.finding.title import LONGEST_TITLE, TOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.importing.finding.title import Titles
    from bot.importing.reading.page import Line, Page

_LABELLED = re.compile(r"(?P<what>[\u4e00-\u9fff]*)(?:时间|日期)\s*[】\]]?[:：]?\s*$|发布\s*[:：]\s*$")
_PUBLISHED = re.compile("(?:发布|发表|更新|发文|编印|印发)?")  # not 成文, 培训
_SOURCE = re.compile(r"(?:信息|文章|稿件|新闻)?(?:来源|稿源)\s*[:：]\s*([^\s|｜，。；【】（）()]{2,40})")
_ISSUER = re.compile(r"(?:发布机构|发文机关|发布单位)\s*[:：]\s*([^\s|｜，。；]{2,40})")
_HOST = re.compile(r"主办(?:单位)?\s*[:：]\s*([^\s|｜，。；]{2,40})")
_OWN = re.compile(r"(?:本[站网刊报].*|原创|转载|网络|互联网|微信公众平台)$")
_PRESS_CONFERENCE = re.compile("[^。]{0,30}(?:召开|举行|举办)[^。]{0,30}(?:发布会|通气会|吹风会|见面会)")
_ENDS = re.compile(r"[（(][^（()）]{4,60}[）)]$|(?<=[。！？])[^。！？]{4,60}$")
_TAIL = 4
_LONGEST = 2 * LONGEST_TITLE


@dataclass(frozen=True)
class Dated:
    """When a page was published.

    Attributes:
        month: YYYY-MM or YYYY, where that is all it says.
        warnings: what is uncertain about it.
        why: what tells it, as Evidence has it.
    """

    day: date | None = None
    month: str | None = None
    warnings: tuple[str, ...] = ()
    why: str = "label"

    @property
    def evidence(self) -> Evidence | None:
        """What tells the day; of those that the text tells of only a press conference's may be the page's, at a guess."""
        return Evidence(self.why != "text", self.why) if self.day else None


@dataclass(frozen=True)
class Head:
    """What a page says about itself.

    Attributes:
        titled: what tells the title.
        begins: number of the line, among those of the main text, at which the article begins.
        line: the title's, as it stands.
        above: the lines above it.
    """

    title: str | None
    titled: Evidence | None
    dated: Dated
    publisher: str | None
    begins: int = 0
    line: Line | None = None
    above: Sequence[Line] = ()

    def of_several(self, page: Page, titles: Titles, *, dated: bool) -> Head:
        """The head of a page of several articles: what was taken for its own is the first one's; the markup may know another.

        Args:
            dated: whether each article has its own date.
        """
        found, evidence = titles.of(page, self.above, (), {self.title})
        title = found.text if found else None
        return replace(self, title=title, titled=evidence, dated=Dated() if dated else self.dated)


def read_head(page: Page, lines: Sequence[Line], titles: Titles, url: str | None) -> Head:
    """The head of a page whose main text is `lines`."""
    found, evidence = titles.of(page, lines, page.around)
    title, begins = (found.text, found.begins) if found else (None, 0)
    while title and begins < len(lines) and repeats(lines[begins].text, title):
        begins += 1
    line, around = found.shown if found else None, page.around or lines
    above = lines[: lines.index(line)] if line in lines else ()
    dated = find_date(page, lines, around, url)
    return Head(title, evidence, dated, find_publisher(page, around), begins, line, above)


def find_date(page: Page, lines: Sequence[Line], around: Sequence[Line], url: str | None) -> Dated:
    """The date of a page whose main text is `lines`."""
    for day, why, *warnings in _dates(page, lines, around, url):
        if day:
            return Dated(day, warnings=tuple(warnings), why=why)
    top = [line.text for line in around[:TOP] if len(line.text) < LONGEST_TITLE]
    told = [page.said.get("date", ""), *top, *_tail(lines)]
    months = (read(text) for read in (month_in, year_in) for text in told)
    prose = next((line.text for line in lines if "。" in line.text), "")
    month = next(filter(None, (*months, year_begun(prose))), None)
    warning = f"日期只写到 {month}，草稿里没有填" if month else "没有找到发布日期"
    return Dated(None, month, (warning,))


def _dates(
    page: Page, lines: Sequence[Line], around: Sequence[Line], url: str | None
) -> Iterator[tuple[date | None, str] | tuple[date | None, str, str]]:
    """What may be the date, what tells it and what is uncertain about it; the surest first."""
    kept = (line.text for line in around if not re.search(r"今天是|^[（(]?记者", line.text))
    short = [text for text in kept if len(text) <= _LONGEST]
    labelled = [
        (found["what"] or "", day)
        for text in short
        for start, _, day in dates_in(text)
        if (found := _LABELLED.search(text[:start]))
    ]
    yield from ((day, "label") for what, day in labelled if _PUBLISHED.fullmatch(what))
    days = [day for _, day in labelled]  # of something else: 培训时间：
    yield first_date(page.said.get("date", "")), "markup"
    own = [line.text for line in lines[:TOP] if line.text in short]
    top = [text for text in (*own, *short[:TOP]) if stands_alone(text)]  # today's is not in the main text
    yield from (
        (first_date(text), "label") for text in top if not is_span(text) and first_date(text) not in days
    )
    yield from ((first_date(text), "signature") for text in _tail(lines) if stands_alone(text))
    yield from ((first_date(text), "label") for text in top)
    yield from ((day, "label") for day in days)
    yield day_of_year("".join(own[:1]), own[1:]), "label"
    yield date_in_address(url or ""), "markup", "日期取自网址"
    for line in lines:
        for _, end, day in dates_in(line.text):
            if _PRESS_CONFERENCE.match(line.text, end):
                yield day, "text", f"没有发布日期，用了文中发布会的日期 {day.isoformat()}"


def _tail(lines: Sequence[Line]) -> list[str]:
    """The last lines, the last first; of one that ends with brackets what stands in these, of prose what signs it."""
    texts = (line.text for line in reversed(lines[-_TAIL:]))
    return [found[0] if (found := _ENDS.search(text)) else text for text in texts]


def find_publisher(page: Page, around: Sequence[Line]) -> str | None:
    """Who publishes it: the source it names, else the issuer, the site, the host."""
    texts = [line.text for line in around if len(line.text) <= _LONGEST]
    source, issuer, host = (
        [found[1] for found in map(pattern.search, texts) if found] for pattern in (_SOURCE, _ISSUER, _HOST)
    )
    named = (*source, *issuer, page.said.get("publisher", ""), *host)
    return next((name for name in named if name and not _OWN.match(name)), None)
