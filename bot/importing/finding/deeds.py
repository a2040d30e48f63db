"""What speaks for a list's points being practices: its looks and place, what leads to it, how its points are worded."""

from __future__ import annotations

import re
from itertools import combinations
from operator import sub
from statistics import mean
from typing import TYPE_CHECKING

from bot.importing.finding.interview import interview_of
from bot.importing.finding.markers import ASKED, FREE
from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.listings import Item, Listing

_MODIFIERS, _FRAMES = ("|".join(words("frames")[name]) for name in ("modifiers", "frames"))
_WORDS = f"(?:20\\d\\d年|{_MODIFIERS})*(?:{_FRAMES})"
_FRAME_LABEL = re.compile(f"{_WORDS}(?:[和与及、]{_WORDS})*")
_FRAME_OF_LISTS = re.compile(f"[\u4e00-\u9fff]{{0,6}}(?:{_FRAMES})")  # 工作开展情况
_FRAME_OF_DEEDS = re.compile(f"{_WORDS}(?<=做法|举措|措施)")
_TROUBLE = re.compile(
    "(?:困难|问题|原因|不足|短板|挑战|难题|瓶颈|制约|痛点|堵点|烦恼|顾虑|障碍|差距|薄弱环节|难点|打算|下一?步|今后|近期)[^。；！？]{0,12}[：:，,。]?$"
)
ADOPTS = re.compile("会议(?:议定|决定|要求|强调|指出|认为|明确)")
"""How a record says what a meeting wants of others."""
_NO_DEEDS = re.compile(  # names, hours, and what is wished of others
    "(?:希望|建议|期望|议程|日程|名单|[一二三特]等奖|优秀奖|优胜奖|人员|出席|参会|目录|附件|联系人|报名方式|流程|须知|条件|步骤|定义|^\\W*[一二三四五六七八九十\\d]+\\W+[\u4e00-\u9fff]{2}(?:对象|时间|地点|要求|内容|方式))(?:安排|如下|有|为|是|包括|公布)*$"
)
_HEAD_ENDS = re.compile("[。：:；！？!?\n]|——")
_LEAD, _LABEL, _LONG, _HALF, _NEAR = 60, 24, 200, 0.5, 2


class Deeds:
    """Features of the lists of one speech."""

    def __init__(self, body: Body, first: int, last: int) -> None:
        self._body = body
        self._start, self._end = body.paragraphs[first].start, body.paragraphs[last - 1].end
        interview = interview_of(body, first, last)
        self._asked = len(interview.questions) - len(interview.asides) if interview else 0

    def features(self, listing: Listing, rivals: Sequence[Listing], parent: Item | None) -> dict[str, float]:
        """What speaks for a list.

        Args:
            rivals: the lists that stand beside it, itself among them.
            parent: the point it stands in.
        """
        text, items, first = self._body.text, listing.items, listing.first
        numbers = [item.marker.number for item in items]
        least = min(one.first.rank for one in rivals)
        words = [text[item.marker.end : item.end].lstrip(" ，、.：:") for item in items]
        heads = [_HEAD_ENDS.split(one[:_LONG], maxsplit=1)[0] for one in words]
        above = text[max(first.start - _LEAD, self._start) : first.start].rstrip()
        lead = re.split("[。！？；\n]", above.rstrip("。！？；\n"))[-1]
        leads = "" if above.endswith("。") else lead.rstrip(" ：:，,")  # …重塑流程。 leads to nothing
        framing = [self._frames(item) for item in items if not _TROUBLE.search(self._label(item))]
        framed = parent is not None and self._frames(parent)
        return {
            f"is {first.kind}": float(first.rank < 0 or not first.number),  # how it is numbered tells nothing
            "two": float(len(items) == 2),  # noqa: PLR2004 # may be chance
            "in order": float(numbers == [*range(1, len(items) + 1)]),
            "nested": float(parent is not None),
            "inside a frame": float(framed),
            "of the least rank": float(first.rank == least),
            "covers the text": (items[-1].end - first.start) / max(self._end - self._start, 1),
            "leads to no deeds": float(bool(_NO_DEEDS.search(leads) or ADOPTS.match(lead))),
            "trouble beside others": float(
                (self._tells_of_trouble(listing) and (framed or not all(map(self._tells_of_trouble, rivals))))
                or (parent is not None and bool(_TROUBLE.search(self._label(parent))))
            ),
            "built alike": (first.kind == "run-in") * _alike(heads),
            "mostly a frame": float(
                first.rank < FREE and (mean(framing or [1.0]) >= _HALF or any(map(self._holds_deeds, items)))
            ),
        }

    def _tells_of_trouble(self, listing: Listing) -> bool:
        start = listing.first.start
        return bool(_TROUBLE.search(self._body.text[max(start - _LEAD, self._start) : start].rstrip()))

    def wants(self, item: Item) -> bool:
        """Whether a point is called by what is amiss or still to be done: 存在的问题, 下步安排."""
        return bool(_FRAME_LABEL.fullmatch(self._label(item)))

    def _label(self, item: Item) -> str:
        marker, text = item.marker, self._body.text
        start = marker.start if text[marker.start] == "【" else marker.end
        ends = (self._body.paragraphs[marker.paragraph].end, *(one.first.start for one in item.lists))
        words = text[start : min(ends)].strip("【 ，、.：:\n")
        return re.split("[。：:；，？】]", words, maxsplit=1)[0].strip()

    def _holds_deeds(self, item: Item) -> bool:
        """Whether a point is called 主要做法 or the like and has these inside; then those beside it are a frame as well.

        So does an answer that tells as many, in sentences of their own, as questions ask for.
        """
        if item.marker.kind == ASKED:
            told = (one.items for one in item.lists if len(one.items) >= self._asked)
            words = (
                [self._body.text[one.marker.end : one.end].rstrip() for one in points] for points in told
            )
            return any(all(one.endswith(("。", "！")) for one in points) for points in words)
        return bool(item.lists) and _FRAME_OF_DEEDS.fullmatch(self._label(item)) is not None

    def _frames(self, item: Item) -> bool:
        """Whether a point is called by what stands in it only: 主要做法, 成效; or not at all."""
        if item.marker.kind == ASKED:
            return self._holds_deeds(item)
        label = self._label(item)
        of_lists = item.lists and _FRAME_OF_LISTS.fullmatch(label)
        return not label or bool(of_lists or (len(label) <= _LABEL and _FRAME_LABEL.fullmatch(label)))


def _alike(heads: Sequence[str]) -> float:
    """How alike heads are built: the share of pairs whose clauses are as many and about as long."""
    built = [[len(clause) for clause in re.split("[，,；]", head)] for head in heads]
    pairs = combinations(built, 2)
    return mean([len(a) == len(b) and max(map(abs, map(sub, a, b))) <= _NEAR for a, b in pairs] or [0.0])


def walk(
    listings: Sequence[Listing], parent: Item | None = None
) -> Iterator[tuple[Listing, Sequence[Listing], Item | None]]:
    """Every list with those beside it and the point it stands in; a list before those inside it."""
    for listing in listings:
        yield listing, listings, parent
        for item in listing.items:
            yield from walk(item.lists, item)
