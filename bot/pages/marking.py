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
    """A stretch of text.

    Attributes:
        first: true of the first marked one of a passage, where its anchor goes.
        answers: how many of its characters, from the first, answer; the rest is what was quoted besides.
    """

    text: str
    marked: bool = False
    first: bool = False
    answers: int = 0


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


def quoted(passage: Passage, span: Span | None) -> list[list[Piece]]:
    """A passage as paragraphs, what an address points at marked in it.

    A quote begins with the sentence that answers (`retrieval/quotation`). One of the whole passage was asked for by
    its name; no sentence of it answers more than the others.
    """
    if span is None:
        return paragraphs(passage.text)
    ends = [end for _, end in passage.sentences if end > span[0]]
    is_whole = span == (0, len(passage.text)) and len(ends) > 1
    return paragraphs(passage.text, [span], answer_ends=0 if is_whole else min(ends[0], span[1]))


def paragraphs(text: str, spans: Iterable[Span] = (), answer_ends: int = 0) -> list[list[Piece]]:
    """A text as paragraphs of pieces; spans are in order and do not overlap, but may run over paragraphs."""
    spans, first = list(spans), True
    told = list[list[Piece]]()
    for run in _RUN.finditer(text):
        pieces = list[Piece]()
        for (start, end), marked in _cut(run.span(), spans):
            answers = max(min(answer_ends, end) - start, 0) if marked else 0
            pieces.append(Piece(text[start:end], marked, marked and first, answers))
            first = first and not marked
        told.append(pieces)
    return told


def _cut(run: Span, spans: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """A run in parts, and whether they are marked."""
    at, end = run
    for span in spans:
        left, right = max(span[0], at), min(span[1], end)
        if left < right:
            if at < left:
                yield (at, left), False
            yield (left, right), True
            at = right
    if at < end:
        yield (at, end), False
