"""The practices of a speech: which of the lists in it tell what was done, weighed over all of them.

A text may be read as lists in several ways, and lists stand inside lists. Practices are lists of which none stands
inside another, in one of the ways; what their features add up to, beside what every other choice would, is how likely
they are the practices.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, prod
from typing import TYPE_CHECKING

from bot.importing.finding.body import Span
from bot.importing.finding.deeds import Deeds, walk
from bot.importing.finding.found import Evidence
from bot.importing.finding.interview import BRACKETS, interview_of
from bot.importing.finding.listings import lists_of
from bot.importing.finding.markers import ASKED
from bot.importing.finding.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.listings import Item, Listing

_MARKUP, _TEXT = frozenset({"markup", "item", "bold"}), frozenset({"short", "run-in", "clause"})


@dataclass(frozen=True)
class Practices:
    """The practices of a stretch of text.

    Attributes:
        spans: where each stands, in order.
        starts: where each one's own words begin, after the enumerator.
        doubts: what a person should look at.
        evidence: what tells them: enumerators, the looks of headings, or nothing but how the text is worded.
    """

    spans: tuple[Span, ...] = ()
    starts: tuple[int, ...] = ()
    doubts: tuple[str, ...] = ()
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Way:
    """One way of reading a text as lists: the outermost ones, and the features of every list by its identity."""

    roots: Sequence[Listing]
    features: Mapping[int, dict[str, float]]


@dataclass(frozen=True)
class _Choice:
    """Lists that may be the practices, what their features add up to, and that of all choices together."""

    lists: tuple[Listing, ...] = ()
    told: float = 0.0
    every: float = 1.0


class PracticeFinder:
    """Finds the practices of speeches."""

    def __init__(self) -> None:
        self._weighing = Weighing("practices")

    def of(self, body: Body, first: int, last: int) -> Practices:
        """The practices told in the paragraphs first…last - 1."""
        choices = [self._best(way.roots, way.features) for way in ways(body, first, last)]
        best = max(choices, key=lambda choice: choice.told, default=_Choice())
        if not best.lists:
            return Practices()
        every = sum(choice.every - 1 for choice in choices) + 1
        wants, interview = Deeds(body, first, last).wants, interview_of(body, first, last)
        asides = {one.start for one in interview.asides} if interview else set[int]()
        return _practices(body, best.lists, wants, asides, sure=exp(best.told) / every >= self._weighing.sure)

    def _best(self, roots: Sequence[Listing], features: Mapping[int, dict[str, float]]) -> _Choice:
        """The likeliest choice among these lists and all inside them."""
        each = [self._best_of(listing, features) for listing in roots]
        return _Choice(
            tuple(listing for choice in each for listing in choice.lists),
            sum(choice.told for choice in each),
            prod(choice.every for choice in each),
        )

    def _best_of(self, listing: Listing, features: Mapping[int, dict[str, float]]) -> _Choice:
        """A list itself, or what is best inside it."""
        told = min(self._weighing.told(features[id(listing)]), 20.0)
        inside = self._best([one for item in listing.items for one in item.lists], features)
        every = inside.every + exp(told)
        return (
            _Choice((listing,), told, every)
            if told > inside.told
            else _Choice(inside.lists, inside.told, every)
        )


def ways(body: Body, first: int, last: int) -> Iterator[Way]:
    """Every way of reading the paragraphs first…last - 1 as lists, with what speaks for each list."""
    if first < last:
        deeds = Deeds(body, first, last)
        for roots in lists_of(body, first, last):
            features = {id(one): deeds.features(one, beside, item) for one, beside, item in walk(roots)}
            yield Way(roots, features)


def _practices(
    body: Body, chosen: Sequence[Listing], wants: Callable[[Item], bool], asides: set[int], *, sure: bool
) -> Practices:
    items = sorted((item for listing in chosen for item in listing.items), key=lambda item: item.marker.start)
    nexts = [
        *(item.marker.start for item in items[1:]),
        len(body.text),
    ]  # one may begin in another's last point
    told = [
        (item, end)
        for item, end in zip(items, nexts, strict=True)
        if not wants(item) and item.marker.start not in asides
    ]
    spans = tuple(body.trimmed(Span(_begins(body, item), min(item.end, end))) for item, end in told)
    kinds = {listing.first.kind for listing in chosen}
    why = "text" if kinds & _TEXT else "markup" if kinds & _MARKUP else "label"
    doubts = tuple(_gaps(body, chosen))
    return Practices(
        spans, tuple(item.marker.end for item, _ in told), doubts, Evidence(sure and why != "text", why)
    )


def _begins(body: Body, item: Item) -> int:
    """Where a point begins; of a question who asks it in brackets is none."""
    marker = item.marker
    return marker.end if marker.kind == ASKED and body.text[marker.start] in BRACKETS else marker.start


def _gaps(body: Body, lists: Sequence[Listing]) -> Iterator[str]:
    for listing in lists:
        numbers = [item.marker.number for item in listing.items]
        if listing.first.kind != "首先" and numbers[0] and numbers != list(range(1, len(numbers) + 1)):
            words = body.text[listing.first.start : listing.first.start + 12]
            yield f"“{words}…”这一组的编号不连续（{'、'.join(map(str, numbers))}），请核对有没有漏"
