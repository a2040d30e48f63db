"""Headings without a number: short or bold lines, and short or bold first sentences, that run parallel.

A single line tells little. Lines that look alike make a group; a group is told by what adds up: how many there are, how
alike in length, whether prose stands below each, how much of the text they divide.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, pstdev
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.dates import stands_alone
from bot.importing.finding.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from bot.importing.finding.body import Body

_LONGEST, _LONGEST_QUESTION, _SHORTEST, _PROSE, _LONG = 40, 60, 4, 24, 80
_FEWEST = {"run-in": 3}
_STOPS = re.compile("[。；;…]|[，,：:、]$")
_RUN_IN = re.compile(r"([^。！？!?：:——]{4,20}?)(?:[。！？!?：:]|——)(?=.{12})")
_NO_HEADING = re.compile(
    r"^(?:图为|图[:：]|供图|尊敬的|各位|同志们|大家好|谢谢|附件|附[:：]|注[:：]|\d+$|https?:)|^[（(].*[）)]$|^[—–-]"
)
_QUESTION = re.compile("[？?]$")


@dataclass(frozen=True)
class Heading:
    """One heading: the paragraph it stands in, where its words end, and what it looks like."""

    paragraph: int
    end: int
    kind: str


@dataclass(frozen=True)
class Group:
    """Headings that look alike; `features` are what tells whether they are any."""

    kind: str
    headings: tuple[Heading, ...]
    features: dict[str, float]


class Headings:
    """Finds headings that nothing numbers."""

    def __init__(self) -> None:
        self._weighing = Weighing("headings")

    def of(
        self, body: Body, first: int, last: int, numbered: Container[int], lists: Sequence[tuple[int, int]]
    ) -> tuple[Heading, ...]:
        """The likeliest group of headings in the paragraphs first…last - 1, none where none is likely.

        Args:
            numbered: paragraphs that an enumerator begins.
            lists: where the first and the last point of each enumerated list begin.
        """
        found = list(groups(body, first, last, numbered, lists))
        chances = self._weighing.chances([group.features for group in found])
        best = max(zip(chances, found, strict=True), key=lambda one: one[0], default=None)
        return best[1].headings if best and best[0] >= self._weighing.fair else ()


def groups(
    body: Body, first: int, last: int, numbered: Container[int], lists: Sequence[tuple[int, int]]
) -> Iterator[Group]:
    """Every group of lines that look alike, of which each may be a heading."""
    found: dict[str, list[Heading]] = {}
    for number in range(first, last):
        for kind, end in _kinds(body, number, last) if number not in numbered else ():
            found.setdefault(kind, []).append(Heading(number, end, kind))
    for kind, headings in found.items():
        if len(headings) >= _FEWEST.get(kind, 2):
            starts = [body.paragraphs[one.paragraph].start for one in headings]
            crossed = sum(any(begin < start < end for start in starts) for begin, end in lists)
            features = _features(body, kind, headings, first, last) | {"across lists": float(crossed > 0)}
            yield Group(kind, tuple(headings), features)


def _kinds(body: Body, number: int, last: int) -> Iterator[tuple[str, int]]:
    """In which ways a paragraph may be or begin with a heading, and where that ends."""
    paragraph = body.paragraphs[number]
    text = body.of(paragraph)
    if paragraph.level or _NO_HEADING.search(text) or is_meta(text) or is_credit(text) or stands_alone(text):
        return
    has_text_below = number + 1 < last and _is_prose(body.of(body.paragraphs[number + 1]))
    longest = _LONGEST_QUESTION if _QUESTION.search(text) else _LONGEST
    if _SHORTEST <= len(text) <= longest and not _STOPS.search(text) and has_text_below:
        yield (
            ("bold" if paragraph.bold >= len(text) else "question" if _QUESTION.search(text) else "short"),
            (paragraph.end),
        )
    elif _SHORTEST <= paragraph.bold <= _LONGEST and paragraph.bold < len(text):
        yield "bold run-in", paragraph.start + paragraph.bold
    else:
        sentence = _RUN_IN.match(text)
        if sentence and not re.search("[，,、“]", sentence[1]):
            yield "run-in", paragraph.start + sentence.end(1)


def _is_prose(text: str) -> bool:
    return len(text) >= _PROSE and bool(re.search("[。；！？]", text))


def _features(body: Body, kind: str, headings: Sequence[Heading], first: int, last: int) -> dict[str, float]:
    lengths = [one.end - body.paragraphs[one.paragraph].start for one in headings]
    places = [one.paragraph for one in headings]
    steps = [later - earlier for earlier, later in pairwise(places)]
    start, end = body.paragraphs[first].start, body.paragraphs[last - 1].end
    begins = body.paragraphs[places[0]].start
    return {
        kind: 1.0,
        "more than two": float(len(headings) > 2),  # noqa: PLR2004 # two may be chance
        "many": float(len(headings) > 8),  # noqa: PLR2004 # a list of names or of verses
        "alike in length": 1 - min(pstdev(lengths) / mean(lengths), 1),
        "short": 1 - mean(lengths) / _LONGEST,
        "evenly spaced": 1 - min(pstdev(steps) / mean(steps), 1),
        "next to each other": sum(step == 1 for step in steps) / len(steps),
        "divide the text": (end - begins) / max(end - start, 1),
        "text below each": mean(
            min(body.paragraphs[one.paragraph + (kind not in ("run-in", "bold run-in"))].end - one.end, _LONG)
            / _LONG
            for one in headings
        ),
    }
