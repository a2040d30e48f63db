"""What speaks for a list's points being practices: its looks and place, what leads to it, how its points are worded."""

from __future__ import annotations

import re
from collections import Counter
from statistics import mean
from typing import TYPE_CHECKING

from bot.importing.finding.markers import FREE
from bot.importing.finding.title import is_title
from bot.importing.finding.words import words

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.listings import Item, Listing

_FRAMES = words("frames")
_MODIFIERS, _PRACTICES, _OTHER, _NOTHING = (
    "|".join(_FRAMES[name]) for name in ("modifiers", "practices", "other", "nothing")
)
_WORDS = f"(?:{_MODIFIERS})*(?:{_PRACTICES}|{_OTHER}|{_NOTHING})"
_FRAME_LABEL = re.compile(f"{_WORDS}(?:[和与及、]{_WORDS})*")
_TROUBLE = re.compile(
    "(?:困难|问题|原因|不足|短板|挑战|难题|瓶颈|制约|痛点|堵点|烦恼|顾虑|障碍|差距|薄弱环节|难点)[^。；！？]{0,12}[：:，,。]?$"
)
_NO_DEEDS = re.compile(  # names, hours, and what is wished of others
    "(?:希望|建议|期望|议程|日程|名单|[一二三特]等奖|优秀奖|优胜奖|人员|出席|参会|目录|附件|联系人|报名方式|流程|须知|条件|步骤|定义)(?:安排|如下|有|为|是|包括|公布)*$"
)
_MANY_DEEDS = re.compile(
    "做法|举措|措施|经验|[一二三四五六七八九十两几]个?(?:方面|项|条|点|招|步|抓)|主要|包括"
)
_URGES = re.compile("[是，,：:]?(?:要|必须|须|应|请|各[^，。]{2,12}要|严禁|不得)")
_SPEAKS = re.compile("强调|指出|表示|介绍|记者|讯|说$|同学|先生|女士|[大们]家?[：:，]")
_HEAD_ENDS = re.compile("[。：:；！？!?\n]|——")
_LEAD, _LABEL, _LONG, HALF = 60, 24, 200, 0.5


class Deeds:
    """Features of the lists of one speech."""

    def __init__(self, body: Body, first: int, last: int) -> None:
        self._body = body
        self._labels: dict[int, str] = {}
        self._start, self._end = body.paragraphs[first].start, body.paragraphs[last - 1].end

    def features(self, listing: Listing, rivals: Sequence[Listing], parent: Item | None) -> dict[str, float]:
        """What speaks for a list.

        Args:
            rivals: the lists that stand beside it, itself among them.
            parent: the point it stands in.
        """
        return {
            **self._looks(listing),
            **self._place(listing, rivals, parent),
            **self._leading(listing),
            **self._wording(listing),
        }

    def _looks(self, listing: Listing) -> dict[str, float]:
        count, first = len(listing.items), listing.first
        numbers = [item.marker.number for item in listing.items]
        return {
            f"is {first.kind}": float(first.rank < 0 or not first.number),  # how it is numbered tells nothing
            "two": float(count == 2),  # noqa: PLR2004 # may be chance
            "in order": float(numbers == list(range(1, count + 1))),
        }

    def _place(self, listing: Listing, rivals: Sequence[Listing], parent: Item | None) -> dict[str, float]:
        length = listing.items[-1].end - listing.first.start
        ranks = [min(one.first.rank, FREE) for one in rivals]
        label = self.label(parent) if parent else ""
        return {
            "nested": float(parent is not None),
            "inside practices": float(bool(re.search(_PRACTICES, label))),
            "inside other": float(bool(re.search(_OTHER, label)) and not re.search(_PRACTICES, label)),
            "inside a frame": float(bool(parent) and self.frames(label)),
            "of the least rank": float(min(listing.first.rank, FREE) == min(ranks)),
            "covers the text": length / max(self._end - self._start, 1),
            "doubted beside others": float(self._doubted(listing) and not all(map(self._doubted, rivals))),
        }

    def _doubted(self, listing: Listing) -> bool:
        """Whether a list tells of trouble, of what others should do, or how the text is divided."""
        told = self._leading(listing)
        urges = [bool(_URGES.match(self._body.text, item.marker.end)) for item in listing.items]
        doubts = told["leads to trouble"] or told["leads to no deeds"]
        return bool(doubts) or mean(urges) > HALF

    def _is_frame(self, listing: Listing) -> bool:
        framing = [self.frames(self.label(item)) for item in listing.items]
        return listing.first.rank < FREE and mean(framing) >= HALF

    def _leading(self, listing: Listing) -> dict[str, float]:
        """What the words before a list say of it."""
        lead = self._body.text[max(listing.first.start - _LEAD, self._start) : listing.first.start].rstrip()
        sentence = re.split("[。！？；\n]", lead.rstrip("。！？；\n"))[-1]
        return {
            "leads to trouble": float(bool(_TROUBLE.search(lead))),
            "leads to no deeds": float(bool(_NO_DEEDS.search(sentence.rstrip("：:，,。")))),
            "leads to deeds": float(bool(_MANY_DEEDS.search(sentence[-16:]))),
        }

    def _wording(self, listing: Listing) -> dict[str, float]:
        """How its points are worded."""
        items = listing.items
        texts = [self._body.text[item.marker.end : item.end] for item in items]
        labels = [self.label(item) for item in items]
        heads = [_HEAD_ENDS.split(text.lstrip(" ，、.：:")[:_LONG], maxsplit=1)[0] for text in texts]
        run_in = listing.first.kind.startswith("run-in")
        return {
            "built alike": run_in
            * _most_alike([tuple(map(len, re.split("[，,；、]", head))) for head in heads]),
            "somebody speaks": mean(bool(_SPEAKS.search(head)) for head in heads),
            "frame": mean(self.frames(label) for label in labels),
            "mostly a frame": float(self._is_frame(listing)),
        }

    def frames(self, label: str) -> bool:
        """Whether a point is called by what stands in it only: 主要做法, 成效; or not at all."""
        return not label or bool(len(label) <= _LABEL and _FRAME_LABEL.fullmatch(label))

    def label(self, item: Item) -> str:
        """What a point is called: its words up to the first stop or the end of their paragraph, else the heading below."""
        at = item.marker.end
        if at not in self._labels:  # every way of reading a text asks about the same points
            self._labels[at] = self._label(item)
        return self._labels[at]

    def _label(self, item: Item) -> str:
        number, body = item.marker.paragraph, self._body
        bracketed = body.text[item.marker.start : item.marker.end]
        if bracketed.startswith("【"):
            return bracketed.strip("【】")
        words = body.text[item.marker.end : body.paragraphs[number].end].strip()
        if not words and number + 1 < len(body.paragraphs):
            below = body.of(body.paragraphs[number + 1])
            words = below if is_title(below) else ""
        return re.split("[。：:；，？]", words.lstrip(" ，、.：:"), maxsplit=1)[0].strip()


def _most_alike(values: Sequence[Hashable]) -> float:
    """The share of the commonest, 0 where none comes twice."""
    most = max(Counter(values).values())
    return most / len(values) if most > 1 else 0.0


def walk(
    listings: Sequence[Listing], parent: Item | None = None
) -> Iterator[tuple[Listing, Sequence[Listing], Item | None]]:
    """Every list with those beside it and the point it stands in; a list before those inside it."""
    for listing in listings:
        yield listing, listings, parent
        for item in listing.items:
            yield from walk(item.lists, item)
