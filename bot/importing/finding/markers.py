"""Enumerators: the words and signs by which a text numbers what it tells (一是, 第二步, 三、, （四）, 5., ⑥, 最后)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from bot.importing.finding.interview import interview_of
from bot.importing.finding.numerals import NUMERALS, below_hundred

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.importing.finding.body import Body, Paragraph

FREE = 9
ASKED = "问"
"""The manner of an interview's questions, each with its answer."""
_LONGEST_HEADING = 80
_STEPS = "步棋|板斧|步|招|道|把[\u4e00-\u9fff]|件事"  # that number nothing but what one does
_SENTENCE, _CLAUSE = "。！？；：!?;:…】", "，、,.）)”’」』》—"
NO_SIGN = "\\w\\s\\x00-\\x7f“”‘’…（）《》【】［］〔〕「」『』〈〉，。：；！？、"
"""What else begins a point: ■, 📌, ——."""
_N, _D = f"(?P<n>[{NUMERALS}]{{1,3}})", f"(?P<n>[{NUMERALS}]{{1,3}}|\\d{{1,2}})"


class _Kind(NamedTuple):
    """One manner of numbering.

    Attributes:
        rank: a list may stand inside lists of lower rank, FREE ones in any.
        after: the characters that may stand before it on its line.
    """

    name: str
    pattern: re.Pattern[str]
    rank: int
    after: str


_KINDS = tuple(
    _Kind(name, re.compile(pattern), rank, after)
    for name, pattern, rank, after in (
        ("一是", f"{_N}是(?!否|非|不是)", FREE, _SENTENCE + _CLAUSE),
        ("第一", f"第{_D}\\s*(?:[，、,：:]|是(?!否))", FREE, _SENTENCE + _CLAUSE),
        ("其一", f"其{_N}[，、,：:]", FREE, _SENTENCE + _CLAUSE),
        (
            "第一步",
            f'第{_D}(?P<style>[\u4e00-\u9fff])[\u4e00-\u9fff]{{0,2}}?(?:[，、,：:—“"]|就?是(?!否)|叫)',
            FREE,
            _SENTENCE + _CLAUSE,
        ),
        ("第一步", f"第{_N}(?P<style>{_STEPS})", FREE, _SENTENCE),
        (
            "案例一",
            f"(?P<style>典型案例|案例|做法|经验|举措|亮点|措施|故事|场景|镜头|问题)之?{_D}\\s*(?:[：:、.，\\s]|$|(?=[【“《]))",
            0,
            "。！？",
        ),
        ("一、", f"{_N}、", 2, _SENTENCE),
        ("（一）", f"[（(]{_N}[）)]", 3, _SENTENCE + "，,"),
        ("1.", r"(?P<n>\d{1,2})(?:[.．](?!\d)|[、，])", 4, _SENTENCE + "，,"),
        ("1 ", r"(?P<n>\d{1,2})(?:\s+(?=[\u4e00-\u9fff“])|$)|(?P<m>0\d)(?=[\u4e00-\u9fff“])", 4, ""),
        ("（1）", r"[（(]?(?P<n>\d{1,2})[）)]", 5, _SENTENCE + "，,"),
        ("①", "(?P<n>[①-⑳])", 6, _SENTENCE + _CLAUSE),
        (
            "首先",
            "(?P<n>首先|其次|再次|接着|然后|此外|另外|最[后後])(?!一|得|要看|是因为|还是|[，,]?(?:记者|笔者|让我们|祝|谢谢|感谢))",
            FREE,
            "。！？；!?;",
        ),
        ("一方面", "(?P<n>一方面|另一方面)", FREE, ""),
        ("【】", "【(?P<label>[^【】]{2,24})】", 1, ""),
        ("sign", f"(?P<style>(?P<label>[^{NO_SIGN}]{{1,2}}))\\s*(?=[\\w“])", 3, "。；"),
    )
)
_PLACES = {1: "一方面 首先", 2: "另一方面 其次", 3: "再次 接着 然后", 4: "此外 另外", 9: "最后 最後"}
_ORDER = {word: place for place, words in _PLACES.items() for word in words.split()}


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
        return "markup" if self.rank < 0 else self.style.split("|")[0]


def markers(body: Body, first: int, last: int) -> Iterator[Marker]:
    """What may be an enumerator in the paragraphs first…last - 1, in order; in an interview what is asked is one."""
    interview = interview_of(body, first, last)
    asked = {one.start: one for one in interview.questions} if interview else {}
    said = {one.paragraph: one for one in interview.turns if one.leads} if interview else {}
    for number in range(first, last):
        paragraph = body.paragraphs[number]
        here = list(_in_paragraph(body, paragraph, number))
        if number in said:
            turn = said[number]
            if turn.start in asked:
                yield Marker(f"{ASKED}|", 0, 0, turn.start, turn.words, leads=True, paragraph=number)
            yield from (one for one in here if one.start >= turn.words)
            continue
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
    return replace(own, style=f"h{paragraph.level}|{own.style}", rank=rank)


def _in_paragraph(body: Body, paragraph: Paragraph, number: int) -> Iterator[Marker]:
    found = list[Marker]()
    for kind in _KINDS:
        for one in kind.pattern.finditer(body.text, paragraph.start, paragraph.end):
            before, value = body.text[paragraph.start : one.start()].rstrip()[-1:], _value(one.groupdict())
            # 医院首先…；其次…, 市局（1）…；（2）…: what is no list has nothing that goes on with it
            anywhere = value == 1 and kind.name in ("首先", "（一）", "（1）", "①")
            if value is not None and (not before or before in kind.after or anywhere):
                style = f"{kind.name}|{one.groupdict().get('style') or ''}"
                found.append(Marker(style, kind.rank, value, one.start(), one.end(), not before, number))
    seen = paragraph.start - 1
    for marker in sorted(found, key=lambda marker: (marker.start, -marker.end)):
        if marker.start > seen:
            yield marker
            seen = marker.end - 1


def _value(groups: dict[str, str | None]) -> int | None:
    """What an enumerator counts, 0 where it does not; None where it is none."""
    if groups.get("label"):
        return 0
    numeral = groups.get("n") or groups.get("m") or ""
    if numeral in _ORDER:
        return _ORDER[numeral]
    if numeral.isdecimal():
        return int(numeral) or None
    return ord(numeral) - ord("①") + 1 if "①" <= numeral <= "⑳" else below_hundred(numeral)
