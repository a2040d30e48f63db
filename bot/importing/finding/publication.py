"""When a page was published, and by whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.importing.finding.dates import date_in_address, dates_in, first_date, month_in, stands_alone
from bot.importing.finding.evidence import Evidence
from bot.importing.finding.title import LONGEST_TITLE, TOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bot.importing.reading.page import Line, Page

_PUBLISHED = re.compile(r"(?:(?:发布|发表|更新|发文)?(?:时间|日期)\s*[】\]]?[:：]?\s*|发布\s*[:：]\s*)$")
_NOT_PUBLISHED = re.compile(r"成文日期|今天是|有效期|实施日期|废止日期|活动时间")
_SOURCE = re.compile(r"(?:信息|文章|稿件|新闻)?(?:来源|稿源)\s*[:：]\s*([^\s|｜，。；【】（）()]{2,40})")
_ISSUER = re.compile(r"(?:发布机构|发文机关|发布单位)\s*[:：]\s*([^\s|｜，。；]{2,40})")
_HOST = re.compile(r"主办(?:单位)?\s*[:：]\s*([^\s|｜，。；]{2,40})|([^\s|｜，。；:：]{4,30})\s*主办(?:\s|$)")
_OWN = re.compile(r"(?:本[站网刊报].*|原创|转载|网络|互联网|微信公众平台)$")
_PRESS_CONFERENCE = re.compile("[^。]{0,30}(?:召开|举行|举办)[^。]{0,30}(?:发布会|通气会|吹风会|见面会)")
_TAIL = 4
_SHORT = 10
_LONGEST = 2 * LONGEST_TITLE


@dataclass(frozen=True)
class Dated:
    """When a page was published.

    Attributes:
        month: YYYY-MM, where that is all it says.
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


def find_date(page: Page, lines: Sequence[Line], around: Sequence[Line], url: str | None) -> Dated:
    """The date of a page whose main text is `lines`."""
    for day, why, warning in _dates(page, lines, around, url):
        if day:
            return Dated(day, warnings=(warning,) if warning else (), why=why)
    short = (line.text for line in [*around[:TOP], *lines[-_TAIL:]] if len(line.text) < LONGEST_TITLE)
    month = next(filter(None, map(month_in, short)), None)
    warning = f"日期只写到月（{month}），草稿里没有填" if month else "没有找到发布日期"
    return Dated(None, month, (warning,))


def _dates(
    page: Page, lines: Sequence[Line], around: Sequence[Line], url: str | None
) -> Iterator[tuple[date | None, str, str]]:
    """What may be the date, what tells it and what is uncertain about it; the surest first."""
    short = [
        line.text
        for line in around
        if len(line.text) <= _LONGEST and not re.search(r"今天是|^[（(]?记者", line.text)
    ]
    yield _published(short), "label", ""
    yield first_date(page.said.get("date", "")), "markup", ""
    top = (first_date(text) for text in short[:TOP] if stands_alone(text))
    yield next(filter(None, top), None), "label", ""
    tail = (first_date(line.text) for line in reversed(lines[-_TAIL:]) if stands_alone(line.text))
    yield next(filter(None, tail), None), "signature", ""
    yield date_in_address(url or ""), "markup", "日期取自网址"
    for line in lines:
        for _, end, day in dates_in(line.text):
            if _PRESS_CONFERENCE.match(line.text, end):
                yield day, "text", f"没有发布日期，用了文中发布会的日期 {day.isoformat()}"


def _published(texts: Sequence[str]) -> date | None:
    """A date behind a label that says published."""
    for text in texts:
        for start, _, day in sorted(dates_in(text)):
            if _PUBLISHED.search(text[:start]) and not _NOT_PUBLISHED.search(
                text[max(start - _SHORT, 0) : start]
            ):
                return day
    return None


def find_publisher(page: Page, lines: Sequence[Line]) -> str | None:
    """Who publishes it: the source it names, else the issuer, the site, the host."""
    texts = [line.text for line in lines if len(line.text) <= _LONGEST]
    for pattern in (_SOURCE, _ISSUER):
        for text in texts:
            found = pattern.search(text)
            if found and not _OWN.match(found[1]):
                return found[1].strip("　 ")
    said = page.said.get("publisher", "")
    if said and not _OWN.match(said):
        return said
    hosts = (_HOST.search(text) for text in texts)
    return next((found[1] or found[2] for found in hosts if found), None)
