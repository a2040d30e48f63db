"""A heading to browse by, from a practice's own words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 30
_FEWEST = 4
_LEADS_IN = re.compile(r"^(?:就?是|叫做?|[，、,：:.．—\s])+")
_STOP = re.compile(r"[。！？；!?;\n]")
_COMMA = re.compile(r"[，,：:]")
_BRACKETED = re.compile(r"^【([^】]+)】")


def heading_of(text: str, starts: int, names: Iterable[str]) -> str:
    """The first sentence without its enumerator.

    Args:
        text: of the practice.
        starts: offset after the enumerator.
        names: of the unit; a heading that runs on into one of them (…加速度水务局坚持…) ends before it.
    """
    bracketed = _BRACKETED.match(text)
    if bracketed:
        return _plain(bracketed[1])
    words = _LEADS_IN.sub("", text[starts:].lstrip())
    sentence = _STOP.split(words, maxsplit=1)[0]
    for name in sorted(names, key=len, reverse=True):
        at = sentence.find(name, _FEWEST)
        if at > 0 and sentence[at - 1] not in "，,、：:“（(《与和及对为在向由把":
            sentence = sentence[:at]
    return _plain(_shortened(sentence)) or _plain(text)[:_LONGEST]


def _shortened(sentence: str) -> str:
    """Whole clauses, as many as fit."""
    if len(sentence) <= _LONGEST:
        return sentence
    ends = [found.start() for found in _COMMA.finditer(sentence) if _FEWEST <= found.start() <= _LONGEST]
    return sentence[: ends[-1]] if ends else sentence[:_LONGEST]


def _plain(text: str) -> str:
    """On one line, without what a speech file gives a meaning to."""
    return " ".join(re.sub(r"[{}#]", " ", text).split()).strip(" ，,：:、")
