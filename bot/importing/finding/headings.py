"""Headings that nothing numbers: bold or short lines and first sentences that run parallel.

A single line tells little. Lines that look alike make a group, and each group may be one of headings; `deeds` tells
what speaks for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.dates import stands_alone
from bot.importing.finding.markers import Marker

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from bot.importing.finding.body import Body

OUTSIDE, INSIDE = 0, 4
HEADINGS = frozenset({"bold", "bold run-in", "question", "short", "run-in", "run-in clauses", "aspect"})
_LONGEST, _LONGEST_QUESTION, _SHORTEST, _PROSE = 40, 60, 4, 24
_STOPS = re.compile("[。；;…]|[，,：:、]$")
_RUN_IN = re.compile(r"[^。！？!?：:——，,、]{4,20}?(?:[。！？!?：:]|——)(?=.{12})")
_RUN_IN_CLAUSES = re.compile(
    r"[^。！？!?：:——，,]{3,15}[，,；]?[^。！？!?：:——，,、]{3,15}(?:[。！？!?：:]|——)(?=.{24})"
)
_ASPECT = re.compile("(?:在|从|对)?[^，。：；]{2,20}(?:方面|领域|上)[，：,:](?=.{12})")
_NO_HEADING = re.compile(
    r"^(?:图为|图[:：]|供图|尊敬的|各位|同志们|大家好|谢谢|附件|附[:：]|注[:：]|\d+$|https?:|\d{1,2}月\d{1,2}日)|"
    r"^[（(].*[）)]$|(?:记者|通讯员)[ 　]|^[—–-]"
)
_QUESTION = re.compile("[？?]$")
_FEWEST = {"run-in": 3}


def groups(body: Body, first: int, last: int, numbered: Container[int]) -> Iterator[list[Marker]]:
    """Every group of paragraphs of first…last - 1 that look alike, of which each may begin with a heading.

    Args:
        numbered: paragraphs that an enumerator begins.
    """
    found = defaultdict[str, list[Marker]](list)
    for number in range(first, last):
        for kind in _kinds(body, number, last) if number not in numbered else ():
            start = body.paragraphs[number].start
            found[kind].append(Marker(kind, OUTSIDE, 0, start, start, True, number))
    yield from (group for group in found.values() if len(group) >= _FEWEST.get(group[0].style, 2))


def _kinds(body: Body, number: int, last: int) -> Iterator[str]:
    """In which ways a paragraph may be or begin with a heading."""
    paragraph = body.paragraphs[number]
    text = body.of(paragraph)
    if paragraph.level or _NO_HEADING.search(text) or is_meta(text) or is_credit(text) or stands_alone(text):
        return
    is_bold, is_question = paragraph.bold >= len(text), bool(_QUESTION.search(text))
    reach = 2 if is_bold or is_question else 1  # a line may stand between: who speaks, an answer in brief
    below = body.paragraphs[number + 1 : min(number + 1 + reach, last)]
    has_text_below = any(is_text(body.of(one)) for one in below)
    longest = _LONGEST_QUESTION if is_question else _LONGEST
    if _SHORTEST <= len(text) <= longest and not _STOPS.search(text) and has_text_below:
        yield "bold" if is_bold else "question" if is_question else "short"
    elif _SHORTEST <= paragraph.bold <= _LONGEST and paragraph.bold < len(text):
        yield "bold run-in"
    else:
        if _RUN_IN.match(text):
            yield "run-in"
        if _RUN_IN_CLAUSES.match(text):
            yield "run-in clauses"
        if _ASPECT.match(text):
            yield "aspect"


def is_text(text: str) -> bool:
    """Whether a paragraph is running text."""
    return len(text) >= _PROSE and bool(re.search("[。；！？]", text))
