"""The title of a page, without the names of site and column."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_furniture, is_meta
from bot.importing.finding.dates import first_date
from bot.importing.finding.evidence import Evidence
from bot.importing.finding.paragraphs import repeats

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.importing.reading.page import Line, Page

_SHORTEST_TITLE, _SHORTEST_ALONE, _SHORTEST_MARKED = 5, 4, 2
LONGEST_TITLE = 80
_ENUMERATED = re.compile(
    r"[【\[]?(?:典型)?案例(?:之)?[一二三四五六七八九十\d]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]"
)
_PAPER = re.compile(r"(?:给定)?(?:资料|材料)\s*[一二三四五六七八九十\d]+")  # of an examination
_ISSUE = re.compile(  # of a bulletin
    r"[（(]?(?:(?:总第\s*\d+\s*期|第\s*(?:\d+|[一二三四五六七八九十]+)\s*期|\d{4}\s*年?\s*第?\s*\d+\s*期)[\s（）()]*)+"
)
TOP, _MENU = 15, 200  # lines: what may stand above an article, at a guess and together with its menus
_SHEET = re.compile(r"\d+\s*[期版]")  # of a newspaper
_SITE = re.compile(
    r"(?:网|网站|门户|官网|频道|在线|新闻|报|客户端|平台|公众号|政务|The Paper|澎湃号.*|政府|"
    r"[局委办厅院校馆处所会]|大学|中心|集团|公司|信息港|发布)$|^[A-Za-z0-9 .]+$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|--+|\s[-–—]\s*|-(?=[^\d\s]))\s*")
_TAG = re.compile(
    r"^[【\[][^】\]]{1,20}(?:网|报|讯|社|台|频道|客户端|访谈|专访|图解|视频|观察|聚焦|关注|视点|特写|速递|新闻|头条|动态|专栏|一线|直击|热点|要闻)[】\]]\s*"
)
_COLUMN = re.compile(r"^[^，。｜|《“]{1,24}[｜|]\s*(?=.{5})")
_GOES_ON = re.compile(
    "(?:[\u4e00-\u9fff]{2}){0,3}(?:材料|发言|演讲稿|经验|案例|做法)?(?:汇编|选编|摘编|摘登|选登|选载|集锦)"
)
_SHORT, _COLUMN_NAME = 10, 4
_LONGEST_LEAD = 24
_SHORTEST_SITE, _LONGEST_SITE = 3, 24


def is_title(text: str, shortest: int = _SHORTEST_TITLE) -> bool:
    """Whether a line can be a title or heading: short, and no sentence."""
    if (
        not shortest <= len(text) <= LONGEST_TITLE
        or _PAPER.fullmatch(text)
        or not re.search("[\u4e00-\u9fff]{2}", text)
        or is_furniture(text)
        or is_meta(text)
        or is_credit(text)
        or re.fullmatch(r"[（(][^（()）]*[）)]", text)
    ):
        return False
    bare = re.sub(r"[“「《（(【][^”」》）)】]*[”」》）)】]", "", text)
    return not re.search(r"[。；;…]|[，,：:、]$|[！？!?].+[，。]", bare)


def find_title(
    page: Page, lines: Sequence[Line], around: Sequence[Line], is_unit: Callable[[str], bool]
) -> tuple[str | None, int, Evidence | None]:
    """The title, the number of the line of the main text after it, and what tells it."""
    headed = [line.text for line in around if line.level == 1 and is_title(line.text)]
    marked = (_shown_in(page.titles, around), *map(_cleaned, headed if len(headed) == 1 else ()))
    number = _title_line(lines, is_unit)
    unseen = () if number is not None and lines[number].level else map(_cleaned, page.titles)
    for title in (*marked, *unseen):
        if (
            title
            and len(title) >= _SHORTEST_ALONE
            and not (_SITE.search(title) and is_unit(title))
            and not re.search(r"(?:网|网站|门户|官网|首页)$", title)
        ):
            return title, _after(lines, title), Evidence(True, "markup")
    if number is not None:
        return _cleaned(_whole(lines, number)), number + 1, Evidence(True, "title")
    outside = _title_line(around, is_unit)
    if outside is None:
        return None, 0, None
    return _cleaned(_whole(around, outside)), 0, Evidence(False, "text")


def _whole(lines: Sequence[Line], number: int) -> str:
    """A title with the line below it that says what it is (交流材料汇编), or with the line above that leads to it.

    Such lines are: 鹿寨县中渡镇： / “四小”机制…; 某区红十字会 / 关于…的总结.
    """
    above, title = lines[number - 1].text if number else "", lines[number].text
    below = lines[number + 1].text if number + 1 < len(lines) else ""
    if _GOES_ON.fullmatch(below) or below.startswith(("——", "—", "--")):
        return title + below
    leads = above.endswith(("：", ":", "——")) or title.startswith("关于")
    return above + title if leads and len(above) <= _LONGEST_LEAD and not is_furniture(above) else title


def _shown_in(titles: Sequence[str], lines: Sequence[Line]) -> str | None:
    """The longest line of the page that the markup's title repeats, or heading that repeats it; more is the site's."""
    whole = ["".join(title.split()) for title in titles]
    shown = {
        line.text
        for line in lines
        if len(line.text) > _SHORTEST_TITLE
        and any(
            (bare := "".join(line.text.split())) in title
            or (line.level and title in bare and len(title) > _SHORTEST_TITLE)
            for title in whole
        )
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
        (n for n, line in enumerate(lines[: min(prose, TOP)]) if first_date(line.text) or is_meta(line.text)),
        None,
    )
    may_be = [
        n
        for n in range(min(prose, TOP, len(lines)))
        if is_title(lines[n].text, _SHORTEST_MARKED if lines[n].level else _SHORTEST_ALONE)
        and not is_unit(lines[n].text)
        and not _ENUMERATED.match(lines[n].text)
        and not first_date(lines[n].text)
        and not _SHEET.search(lines[n].text)
        and not (n and lines[n - 1].text.endswith(("：", ":")) and is_unit(lines[n - 1].text))
    ]
    fit = [n for n in may_be if lines[n].level or len(lines[n].text) >= _SHORTEST_TITLE] or may_be[-1:]
    issue = next((n for n in range(min(prose, TOP, len(lines))) if _ISSUE.fullmatch(lines[n].text)), None)
    if issue is not None:  # above it stands the bulletin's own name
        return next((n for n in fit if n > issue), None)
    marked = sorted((n for n in fit if lines[n].level), key=lambda n: lines[n].level)
    above = [n for n in fit if dated is not None and n < dated]
    number = _above_subtitles(lines, fit, next(iter(marked[:1] or above[-1:] or fit[:1]), None))
    if number is None:
        return None
    return next(n for n in fit if n == number or repeats(lines[number].text, lines[n].text))


def _above_subtitles(lines: Sequence[Line], fit: Sequence[int], number: int | None) -> int | None:
    """The title, where a line was found that begins with a dash and so goes on with the line above it."""
    while number and number - 1 in fit and lines[number].text.startswith(("—", "–", "--")):
        number -= 1
    return number


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
    notice = next(
        (
            n
            for n, word in enumerate(words)
            if n and word.startswith("关于") and len(words[n - 1]) <= _COLUMN_NAME
        ),
        0,
    )
    return " ".join(words[notice:])  # before it stand site and column: 省税务局 最新文件 关于…的通知


def _is_site(text: str) -> bool:
    return len(text) <= _LONGEST_SITE and (bool(_SITE.search(text)) or len(text) < _SHORTEST_SITE)
