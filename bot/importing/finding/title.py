"""The title of a page: every line that stands above the text and every title of the markup, weighed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import NOTE, is_credit, is_furniture, is_meta
from bot.importing.finding.dates import first_date, month_in, stands_alone
from bot.importing.finding.found import Evidence
from bot.importing.finding.paragraphs import KINDS, NUMBERED
from bot.importing.finding.weighing import Weighing
from bot.importing.reading.page import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Sequence

    from bot.importing.reading.page import Page

LONGEST_TITLE = 80
TOP, _ABOVE = 15, 40  # lines: of the main text, and above its first prose, at a guess and together with menus
_SHORTEST_TITLE, _SHORTEST, _SHORTEST_MARKED, _LONGEST_LEAD = 5, 4, 2, 24
_PROSE, _TOLD, _MOST_PARTS, _MOST_CLAUSES = 20, 4000, 3, 2
_NONE = Line("")
_COUNT = r"(?:\d+|[一二三四五六七八九十]+)"
_ISSUE = re.compile(  # of a bulletin or collection
    rf"(?:[（(][^（()）]{{1,6}}[）)]\s*)?[（(]?(?:(?:总?第\s*{_COUNT}\s*[期辑集卷]|\d{{4}}\s*年?\s*第?\s*\d+\s*期)[\s（）()]*)+"
)
_NUMBER = rf"[（(]?\s*(?:总?第\s*{_COUNT}|\d{{4}}\s*年?\s*第?\s*\d+)\s*期\s*[）)]?"
_ISSUE_BEGINS = re.compile(  # of a periodical, named above
    rf"(?:[（(][^（()）]{{1,6}}[）)]\s*)?{_NUMBER}(?!\w)"
)
_ISSUE_ENDS = re.compile(rf"[^《》，。]+{_NUMBER}")  # behind its name
_SERIES = re.compile(rf"[^，：]*(?:之{_COUNT}|[①-⑳]|(?:材料|资料)\d+)")  # counts a paper among others
_LABEL = re.compile("【[^【】]*】")  # of what stands below it
_OCCASION = re.compile("在.{4,40}[上中]的.{0,6}(?:发言|讲话|汇报)(?:材料|稿)?")
ABOUT = re.compile("——(?:记|专?访|对话)(?!者)")
"""How a subtitle begins that says whom a text is about: ——访市水务局局长 李清."""
_SEPARATOR = re.compile(r"\s*(?:_+|\||｜|--+|\s[-–]\s|-(?=[^\d\s]))\s*")  # of the names of site and column
TAG = re.compile(
    r"^(?:标题|题目|主题)\s*[：:]\s*|^[【\[][^】\]]{1,20}(?:网|报|讯|社|台|频道|客户端|访谈|专访|图解|视频|观察|聚焦|关注|视点|特写|速递|新闻|头条|动态|专栏|一线|直击|热点|要闻)[】\]]\s*"
)
"""What stands before a title: 题目：, 【某网】."""
_GOES_ON = re.compile(
    f"(?:——|—|–|--).*|[（(]第{_COUNT}(?:[辑集卷][）)]|期[）)]\\w{{2,}})|(?:[\u4e00-\u9fff]{{2}}){{0,3}}(?:材料|发言|演讲稿|经验|案例|做法)?(?:汇编|选编|摘编|摘登|选登|选载|集锦)"
)
_ISSUES = re.compile("[^，。：《》]{2,30}(?:编[印发]|印[制发])")  # who does: 会务组编印
_OF_A_UNIT = re.compile("关于|20\\d\\d年")  # what leaves out whose it is
_PAPER = re.compile(  # says only what kind of paper it is
    "(?:典型|先进|事迹|经验|交流|发言|汇报|书面|会议|推荐){0,3}(?:材料|发言|稿)[（(]?\\d{0,2}稿?[）)]?"
)
_COMPLETE = re.compile(
    f".*(?:{KINDS}|通知|通报|公告|意见|方案|简报|汇编|选编)稿?"
)  # with its kind a title ends
GREETS = re.compile("(?:尊敬的|亲爱的|各位|同志们|朋友们|大家好|谢谢|感谢大家)")


def is_title(text: str, shortest: int = _SHORTEST_TITLE) -> bool:
    """Whether a line can be a title or heading: short, and no sentence."""
    if (
        not shortest <= len(text) <= LONGEST_TITLE
        or not re.search("[\u4e00-\u9fff]{2}", text)
        or is_furniture(text)
        or is_meta(text)
        or is_credit(text)
        or GREETS.match(text)
        or re.fullmatch("[（(][^（()）]*[）)]|“[^“”]*”", text)  # an aside, what something is called
    ):
        return False
    bare = re.sub(r"[“「《（(【][^”」》）)】]*[”」》）)】]", "", text)
    return not re.search(r"[。；;…]|[，,：:、]$|[！？!?].+[，。]", bare)


@dataclass
class Candidate:
    """What may be the title.

    Attributes:
        fits: whether nothing in its own words speaks against it.
        line: number of its last line, from 0 at the first of the main text; None where only the markup has it.
        shown: its first line as it stands.
    """

    text: str
    fits: bool = False
    line: int | None = None
    shown: Line | None = None
    features: dict[str, float] = field(default_factory=dict)

    @property
    def begins(self) -> int:
        """The number of the line of the main text after it."""
        return 0 if self.line is None else max(self.line + 1, 0)


class Titles:
    """Finds the title of a page.

    Args:
        is_unit: whether a line names a unit and does nothing else.
        signs: whether a line ends with the name of one.
    """

    def __init__(
        self, is_unit: Callable[[str], bool], signs: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._is_unit = is_unit
        self._signs = signs
        self._weighing = Weighing("titles")

    def of(
        self, page: Page, lines: Sequence[Line], around: Sequence[Line], besides: Container[str | None] = ()
    ) -> tuple[Candidate | None, Evidence | None]:
        """The title and what tells it, of all but some; None where none is likelier."""
        candidates = [one for one in self.candidates(page, lines, around) if one.text not in besides]
        chances = self._weighing.chances([one.features for one in candidates])
        if sum(chances) < self._weighing.fair:
            return None, None
        (likely, best), *others = sorted(zip(chances, candidates, strict=True), key=lambda one: -one[0])
        alternatives = tuple(one.text for chance, one in others if chance > (1 - self._weighing.sure) / 2)
        why = "markup" if best.line is None else "title"
        return best, Evidence(likely >= self._weighing.sure, why, alternatives)

    def joined(self, lines: Sequence[Line]) -> list[Line]:
        """The lines with the parts of a title put together: those set as one anywhere, in the head of a page all that go on."""
        joined, head = list[Line](), range(_head(lines))
        for number, line in enumerate(lines):
            alike = joined and self._looks_alike(lines[number - 1], line, top=len(joined) == 1)
            if alike or (joined and number in head and self._goes_on(joined, lines, number)):
                text = joined[-1].text + line.text
                joined[-1] = replace(joined[-1], text=text, bold=len(text) * bool(joined[-1].bold))
            else:
                joined.append(line)
        return joined

    def _looks_alike(self, above: Line, line: Line, *, top: bool) -> bool:
        """Whether two lines are set as one title: centred, or bold in one paragraph, on the first two lines or below a comma."""
        near = line.gap == "\n" or top or above.text.endswith("，")
        as_title = line.level == 1 or (line.look == (0, True) and near)
        alike = as_title and line.look == above.look and not (line.item or above.item)
        return alike and self._is_part(line.text) and self._is_part(above.text)

    def _goes_on(self, joined: Sequence[Line], lines: Sequence[Line], number: int) -> bool:
        """Whether a line of the head goes on with the title above it."""
        above, before, line = joined[-1].text, lines[number - 1], lines[number]
        below, is_part = line.text, self._is_part(line.text) and is_title(line.text)
        if line.row or is_furniture(above) or is_furniture(below) or is_meta(above) or TAG.match(below):
            return False
        if _GOES_ON.fullmatch(below) or (above.endswith("会") and _PAPER.fullmatch(below)):
            return bool(ABOUT.match(below)) or not self._is_unit(below)  # ——访某局局长 李清, but not ——某局
        if _OF_A_UNIT.match(below) and is_part and len(above) <= _LONGEST_LEAD:
            letterhead = len(joined) > 1 and self._is_unit(joined[-2].text)
            return not letterhead and (self._is_unit(above) or self._signs(above))
        if not is_part or not self._is_part(above):
            return False
        if _is_open(above) or (above.endswith(("：", ":", "——")) and len(above) <= _LONGEST_LEAD):
            return True
        # No line breaks so early, nor are halves of a title so unlike.
        column = len(before.text) * 2 < len(below)
        whole = column or line.look != before.look or _COMPLETE.fullmatch(before.text)
        letterhead = not whole and any(_ISSUE_BEGINS.match(one.text) for one in lines[number : _head(lines)])
        both_centred = line.centred and before.centred
        return not (whole or letterhead) and (both_centred or self._stand_together(lines, number))

    def _stand_together(self, lines: Sequence[Line], number: int) -> bool:
        """Whether a line and the one above stand in a paragraph that holds nothing but a title, and who and when."""
        begin = next(n for n in range(number, -1, -1) if n == 0 or lines[n].gap != "\n")
        end = next((n for n in range(number + 1, len(lines)) if lines[n].gap != "\n"), len(lines))
        block = lines[begin:end]
        parts = sum(self._is_part(line.text) and is_title(line.text) for line in block)
        text = any(
            _is_prose(line) or len(line.text.split()) > _MOST_CLAUSES or is_furniture(line.text) == "导航"
            for line in block
        )
        return begin < number and parts <= _MOST_PARTS and is_title(lines[number - 1].text) and not text

    def _is_part(self, text: str) -> bool:
        """Whether a line can be part of a title: not who or when, nor what counts papers."""
        who = self._names(text) or (text[-1:] != "会" and self._signs(text))  # 推进会
        when = is_meta(text) or first_date(text) or month_in(text)
        counts = NUMBERED.match(text) or _ISSUE.search(text) or _SERIES.fullmatch(text)
        apart = _LABEL.fullmatch(text) or re.search("^[（(]|。", text)
        return not (who or when or counts or apart)

    def candidates(self, page: Page, lines: Sequence[Line], around: Sequence[Line]) -> list[Candidate]:
        """Everything that may be the title, each with its features."""
        found, said = dict[str, Candidate](), [_bare(title) for title in page.titles]
        top = _prose(lines)
        issue = next((n for n, line in enumerate(lines[:top]) if _numbers_issue(line.text)), -1)
        if not any(self._may_be(line) for line in lines[issue + 1 : top]) and (issue >= 0 or not around):
            top = _below_note(lines, top)
        shown = [*self._shown(lines, around, said, top)]
        for one in (*shown, *(Candidate(self._cleaned(text, said)) for text in page.titles)):
            if _bare(one.text):
                known = found.setdefault(_bare(one.text), one)
                known.features |= one.features
        for one in found.values():
            one.fits = self._fits(one.text, _SHORTEST_MARKED if one.features.get("heading 1") else _SHORTEST)
        fit = [one for one in found.values() if one.fits and one.line is not None and one.line >= 0]
        below = [one for one in fit if (one.line or 0) > issue]
        if issue >= 0 and below:
            alone = _ISSUE_BEGINS.match(lines[issue].text)
            names = {_bare(line.text) for line in lines[0 if alone else issue : issue + 1]} - {""}
            named = {key for key, one in found.items() if any(name in key for name in names)}
            found = {key: one for key, one in found.items() if key not in named or one in below}
        in_markup = {
            key
            for key, one in found.items()
            if one.line is not None and len(key) >= _SHORTEST and any(key in title for title in said)
        }
        told = _pairs("".join(line.text for line in lines if _is_prose(line))[:_TOLD])
        for key, one in found.items():
            pairs = _pairs(one.text)
            one.features |= {
                "told": len(pairs & told) / max(len(pairs), 1) * (not self._is_unit(one.text)),
                "unfit": float(not one.fits),
                "short": float(len(key) <= _SHORTEST),
                "unseen": float(one.line is None),
                "holds a shown one": float(one.line is None and any(shown in key for shown in in_markup)),
                "markup has another": float(bool(in_markup) and key not in in_markup),
            }
        dated = next((n for n, line in enumerate(lines[:top]) if _publishes(line)), -1)
        above = [one for one in below if (one.line or 0) < dated]
        below = [one for one in below if not _OCCASION.fullmatch(one.text)] or below
        for one in above[-1:] or below[:1] or fit[:1]:  # a bulletin's own name, where none is below its issue
            one.features["foremost"] = 1.0
        return list(found.values())

    def _shown(
        self, lines: Sequence[Line], around: Sequence[Line], said: Sequence[str], top: int
    ) -> Iterator[Candidate]:
        """Lines above `top`, each with the line that goes on with it, as it does where the markup says both."""
        first = lines[0].text if lines else ""
        above = around[: next((n for n, line in enumerate(around) if first in line.text), _prose(around))]
        number, headed = max(top - _ABOVE, -len(above)), False
        while number < top:
            line, below, after = (*above, *lines, _NONE, _NONE)[len(above) + number :][:3]
            both, text = _bare(line.text + below.text), self._cleaned(line.text, said)
            joined = _bare(line.text) not in ("", both) and both in said
            if (
                len(text) <= LONGEST_TITLE
                and not line.row
                and not is_furniture(line.text)
                and not _publishes(replace(line, text=text))
            ):
                text = line.text + below.text if joined else text
                looks = {
                    f"heading {line.level if headed else min(line.level, 1)}": 1.0,
                    "published below": float(_publishes(after if joined else below)),
                }
                headed = headed or line.level > 0
                yield Candidate(text, False, number + joined, line, looks)
            number += 1 + joined

    def _cleaned(self, title: str, said: Sequence[str]) -> str:
        """The longest part of a title that the markup does not say twice: what else it holds names site and column."""
        if said.count(_bare(title)) > 1:
            return title
        title = TAG.sub("", " ".join(title.split()))
        parts = _SEPARATOR.split(title)
        told = [part for part in parts if not self._is_unit(part)] if len(parts) > 1 else parts
        longest = max(told or parts, key=len).strip(" ○●◇◆□■☆★")
        return longest.strip('"') if longest.count('"') % 2 or re.fullmatch('"[^"]*"', longest) else longest

    def _may_be(self, line: Line) -> bool:
        """Whether a line of the head can be the title."""
        return not (line.row or is_furniture(line.text) or _publishes(line)) and self._fits(line.text)

    def _fits(self, text: str, shortest: int = _SHORTEST) -> bool:
        none = any(kind.fullmatch(text) for kind in (_LABEL, _ISSUE, _PAPER, _SERIES)) or NUMBERED.match(text)
        told_apart = none or first_date(text) or month_in(text)
        return is_title(text, shortest) and not (told_apart or self._names(text))

    def _names(self, text: str) -> bool:
        """Whether a line only names whose it is, one or several: 某局文件, 某办公室编, 某县、某县, 某局　某局, 会务组编印."""
        several = re.split(r"[、\s]+", re.sub(r"\s*(?:文件|编印?)$", "", text))
        return bool(_ISSUES.fullmatch(text)) or self._is_unit(text) or all(map(self._is_unit, several))


def _is_open(text: str) -> bool:
    """Whether a line breaks off: inside a pair of signs, or before what 关于 leads to."""
    pairs = any(text.count(left) > text.count(right) for left, right in ("“”", "《》", "（）", "「」"))
    return pairs or ("关于" in text and not _COMPLETE.fullmatch(text))


def _head(lines: Sequence[Line]) -> int:
    """The number of lines above the text, an editor's note left aside."""
    noted = False
    for number, line in enumerate(lines[:TOP]):
        note = NOTE.match(line.text)
        if _is_prose(line) and not (note or noted):
            return number
        noted = bool(note)
    return min(TOP, len(lines))


def _prose(lines: Sequence[Line]) -> int:
    """The number of lines above any prose."""
    return next((n for n, line in enumerate(lines[:TOP]) if _is_prose(line)), min(TOP, len(lines)))


def _below_note(lines: Sequence[Line], prose: int) -> int:
    """The number of lines above the text, with the one below the editor's note where that stands first."""
    alone = any(NOTE.fullmatch(line.text) for line in lines[max(prose - 1, 0) : prose])
    noted = alone or any(NOTE.match(line.text) for line in lines[prose : prose + 1])
    return min(prose + 2, len(lines)) if noted else prose


def _numbers_issue(text: str) -> bool:
    return bool(_ISSUE_BEGINS.match(text) or _ISSUE_ENDS.fullmatch(text))


def _publishes(line: Line) -> bool:
    return is_meta(line.text) or stands_alone(line.text) or is_credit(line.text)


def _is_prose(line: Line) -> bool:
    return "。" in line.text and len(line.text) > _PROSE


def _bare(text: str) -> str:
    return re.sub(r"\W", "", text)


def _pairs(text: str) -> set[str]:
    return {run[n : n + 2] for run in re.findall("[\u4e00-\u9fff]+", text) for n in range(len(run) - 1)}
