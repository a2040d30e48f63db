"""Headings that nothing numbers: short lines and first clauses that run parallel.

A single line tells little. Lines that look alike make a group, and each group may be one of headings; `deeds` tells
what speaks for it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from bot.importing.finding.markers import Marker
from bot.importing.finding.numerals import NUMERALS
from bot.importing.finding.title import GREETS

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from bot.importing.finding.body import Body

_FEWEST, _FEW = 2, 4
_LONGEST, _SHORTEST, _PROSE = 40, 3, 24
_STOPS = re.compile("[。；;…]|[，,：:、]$")
_RUN_IN = re.compile(r"[^。！？!?：:]{2,40}?(?:[。！？!?：:]|——)(?=.{6})")
_SENTENCE = re.compile("[^。；;]+")
_CLAUSE = re.compile("(?P<head>[^，,：:—]{2,12}?)(?:[，,：:]|——)(?=.{4})")
_NO_HEADING = re.compile(
    r"^(?:▲?图为|图[:：]|供图|更新于|附件|附[:：]|注[:：]|\d+$|\d{1,2}月(?:\d{1,2}日|[上中下]旬|初|底))|"
    r"^[（(].*[）)]$|记者|通讯员|https?:|^[—–-]|[{}<>]"
)
_STRETCH = 1.5  # of the lengths of headings that run parallel


def groups(
    body: Body, first: int, last: int, numbered: Container[int], taken: Container[int] = ()
) -> Iterator[list[Marker]]:
    """Every group of paragraphs of first…last - 1 that look alike, of which each may begin with a heading.

    First sentences are headings where one paragraph after another begins with one.

    Args:
        numbered: paragraphs that an enumerator begins.
        taken: offsets at which one stands.
    """
    found, begins, before = defaultdict[tuple[str, int], list[Marker]](list), first, None
    for number in range(first, last):
        kind = None if number in numbered else _kind(body, number, last)
        begins, before = (begins if kind == before else number), kind
        if kind:
            start = body.paragraphs[number].start
            one = Marker(kind, 0, 0, start, start, leads=True, paragraph=number)
            found[kind, begins if kind == "run-in" else 0].append(one)
        found["clause", number] = _clauses(body, number, taken)
        counts, start = found["counts", 0], body.paragraphs[number].start
        if number not in numbered and body.text[start : start + 1] == NUMERALS[len(counts) : len(counts) + 1]:
            counts.append(Marker("clause", 0, 0, start, start, leads=True, paragraph=number))  # 一抓结对，…
    for group in map(partial(_trimmed, body), found.values()):
        heads = {_head(body, one) for one in group}
        if len(group) >= _FEWEST and len(heads) == len(group):  # who speaks in turns is no heading
            yield group


def _trimmed(body: Body, group: list[Marker]) -> list[Marker]:
    """A group of several without a first or last one that is no heading by its length: what opens or closes the text."""
    lengths = [len(_head(body, one)) for one in group]
    fits = [max(one, median(lengths)) < _STRETCH * min(one, median(lengths)) for one in lengths]
    if group and group[0].kind == "short":  # captions stand between
        return [one for one, fit in zip(group, fits, strict=True) if fit]
    if all(fits) or len(group) <= _FEWEST + 1:
        return group
    return group[not fits[0] : len(group) - (not fits[-1])]


def _clauses(body: Body, number: int, taken: Container[int]) -> list[Marker]:
    """Where one sentence after another of a paragraph begins alike: 借邮递员的腿，…；借党员的手，…; 组社团，…。建驿站，…."""
    paragraph, best = body.paragraphs[number], list[int]()
    sentences = [one.span() for one in _SENTENCE.finditer(body.text, paragraph.start, paragraph.end)]
    for count, (start, end) in enumerate(sentences):
        leads = [one.end() for one in re.finditer("[：:，,]", body.text[start:end])]  # 做了三件事：…
        if body.text[end : end + 1] in "；;" and count + 1 < len(sentences):  # 街道着力错时，…；着力分流，…
            alike = body.text[end + 1 : end + 1 + _FEWEST]
            leads += [max(body.text.find(alike, start, end) - start, 0)]
        for first in (start, *(start + lead for lead in leads)):
            run, signs = [first], _signs(body, first, 0)
            for after, _ in sentences[count + 1 :]:
                signs &= _signs(body, after, len(run))
                if not signs:
                    break
                run.append(after)
            best = max(run, best, key=len)  # 改了三样东西：改字数，…
    if len(best) <= _FEWEST or any(one in taken for one in best):
        return []
    return [Marker("clause", 0, 0, one, one, leads=False, paragraph=number) for one in best]


def _signs(body: Body, start: int, place: int) -> set[tuple[str, int]]:
    """What a clause may have in common with those beside it, of which it is number `place`.

    Its first word, or another at the same place of one as long; its length, where that is short; or that they count.
    """
    found = _CLAUSE.match(body.text, start)
    head = found["head"] if found else ""
    signs = {(char, _LONGEST * len(head) + at) for at, char in enumerate(head)}
    counts = NUMERALS.find(body.text[start : start + 1] or "-")
    signs |= {(char, 0) for char in head[:1]} | ({("", counts - place)} if counts >= 0 else set())
    return signs | ({("", _LONGEST * len(head))} if 0 < len(head) <= _FEW else set())


def _head(body: Body, marker: Marker) -> str:
    """The words that a heading consists of or begins with."""
    return re.split("[，。：:！？!?\n]", body.text[marker.start : marker.start + _LONGEST], maxsplit=1)[0]


def _kind(body: Body, number: int, last: int) -> str | None:
    """In which way a paragraph may be or begin with a heading."""
    paragraph = body.paragraphs[number]
    text = body.of(paragraph)
    if paragraph.level or _NO_HEADING.search(text) or GREETS.match(text):
        return None
    below = body.of(body.paragraphs[number + 1]) if number + 1 < last else ""
    if _SHORTEST <= paragraph.bold <= _LONGEST:
        return "bold"
    short = _SHORTEST <= len(text) <= _LONGEST and not _STOPS.search(text)
    if short and len(below) >= _PROSE and re.search("[。；！？]", below):
        return "short"
    return "run-in" if _RUN_IN.match(text) and not short else None
