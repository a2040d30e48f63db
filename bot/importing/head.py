"""What a page says about itself: title, date, publisher."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.importing.boilerplate import is_credit, is_furniture, is_meta
from bot.importing.dates import date_in_address, dates_in, first_date, month_in, stands_alone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from bot.importing.page import Line, Page

_LONGEST_TITLE = 80
_ENUMERATED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]"
)
_PAPER = re.compile(r"(?:给定)?(?:资料|材料)\s*[一二三四五六七八九十\d]+")  # of an examination
_TOP, _MENU = 15, 200  # lines: what may stand above an article, at a guess and together with its menus
_SITE = re.compile(
    r"(?:网|网站|门户|官网|频道|在线|新闻|日报|晚报|早报|时报|客户端|平台|公众号|政务|The Paper|澎湃号.*|政府|"
    r"[局委办厅院校馆处所会]|大学|中心|集团|公司|信息港|发布)$|^[A-Za-z0-9 .]+$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|--+|\s[-–—]\s*|-(?=[^\d\s]))\s*")
_SHORT = 10
_LONGEST_LEAD = 24
_SHORTEST_SITE, _LONGEST_SITE = 3, 24
_SHORTEST_TITLE = 5
_TAG = re.compile(r"^[【\[][^】\]]{1,20}(?:网|报|讯|社|台|频道|客户端)[】\]]\s*")
_COLUMN = re.compile(r"^[^，。｜|《“]{1,24}[｜|]\s*(?=.{5})")
_PUBLISHED = re.compile(r"(?:(?:发布|发表|更新)?(?:时间|日期)\s*[:：]?\s*|发布\s*[:：]\s*)$")
_NOT_PUBLISHED = re.compile(r"成文日期|今天是|有效期|实施日期|活动时间")
_SOURCE = re.compile(r"(?:信息|文章|稿件|新闻)?(?:来源|稿源)\s*[:：]\s*([^\s|｜，。；【】（）()]{2,40})")
_ISSUER = re.compile(r"(?:发布机构|发文机关|发布单位)\s*[:：]\s*([^\s|｜，。；]{2,40})")
_HOST = re.compile(r"主办(?:单位)?\s*[:：]\s*([^\s|｜，。；]{2,40})|([^\s|｜，。；:：]{4,30})\s*主办(?:\s|$)")
_OWN = re.compile(r"本[站网刊报]|原创|转载|网络|互联网|微信公众平台")
_EVENT = re.compile(r"^.{0,6}(?:\d{1,2}[时:：]\S{0,4}|[上下]午|晚)?.{0,20}(?:召开|举行|举办|开展|启动)")
_TAIL = 4


@dataclass(frozen=True)
class Head:
    """What a page says about itself.

    Attributes:
        begins: number of the line, among those of the main text, at which the article begins.
        warnings: what is uncertain in this.
    """

    title: str | None
    date: date | None
    publisher: str | None
    begins: int = 0
    warnings: tuple[str, ...] = ()


def read_head(
    page: Page, lines: Sequence[Line], around: Sequence[Line], is_unit: Callable[[str], bool], url: str | None
) -> Head:
    """The head of a page whose main text is `lines`."""
    title, begins = _title(page, lines, around or lines, is_unit)
    day, warnings = _date(page, lines, around or lines, url)
    return Head(title, day, _publisher(page, around or lines), begins, warnings)


def is_title(text: str) -> bool:
    """Whether a line can be a title or heading: short, and no sentence."""
    if (
        not _SHORTEST_TITLE <= len(text) <= _LONGEST_TITLE
        or _PAPER.fullmatch(text)
        or is_furniture(text)
        or is_meta(text)
        or is_credit(text)
    ):
        return False
    bare = re.sub(r"[“「《（(【][^”」》）)】]*[”」》）)】]", "", text)
    return not re.search(r"[。；;…]|[，,：:、]$|[！？!?].+[，。]", bare)


def _title(
    page: Page, lines: Sequence[Line], around: Sequence[Line], is_unit: Callable[[str], bool]
) -> tuple[str | None, int]:
    headed = [line.text for line in around if line.level == 1 and is_title(line.text)]
    for title in (
        _shown_in(page.titles, around),
        *(headed if len(headed) == 1 else ()),
        *map(_cleaned, page.titles),
    ):
        if (
            title
            and not (_SITE.search(title) and is_unit(title))
            and not re.search(r"(?:网|网站|门户|官网|首页)$", title)
        ):
            return title, _after(lines, title)
    number = _title_line(lines, is_unit)
    if number is not None:
        return _cleaned(_whole(lines, number)), number + 1
    outside = _title_line(around, is_unit)
    return (_cleaned(_whole(around, outside)) if outside is not None else None), 0


def _whole(lines: Sequence[Line], number: int) -> str:
    """A title with the line above it, where that leads to it: 鹿寨县中渡镇： / “四小”机制…; 某区红十字会 / 关于…的总结."""
    above, title = lines[number - 1].text if number else "", lines[number].text
    leads = above.endswith(("：", ":", "——")) or title.startswith("关于")
    return above + title if leads and len(above) <= _LONGEST_LEAD and not is_furniture(above) else title


def _shown_in(titles: Sequence[str], lines: Sequence[Line]) -> str | None:
    """The longest line of the page that the markup's title repeats; what the title has beyond it is the site's."""
    whole = ["".join(title.split()) for title in titles]
    shown = {
        line.text
        for line in lines
        if len(line.text) > _SHORTEST_TITLE and any("".join(line.text.split()) in title for title in whole)
    }
    fit = [text for text in shown if is_title(text) and not _is_site(text)]
    return max(fit, key=len, default=None)


def _after(lines: Sequence[Line], title: str) -> int:
    """The line after the title, where the main text repeats it near its top."""
    bare = re.sub(r"\W", "", title)
    for number, line in enumerate(lines[:_MENU]):
        if re.sub(r"\W", "", _cleaned(line.text)) == bare:
            return number + 1
    return 0


def _title_line(lines: Sequence[Line], is_unit: Callable[[str], bool]) -> int | None:
    """The heading above the line that dates the page, else the first heading before any prose."""
    prose = next((n for n, line in enumerate(lines) if "。" in line.text), len(lines))
    dated = next(
        (
            n
            for n, line in enumerate(lines[: min(prose, _TOP)])
            if first_date(line.text) or is_meta(line.text)
        ),
        None,
    )
    fit = [
        n
        for n in range(min(prose, _TOP, len(lines)))
        if is_title(lines[n].text) and not is_unit(lines[n].text) and not _ENUMERATED.match(lines[n].text)
    ]
    marked = [n for n in fit if lines[n].level == 1]
    above = [n for n in fit if dated is not None and n < dated]
    return next(iter(marked[:1] or above[-1:] or fit[:1]), None)


def _cleaned(title: str) -> str:
    """A title without the names of site and column."""
    title = _TAG.sub("", " ".join(title.split()))
    cuts = [*_SEPARATOR.finditer(title)]
    end, site_seen = len(title), False
    for cut in reversed(cuts):
        tail = title[cut.end() : end]
        if not (_is_site(tail) or (site_seen and len(tail) <= _SHORT)) or cut.start() < _SHORTEST_TITLE:
            break
        end, site_seen = cut.start(), True
    words = _COLUMN.sub("", title[:end]).strip().split(" ")
    while len(words) > 1 and is_furniture(words[-1]):
        words.pop()
    return " ".join(words)


def _is_site(text: str) -> bool:
    return len(text) <= _LONGEST_SITE and (bool(_SITE.search(text)) or len(text) < _SHORTEST_SITE)


def _date(
    page: Page, lines: Sequence[Line], around: Sequence[Line], url: str | None
) -> tuple[date | None, tuple[str, ...]]:
    for day, warning in _dates(page, lines, around, url):
        if day:
            return day, (warning,) if warning else ()
    month = next(
        filter(
            None,
            (
                month_in(line.text)
                for line in [*around[:_TOP], *lines[-_TAIL:]]
                if len(line.text) < _LONGEST_TITLE
            ),
        ),
        None,
    )
    return None, (f"日期只写到月（{month}），没有填" if month else "没有找到发布日期",)


def _dates(
    page: Page, lines: Sequence[Line], around: Sequence[Line], url: str | None
) -> Iterator[tuple[date | None, str]]:
    """What may be the date, the surest first."""
    short = [
        line.text
        for line in around
        if len(line.text) <= 2 * _LONGEST_TITLE and not re.search(r"今天是|^[（(]?记者", line.text)
    ]
    yield _published(short), ""
    yield first_date(page.said.get("date", "")), ""
    top = (first_date(text) for text in short[:_TOP] if stands_alone(text))
    yield next(filter(None, top), None), ""
    tail = (first_date(line.text) for line in reversed(lines[-_TAIL:]) if stands_alone(line.text))
    yield next(filter(None, tail), None), ""
    yield date_in_address(url or ""), "日期取自网址"
    for line in lines:
        for _, end, day in dates_in(line.text):
            if _EVENT.match(line.text[end:]) or "活动时间" in line.text:
                yield day, f"没有发布日期，用了文中活动的日期 {day.isoformat()}"
    for before, line in pairwise(lines):
        if before.text.endswith("时间") and len(before.text) < _SHORT:
            yield first_date(line.text), "没有发布日期，用了文中活动的日期"


def _published(texts: Sequence[str]) -> date | None:
    """A date behind a label that says published."""
    for text in texts:
        for start, _, day in sorted(dates_in(text)):
            if _PUBLISHED.search(text[:start]) and not _NOT_PUBLISHED.search(
                text[max(start - _SHORT, 0) : start]
            ):
                return day
    return None


def _publisher(page: Page, lines: Sequence[Line]) -> str | None:
    texts = [line.text for line in lines if len(line.text) <= 2 * _LONGEST_TITLE]
    for pattern in (_SOURCE, _ISSUER):
        for text in texts:
            found = pattern.search(text)
            if found and not _OWN.search(found[1]):
                return found[1].strip("　 ")
    said = page.said.get("publisher", "")
    if said and not _OWN.search(said):
        return said
    hosts = (_HOST.search(text) for text in texts)
    return next((found[1] or found[2] for found in hosts if found), None)
