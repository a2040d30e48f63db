"""Enumerators -> nested lists.

A list is kept open until something closes it; an enumerator goes on with the innermost open list that it can go on
with, else opens one. So nested lists stay inside their item, a missing number is tolerated, and a word that only
looks like an enumerator finds nothing to go on with.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from bot.importing.finding.headings import groups
from bot.importing.finding.interview import interview_of
from bot.importing.finding.markers import FREE, Marker, markers
from bot.importing.finding.paragraphs import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.importing.finding.body import Body

_ROWS = f"item|{ROW}"
_SECOND = 2  # where the first is missing


@dataclass
class Item:
    """One point of a list; `end` is set when the list is complete."""

    marker: Marker
    lists: list[Listing] = field(default_factory=list)
    end: int = 0


@dataclass
class Listing:
    """Points numbered in one manner."""

    items: list[Item]

    @property
    def last(self) -> Marker:
        """The enumerator of the last point."""
        return self.items[-1].marker

    @property
    def first(self) -> Marker:
        """The enumerator of the first point."""
        return self.items[0].marker


@lru_cache(maxsize=1)
def lists_of(body: Body, first: int, last: int) -> tuple[Sequence[Listing], ...]:
    """Every way of reading the paragraphs first…last - 1 as lists: the outermost ones, their points with ends.

    One way takes enumerators alone; each other one group of headings that nothing numbers as well, outside the
    numbered lists. Both who looks for speeches and who looks for practices asks, mostly about the same text.
    """
    found = list(markers(body, first, last))
    interview = interview_of(body, first, last)
    said = {turn.paragraph for turn in interview.turns if turn.leads} if interview else set[int]()
    numbered = {marker.paragraph for marker in found if marker.leads} | said
    ways = [[], *groups(body, first, last, numbered, {marker.start for marker in found})]
    every = [
        _lists(sorted([*found, *_placed(heads, found)], key=lambda marker: marker.start)) for heads in ways
    ]
    for roots in every:
        _set_ends(body, roots, last, body.paragraphs[last - 1].end)
    return tuple(every)


def _placed(heads: list[Marker], found: Sequence[Marker]) -> list[Marker]:
    """Headings that nothing numbers; those that all stand in one point of a numbered list are inside it."""
    if not heads:
        return heads
    before = {one.style for one in found if one.leads and one.start < heads[0].start}
    after = {one.style for one in found if one.leads and one.start > heads[-1].start}
    return [replace(one, rank=FREE) for one in heads] if before & after else heads


def _lists(found: Iterable[Marker]) -> list[Listing]:
    roots, open_lists = list[Listing](), list[Listing]()
    for marker in found:
        depth = next((n for n in range(len(open_lists) - 1, -1, -1) if _goes_on(open_lists[n], marker)), None)
        if depth is not None:
            del open_lists[depth + 1 :]
            open_lists[depth].items.append(Item(marker))
        elif marker.number <= 1 or (marker.number == _SECOND and marker.leads):
            while open_lists and _ends(open_lists[-1].last, marker):
                open_lists.pop()
            listing = Listing([Item(marker)])
            (open_lists[-1].items[-1].lists if open_lists else roots).append(listing)
            open_lists.append(listing)
    return _without_single(roots)


def _ends(last: Marker, marker: Marker) -> bool:
    """Whether a list that begins with a marker ends the one with that last point: not where it begins inside its paragraph."""
    inside = last.leads and not marker.leads and last.paragraph == marker.paragraph
    return last.rank >= marker.rank and not inside


def _goes_on(listing: Listing, marker: Marker) -> bool:
    last = listing.last
    if last.style != marker.style:
        return False
    if marker.kind == "首先":  # common words: they enumerate where all begin a paragraph, or all stand in one
        lead = marker.leads and listing.first.leads
        return (lead or marker.paragraph == last.paragraph) and marker.number > last.number
    return marker.number == 0 or (marker.number > 1 and marker.number - last.number in (0, 1, 2))


def _without_single(lists: list[Listing]) -> list[Listing]:
    """The lists of two points and more; what stood in a single point moves up."""
    kept = list[Listing]()
    for listing in lists:
        for item in listing.items:
            item.lists = _without_single(item.lists)
        whole = len(listing.items) > 1 or listing.first.style == _ROWS
        kept += [listing] if whole else listing.items[0].lists
    return kept


def _set_ends(body: Body, lists: list[Listing], last: int, limit: int) -> None:
    """Each point ends where the next begins, the last of a list where its like would.

    Args:
        last: number of the paragraph before which all of them end.
        limit: offset before which all of them end.
    """
    for listing in lists:
        for item, following in pairwise(listing.items):
            item.end = following.marker.start
            beyond = following.marker.paragraph + (not following.marker.leads)
            _set_ends(body, item.lists, beyond, item.end)
        final = listing.items[-1]
        _set_ends(body, final.lists, last, limit)
        inner = max((inside.items[-1].end for inside in final.lists), default=0)
        final.end = min(max(body.paragraphs[_paragraph_after(listing, last) - 1].end, inner), limit)


def _paragraph_after(listing: Listing, last: int) -> int:
    """The number of the paragraph after a list."""
    start = listing.last.paragraph
    if listing.last.style == _ROWS:
        return last
    if not listing.last.leads:
        return start + 1
    places = [item.marker.paragraph for item in listing.items]
    lengths = [later - earlier for earlier, later in pairwise(places)]
    return min(start + max((*lengths, 1)), last)
