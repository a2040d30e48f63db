"""What differs between two texts, so that a reader sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECES = re.compile(r"[^，。；！？、,;!?\n]*[，。；！？、,;!?\n]?")
_NEAR = 24
"""Pieces beyond which a comparison character by character tells nobody anything."""


@dataclass(frozen=True)
class Part:
    """A stretch of text that is the same in both, gone, or new: `same`, `gone`, `new`."""

    kind: str
    text: str


def parts(before: str, after: str) -> Iterator[Part]:
    """Both texts as one; first clause by clause, then within clauses that stand for each other."""
    olds, news = _PIECES.findall(before)[:-1], _PIECES.findall(after)[:-1]
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        old, new = "".join(olds[a:b]), "".join(news[c:d])
        if tag == "equal":
            yield Part("same", old)
        elif tag == "replace" and b - a < _NEAR and d - c < _NEAR:
            yield from _within(old, new)
        else:
            yield from _as_they_are(old, new)


def _within(old: str, new: str) -> Iterator[Part]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.5:  # noqa: PLR2004 # more differs than does not
        yield from _as_they_are(old, new)
        return
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield Part("same", old[a:b])
        else:
            yield from _as_they_are(old[a:b], new[c:d])


def _as_they_are(old: str, new: str) -> Iterator[Part]:
    if old:
        yield Part("gone", old)
    if new:
        yield Part("new", new)
