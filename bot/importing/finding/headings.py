"""Headings that nothing numbers: bold or short lines and first sentences that run parallel.

A single line tells little. Lines that look alike make a group, and each group may be one of headings; `deeds` tells
what speaks for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from statistics import mean, median, pstdev
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.dates import stands_alone
from bot.importing.finding.markers import Marker

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from bot.importing.finding.body import Body

OUTSIDE, INSIDE = 0, 4
HEADINGS = frozenset({"bold", "bold run-in", "question", "short", "run-in", "run-in clauses", "aspect"})
_LONGEST, _LONGEST_QUESTION, _SHORTEST, _PROSE = 40, 60, 4, 24
_STOPS = re.compile("[。；;…]|[，,：:、]$")
_RUN_IN = re.compile(r"(?:[^“。！？!?：:——，,、]|“[^”。]{1,12}”?){4,20}?(?:[。！？!?：:]|——)(?=.{12})")
_RUN_IN_CLAUSES = re.compile(
    r"[^。！？!?：:——，,]{3,15}[，,；]?[^。！？!?：:——，,、]{3,15}(?:[。！？!?：:]|——)(?=.{24})"
)
_ASPECT = re.compile("(?:在|从|对)?[^，。：；]{2,20}(?:方面|领域|上)[，：,:](?=.{12})")
_NO_HEADING = re.compile(
    r"^(?:▲?图为|图[:：]|供图|更新于|尊敬的|各位|同志们|大家好|谢谢|附件|附[:：]|注[:：]|\d+$|\d{1,2}月(?:\d{1,2}日|[上中下]旬|初|底))|"
    r"^[（(].*[）)]$|记者|通讯员|https?:|^[—–-]|[{}<>]"
)
_QUESTION = re.compile("[？?]$")
_FEWEST = {"run-in": 3}
_STRETCH, _SPREAD = 1.5, 0.25  # of the lengths of headings that run parallel


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
    for group in found.values():
        heads = _alike(body, group) if group[0].style == "short" else group
        heads = _once(heads) if group[0].style == "bold" else heads
        if len(heads) >= _FEWEST.get(group[0].style, 2):
            yield _with_lines_above(body, heads, first)


def _alike(body: Body, group: Sequence[Marker]) -> Sequence[Marker]:
    """Those of lines that stand by themselves which are about as long, as headings are; captions are not."""
    lengths = [len(body.of(body.paragraphs[head.paragraph])) for head in group]
    middle = median(lengths)
    kept = [n for n, length in enumerate(lengths) if middle / _STRETCH <= length <= middle * _STRETCH]
    of_kept = [lengths[n] for n in kept]
    return [group[n] for n in kept] if kept and pstdev(of_kept) <= _SPREAD * mean(of_kept) else ()


def _once(group: Sequence[Marker]) -> Sequence[Marker]:
    """Those of headings that do not go on with the line above, where each is of two lines."""
    numbers = {head.paragraph for head in group}
    firsts = [head for head in group if head.paragraph - 1 not in numbers]
    return firsts if len(firsts) * 2 == len(group) else group


def _with_lines_above(body: Body, group: Sequence[Marker], first: int) -> list[Marker]:
    """Headings of two lines, which begin with the one above."""
    above = [head.paragraph - 1 for head in group]
    texts = [body.of(body.paragraphs[number]) for number in above if number >= first]
    if len(texts) < len(group) or not all(_is_line(text) for text in texts):
        return list(group)
    starts = [body.paragraphs[number].start for number in above]
    return [
        replace(head, start=start, end=start, paragraph=number)
        for head, start, number in zip(group, starts, above, strict=True)
    ]


def _is_line(text: str) -> bool:
    """Whether a text can be a heading: short, and no sentence."""
    return _SHORTEST <= len(text) <= _LONGEST and not (_STOPS.search(text) or _NO_HEADING.search(text))


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
