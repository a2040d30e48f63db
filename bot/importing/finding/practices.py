"""The practices of a speech: the lists in it that tell what was done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.importing.finding.body import Span
from bot.importing.finding.evidence import Evidence
from bot.importing.finding.listings import lists_of
from bot.importing.finding.markers import FREE
from bot.importing.finding.title import is_title
from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.importing.finding.body import Body
    from bot.importing.finding.listings import Item, Listing

_FRAMES = words("frames")
_MODIFIERS = "|".join(_FRAMES["modifiers"])
_TELLS_PRACTICES = "|".join(_FRAMES["practices"])
_TELLS_OTHER = "|".join(_FRAMES["other"])
_TELLS_NOTHING = "|".join(_FRAMES["nothing"])
_WORDS = f"(?:{_MODIFIERS})*(?:{_TELLS_PRACTICES}|{_TELLS_OTHER}|{_TELLS_NOTHING})"
_FRAME_LABEL = re.compile(f"{_WORDS}(?:[和与及、]{_WORDS})*")
_TROUBLE = re.compile(
    "(?:困难|问题|原因|不足|短板|挑战|难题|瓶颈|制约|痛点|堵点|烦恼|顾虑|障碍|差距|薄弱环节|难点)"
    "(?:主要|具体|集中|表现|体现|反映|在于|有|是|为|如下|包括|分为|[一二三四五六两几]|个|种|方面|点|大|类|依然|"
    "仍然?|还|比?较|突出|存在|不少|，)*"
    r"[：:，,。]?\s*$"
)
_TELLS_NO_DEEDS = re.compile("问题|困难|不足|原因|打算|计划|下一?步|建议|要求|背景|意义|目的")
_DEMANDS = re.compile("要求[：:，。]?$")
_NO_DEEDS = re.compile(  # names, hours, and what somebody wishes of others
    "提出了?[^，。；：]{0,10}(?:希望|建议|意见|期望)[：:，。]?$|"
    "(?:议程|日程|名单|[一二三特]等奖|优秀奖|优胜奖|出席人员|参加人员|与会人员|出席|参会|目录|附件|联系人|报名方式)"
    "(?:安排)?(?:如下|有|为|是|包括|公布)?[：:，。]?$"
)
_TACKLED = re.compile("针对|面对|围绕|解决|破解|聚焦|化解|克服|应对|为此|整改|瞄准|直面")
_WHY = {
    **{f"h{level}": "markup" for level in range(1, 7)},
    **dict.fromkeys(("bold", "bold run-in"), "markup"),
    **dict.fromkeys(("short", "question", "run-in"), "text"),
}
_LEAD = 60
_LONGEST_LABEL = 24


@dataclass(frozen=True)
class Practices:
    """The practices of a stretch of text.

    Attributes:
        spans: where each stands, in order.
        starts: where each one's own words begin, after the enumerator.
        doubts: what a person should look at.
        evidence: what tells them: enumerators, the looks of headings, or nothing but short lines in the text.
    """

    spans: tuple[Span, ...] = ()
    starts: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    evidence: Evidence | None = None


def find_practices(body: Body, first: int, last: int) -> Practices:
    """The practices told in the paragraphs first…last - 1."""
    if first >= last:
        return Practices()
    chosen, doubts = _chosen(body, lists_of(body, first, last))
    items = sorted((item for listing in chosen for item in listing.items), key=lambda item: item.marker.start)
    nexts = [*(item.marker.start for item in items), len(body.text)][
        1:
    ]  # another list may begin where one ends
    spans = tuple(
        body.trimmed(Span(item.marker.start, min(item.end, following)))
        for item, following in zip(items, nexts, strict=True)
    )
    told = max((_WHY.get(listing.first.style, "label") for listing in chosen), default=None)
    evidence = Evidence(not doubts and told != "text", told) if told else None
    starts = tuple(item.marker.end for item in items)
    return Practices(spans, starts, (*doubts, *_gaps(body, chosen)), evidence)


def _chosen(body: Body, roots: list[Listing]) -> tuple[list[Listing], tuple[str, ...]]:
    """The lists whose points are practices."""
    roots = [listing for listing in roots if not _NO_DEEDS.search(_lead(body, listing))]
    roots = [listing for listing in roots if not _is_demand(body, listing)] or roots
    practical = [listing for listing in roots if not _tells_trouble(body, listing)]
    doubts = () if practical or not roots else ("分条讲的像是困难或原因，不是做法，请看一看",)
    for rank in sorted({min(listing.first.rank, FREE) for listing in practical or roots}):
        chosen = [
            found
            for listing in practical or roots
            if listing.first.rank == rank
            for found in _content(body, listing)
        ]
        if chosen:
            return _in_paragraphs_if_any(chosen), doubts
    return [], ()


def _in_paragraphs_if_any(lists: list[Listing]) -> list[Listing]:
    return [listing for listing in lists if listing.by_paragraph] or lists


def _content(body: Body, listing: Listing) -> list[Listing]:
    """The list itself, or where it is only a frame (一、背景 二、做法 三、成效), the lists in it that tell practices."""
    labels = [_label(body, item) for item in listing.items]
    framing = sum(
        not label or bool(len(label) <= _LONGEST_LABEL and _FRAME_LABEL.fullmatch(label)) for label in labels
    )
    if listing.first.rank == FREE or framing * 2 < len(labels):
        return [listing]
    inside = [
        (label, nested) for label, item in zip(labels, listing.items, strict=True) for nested in item.lists
    ]
    if any(nested.first.rank < 0 for _, nested in inside):
        inside = [(label, nested) for label, nested in inside if nested.first.rank < 0]
    told = [nested for label, nested in inside if re.search(_TELLS_PRACTICES, label)]
    others = [nested for label, nested in inside if not re.search(_TELLS_OTHER, label)]
    rest = [nested for label, nested in inside if not _TELLS_NO_DEEDS.search(label)]
    return [found for nested in told or others or rest for found in _content(body, nested)]


def _label(body: Body, item: Item) -> str:
    """What a point is called: its words up to the first stop or the end of their paragraph, else the heading below."""
    number = item.marker.paragraph
    bracketed = body.text[item.marker.start : item.marker.end]
    if bracketed.startswith("【"):
        return bracketed.strip("【】")
    words = body.text[item.marker.end : body.paragraphs[number].end].strip()
    if not words and number + 1 < len(body.paragraphs):
        below = body.of(body.paragraphs[number + 1])
        words = below if is_title(below) else ""
    return re.split("[。：:；]", words, maxsplit=1)[0].strip(" ，、.")


def _is_demand(body: Body, listing: Listing) -> bool:
    """Whether a list tells others what to do, which counts only where nothing else is told."""
    return listing.first.style == "一抓要" or bool(_DEMANDS.search(_lead(body, listing)))


def _tells_trouble(body: Body, listing: Listing) -> bool:
    """Whether the words that lead to a list say that difficulties or causes follow."""
    lead = _lead(body, listing)
    sentence = re.split("[。！？；\n]", lead.rstrip("。！？；\n"))[-1]
    return bool(_TROUBLE.search(lead)) and not _TACKLED.search(sentence)


def _lead(body: Body, listing: Listing) -> str:
    """The words before a list."""
    start = listing.first.start
    return body.text[max(start - _LEAD, 0) : start].rstrip()


def _gaps(body: Body, lists: list[Listing]) -> Iterator[str]:
    for listing in lists:
        numbers = [item.marker.number for item in listing.items]
        if listing.first.style != "首先" and numbers[0] and numbers != list(range(1, len(numbers) + 1)):
            words = body.text[listing.first.start : listing.first.start + 12]
            yield f"“{words}…”这一组的编号不连续（{'、'.join(map(str, numbers))}），请核对有没有漏"
