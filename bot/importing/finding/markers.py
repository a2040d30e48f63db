"""Enumerators: the words and signs by which a text numbers what it tells (一是, 第二步, 三、, （四）, 5., ⑥, 最后)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.importing.finding.numerals import NUMERALS, below_hundred
from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.importing.finding.body import Body, Paragraph

FREE = 9
SECTION = 3
_LONGEST_HEADING = 80
_LEAD = 40
_COUNTED = "|".join(words("markers")["counted"])
_DEEDS = "|".join(words("markers")["deeds"])
_STEPS = "步棋|板斧|步|招|道|把[\u4e00-\u9fff]|件事"  # that number nothing but what one does
_CLASSIFIED = f"第(?P<n>[{NUMERALS}]{{1,3}}|\\d{{1,2}})(?P<style>{_COUNTED})"
_SENTENCE, _CLAUSE = "。！？；：!?;:…", "，、,.）)”’」』》—"


@dataclass(frozen=True)
class _Kind:
    """One manner of numbering.

    Attributes:
        rank: a list may stand inside lists of lower rank, FREE ones in any; 一、 and （一） are at most SECTION and stand in
            no FREE one.
        after: what may stand before it on its line; None: only the line's beginning.
    """

    name: str
    pattern: re.Pattern[str]
    rank: int = FREE
    after: str | None = _SENTENCE + _CLAUSE


_KINDS = (
    _Kind("一是", re.compile(f"(?P<n>[{NUMERALS}]{{1,3}})是(?!否|非|不是)")),
    _Kind("第一", re.compile(f"第(?P<n>[{NUMERALS}]{{1,3}}|\\d{{1,2}})\\s*(?:[，、,：:]|是(?!否))")),
    _Kind("其一", re.compile(f"其(?P<n>[{NUMERALS}])[，、,：:]")),
    _Kind("一抓", re.compile(f"(?P<n>[{NUMERALS}]{{1,3}})(?P<style>{_DEEDS})"), after=_SENTENCE),
    _Kind(
        "问题1",
        re.compile(f"问题?(?P<n>[{NUMERALS}]{{1,3}}|\\d{{1,2}})[：:](?=.{{4,60}}[？?])"),
        rank=1,
        after=None,
    ),
    _Kind("第一步", re.compile(f'{_CLASSIFIED}(?:[，、,：:—“"]|就?是(?!否)|叫)')),
    _Kind("第一步", re.compile(f"第(?P<n>[{NUMERALS}]{{1,3}})(?P<style>{_STEPS})"), after=_SENTENCE),
    _Kind("第一步", re.compile(_CLASSIFIED), after=None),
    _Kind(
        "案例一",
        re.compile(
            f"(?P<style>典型案例|案例|事例|做法|经验|举措|亮点|措施|故事|场景|镜头)(?P<n>[{NUMERALS}]{{1,3}}|\\d{{1,2}})"
            "\\s*(?:[：:、.，]|\\s|$|(?=[【“《]))"
        ),
        rank=0,
        after=None,
    ),
    _Kind(
        "案例一",
        re.compile(f"(?P<style>做法|举措|措施|经验|亮点)(?P<n>[{NUMERALS}]{{1,3}}|\\d{{1,2}})\\s*[：:]"),
        after=_SENTENCE,
    ),
    _Kind(
        "秘诀一",
        re.compile(f"(?P<style>[\u4e00-\u9fff“”]{{2,8}}?)(?P<n>[{NUMERALS}])\\s*[：:]"),
        rank=1,
        after=None,
    ),
    _Kind("一、", re.compile(f"(?P<n>[{NUMERALS}]{{1,3}})、"), rank=2, after=_SENTENCE),
    _Kind("（一）", re.compile(f"[（(](?P<n>[{NUMERALS}]{{1,3}})[）)]"), rank=3, after=_SENTENCE + "，,"),
    _Kind("1.", re.compile(r"(?P<n>\d{1,2})(?:[.．](?!\d)|、)"), rank=4, after=_SENTENCE + "，,"),
    _Kind(
        "1 ",
        re.compile(r"(?P<n>\d{1,2})(?:\s+(?=[\u4e00-\u9fff“])|$)|(?P<m>0\d)(?=[\u4e00-\u9fff“])"),
        rank=4,
        after=None,
    ),
    _Kind(
        "（1）", re.compile(r"[（(](?P<n>\d{1,2})[）)]|(?P<m>\d{1,2})[）)]"), rank=5, after=_SENTENCE + "，,"
    ),
    _Kind("①", re.compile("(?P<n>[①-⑳])"), rank=6, after=_SENTENCE + _CLAUSE),
    _Kind(
        "首先",
        re.compile(
            "(?P<n>首先|其次|再次|再者|接着|然后|此外|另外|最后|最後)(?!一|得|要看|是因为|还是|[，,]?(?:记者|笔者|让我们|祝|谢谢|感谢))"
        ),
        after="。！？；!?;",
    ),
    _Kind("一方面", re.compile("(?P<n>一方面|另一方面)"), after=None),
    _Kind("【】", re.compile(r"【(?P<label>[^【】]{2,24})】"), rank=1, after=None),
)
_APPENDED = re.compile("附件|附表|图|表|材料|资料|题|问题|星期|周|原因|困难|第")
_ORDER = {
    "一方面": 1,
    "另一方面": 2,
    "首先": 1,
    "其次": 2,
    "再次": 3,
    "再者": 3,
    "接着": 3,
    "然后": 3,
    "此外": 4,
    "另外": 4,
    "最后": 9,
    "最後": 9,
}
_ENDS_IN_LEAD = re.compile("(?:做法|措施|举措|方面|经验|亮点|特点|主要|重点|分别|包括|即|目标|任务)$")
_ENDS_IN_UNIT = re.compile(
    "(?:局|委|办|集团|公司|中心|社区|街道|[镇乡村处院所站队部厂馆校])$"
)  # 市水务集团一是…
_NOT_BEFORE = "第其之统唯专单万逐同每归划零〇一二三四五六七八九十百千两"
_LABELS_NO_PRACTICE = re.compile(
    "编者按|按语|来源|责任编辑|责编|记者|讯$|新闻报道|相关链接|附件|^图|图片|字体|打印"
)


@dataclass(frozen=True)
class Marker:
    """An enumerator in the text.

    Attributes:
        style: markers of one list share it.
        number: 1…; 0 in lists that do not number.
        end: offset after the enumerator; the practice's own words begin there.
        leads: whether it begins its paragraph.
        paragraph: number of the paragraph it stands in.
    """

    style: str
    rank: int
    number: int
    start: int
    end: int
    leads: bool
    paragraph: int

    @property
    def kind(self) -> str:
        """Its manner of numbering without the word that is counted; `markup` for headings and numbers of a program."""
        if self.rank < 0:
            return "markup"
        named = (kind.name for kind in _KINDS if self.style.startswith(kind.name))
        return max(named, key=len, default=self.style.split("|")[0])


def markers(body: Body, first: int, last: int) -> Iterator[Marker]:
    """What may be an enumerator in the paragraphs first…last - 1, in order."""
    for number in range(first, last):
        paragraph = body.paragraphs[number]
        here = list(_in_paragraph(body, paragraph, number))
        if paragraph.level and paragraph.end - paragraph.start <= _LONGEST_HEADING:  # a longer one is prose
            yield _of_heading(paragraph, number, next((marker for marker in here if marker.leads), None))
            continue
        if paragraph.item and not any(marker.leads for marker in here):
            yield Marker(
                f"item|{paragraph.item}", 3, 0, paragraph.start, paragraph.start, leads=True, paragraph=number
            )
        yield from here


def _of_heading(paragraph: Paragraph, number: int, own: Marker | None) -> Marker:
    """A heading in the markup; one with a number goes on with headings so numbered only."""
    rank = -9 + paragraph.level
    if own is None:
        style = f"h{paragraph.level}"
        return Marker(style, rank, 0, paragraph.start, paragraph.start, leads=True, paragraph=number)
    return replace(own, style=f"h{paragraph.level}{own.style}", rank=rank)


def _in_paragraph(body: Body, paragraph: Paragraph, number: int) -> Iterator[Marker]:
    found = [marker for kind in _KINDS for marker in _of_kind(body, paragraph, number, kind)]
    seen = paragraph.start - 1
    for marker in sorted(found, key=lambda marker: (marker.start, -marker.end)):
        if marker.start > seen:
            yield marker
            seen = marker.end - 1


def _of_kind(body: Body, paragraph: Paragraph, number: int, kind: _Kind) -> Iterable[Marker]:
    for found in kind.pattern.finditer(body.text, paragraph.start, paragraph.end):
        groups = found.groupdict()
        value = _value(groups)
        before = body.text[max(paragraph.start, found.start() - _LEAD) : found.start()].rstrip()
        if value is None or not _may_stand(kind, before, value):
            continue
        style = kind.name + (groups.get("style") or "")
        yield Marker(style, kind.rank, value, found.start(), found.end(), not before, number)


def _value(groups: dict[str, str | None]) -> int | None:
    if groups.get("label"):
        return None if _LABELS_NO_PRACTICE.search(groups["label"] or "") else 0
    numeral = groups.get("n") or groups.get("m") or ""
    if _APPENDED.match(groups.get("style") or ""):
        return None
    if numeral in _ORDER:
        return _ORDER[numeral]
    if numeral.isdecimal():
        return int(numeral) or None
    if len(numeral) == 1 and "①" <= numeral <= "⑳":
        return ord(numeral) - ord("①") + 1
    return below_hundred(numeral)


def _may_stand(kind: _Kind, before: str, value: int) -> bool:
    if not before:
        return True
    if kind.after is None:
        return False
    if before[-1] in kind.after:
        return True
    if value == 1 and kind.name in ("一是", "首先") and _ENDS_IN_UNIT.search(before):
        return True
    runs_on = kind.name in ("一是", "第一步") and before[-1] not in _NOT_BEFORE
    return runs_on and (value > 1 or bool(_ENDS_IN_LEAD.search(before)))
