"""Passages cut and joined anew: of a draft, whose anchors nobody links to yet."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.model import HEADLESS, Passage, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from bot.model import Speech

_SPACE = re.compile("[\\s\u200b-\u200d\u2060\ufeff]")


class Source:
    """The text that a speech was taken from; space is not compared, for passages are indented otherwise."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._places = [place for place, char in enumerate(text) if not _SPACE.match(char)]
        self._squashed = "".join(text[place] for place in self._places)

    def span(self, words: str, start: int = 0) -> tuple[int, int] | None:
        """Where words stand, at or behind an offset, else anywhere; None where they stand nowhere."""
        squashed = _SPACE.sub("", words)
        behind = next((n for n, place in enumerate(self._places) if place >= start), len(self._places))
        at = self._squashed.find(squashed, behind)
        at = at if at >= 0 else self._squashed.find(squashed)
        if at < 0 or not squashed:
            return None
        return self._places[at], self._places[at + len(squashed) - 1] + 1


def split(speech: Speech, anchor: str, at: int, heading: Callable[[str], str]) -> Speech:
    """A passage in two; the second is a practice.

    Args:
        at: offset in the passage where the second begins.
        heading: of a text.

    Raises:
        SourceError: it cannot be cut there.
    """
    place = _place(speech, anchor)
    passage = speech.passages[place]
    first, second = passage.text[:at].rstrip(), passage.text[at:].lstrip()
    if not first or not second or at not in {start for start, _ in passage.sentences}:
        raise SourceError("这里切不开；在一句话的前面切")
    new = Passage(speech.slug, "p0", heading(second), second, Role.PRACTICE, 1, passage.themes)
    cut = (replace(passage, text=first), new)
    return _numbered(speech, (*speech.passages[:place], *cut, *speech.passages[place + 1 :]))


def join(speech: Speech, anchor: str, source: Source | None) -> Speech:
    """A passage and the one before it as one, under the heading of the first.

    Raises:
        SourceError: they do not stand together in the source.
    """
    place = _place(speech, anchor)
    if place == 0:
        raise SourceError("前面没有可以合并的一段")
    before, passage = speech.passages[place - 1 : place + 1]
    themes = tuple(dict.fromkeys((*before.themes, *passage.themes)))
    joined = replace(before, text=_joined(speech, before.text, passage.text, source), themes=themes)
    if before.anchor in HEADLESS and passage.role is Role.PRACTICE and not before.text.strip():
        joined = replace(passage, text=joined.text)
    return _numbered(speech, (*speech.passages[: place - 1], joined, *speech.passages[place + 1 :]))


def _joined(speech: Speech, first: str, second: str, source: Source | None) -> str:
    if source is None:
        return f"{first}\n{second}"
    one = source.span(speech.uncorrected(first))
    two = source.span(speech.uncorrected(second), one[1]) if one else None
    if one is None or two is None or source.text[one[1] : two[0]].strip():
        raise SourceError("这两段在原文里没有挨着，合不到一起")
    between = "\n" if "\n" in source.text[one[1] : two[0]] else ""
    return f"{first}{between}{second}"


def with_headings(speech: Speech, headings: dict[str, str]) -> Speech:
    """A speech whose passages have other headings, by anchor; an empty one changes nothing."""
    passages = tuple(replace(p, heading=headings.get(p.anchor) or p.heading) for p in speech.passages)
    return replace(speech, passages=passages)


def _place(speech: Speech, anchor: str) -> int:
    for place, passage in enumerate(speech.passages):
        if passage.anchor == anchor:
            return place
    raise SourceError("这份草稿里已经没有这一段；刷新看看")


def _numbered(speech: Speech, passages: Sequence[Passage]) -> Speech:
    """With practices as p1, p2… in their order; the importer's guess of them is a person's word now."""
    guesses = {name: guess for name, guess in speech.guesses.items() if name != "practices"}
    return replace(speech, passages=tuple(_renumbered(passages)), guesses=guesses)


def _renumbered(passages: Sequence[Passage]) -> Iterator[Passage]:
    number = 0
    for passage in passages:
        if passage.role is Role.PRACTICE:
            number += 1
            yield replace(passage, anchor=f"p{number}", number=number)
        else:
            yield passage
