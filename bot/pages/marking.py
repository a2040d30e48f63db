"""Which words of a text are marked: those that an address points at, those that a search found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.dialogue.links import fingerprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TypeAlias

    from bot.model import Passage, Speech

    Span: TypeAlias = tuple[int, int]

_POINTER = re.compile(r"(?P<start>\d{1,6})-(?P<end>\d{1,6})(?:-(?P<print>[0-9a-f]{6}))?")
_RUN = re.compile(r"[^\n]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `first` is true of the first marked one of a passage, where its anchor goes."""

    text: str
    marked: bool = False
    first: bool = False


def pointed_at(speech: Speech, arguments: Mapping[str, str]) -> dict[str, Span]:
    """The span to mark in each passage, from the arguments of an address (`anchor=start-end-fingerprint`).

    The speech may have been edited since: words that moved are looked for where sentences begin, first in their
    own passage; words that are gone are not marked at all, for it is better to mark nothing than the wrong thing.
    """
    spans = dict[str, "Span"]()
    for anchor, value in arguments.items():
        pointer = _POINTER.fullmatch(value)
        if pointer is None:
            continue
        passages = [passage for passage in speech.passages if passage.anchor == anchor]
        if pointer["print"]:
            passages += [passage for passage in speech.passages if passage.anchor != anchor]
        spans.update(next(({p.anchor: span} for p in passages if (span := _place(p, pointer))), {}))
    return spans


def _place(passage: Passage, pointer: re.Match[str]) -> Span | None:
    start, end = int(pointer["start"]), int(pointer["end"])
    if start >= end:
        return None
    if pointer["print"] is None:
        return (start, end) if end <= len(passage.text) else None
    places = (start, *(begins for begins, _ in passage.sentences))
    spans = ((place, place + end - start) for place in places)
    return next((s for s in spans if fingerprint(passage.text[slice(*s)]) == pointer["print"]), None)


def occurrences(words: Iterable[str], text: str) -> list[Span]:
    """Where words stand in a text, joined where they touch; single characters stand everywhere and tell nothing."""
    several = sorted({word for word in words if len(word) > 1}, key=len, reverse=True)
    if not several:
        return []
    found = re.finditer(f"(?:{'|'.join(map(re.escape, several))})+", text, re.IGNORECASE)
    return [match.span() for match in found]


def paragraphs(text: str, spans: Iterable[Span] = ()) -> list[list[Piece]]:
    """A text as paragraphs of pieces; spans are in order and do not overlap, but may run over paragraphs."""
    spans, first = list(spans), True
    told = list[list[Piece]]()
    for run in _RUN.finditer(text):
        pieces = list[Piece]()
        for piece in _cut(text, run.span(), spans):
            pieces.append(Piece(piece.text, piece.marked, first=piece.marked and first))
            first = first and not piece.marked
        told.append(pieces)
    return told


def _cut(text: str, run: Span, spans: Iterable[Span]) -> Iterator[Piece]:
    at, end = run
    for span in spans:
        left, right = max(span[0], at), min(span[1], end)
        if left < right:
            if at < left:
                yield Piece(text[at:left])
            yield Piece(text[left:right], marked=True)
            at = right
    if at < end:
        yield Piece(text[at:end])
