"""Names, looked up by how they begin: a text is held against the few that it may have, however many there are."""

from __future__ import annotations

from collections import defaultdict
from operator import add
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_BEGINNING = 2
"""Characters by which names are looked up; a name of one, by that."""


class Names:
    """Finds names in normalised text, the longest first; of equal length in the order given."""

    def __init__(self, names: Iterable[str]) -> None:
        ordered = sorted(dict.fromkeys(filter(None, names)), key=len, reverse=True)
        self._order = {name: place for place, name in enumerate(ordered)}
        self._by_beginning: dict[str, list[str]] = defaultdict(list)
        for name in ordered:
            self._by_beginning[name[:_BEGINNING]].append(name)

    def at(self, text: str, start: int = 0) -> list[str]:
        """The names that stand in a text at a place."""
        pair = text[start : start + _BEGINNING]
        begun: Iterable[str] = self._by_beginning.get(pair, ())
        if len(pair) == _BEGINNING:
            begun = (*begun, *self._by_beginning.get(pair[0], ()))
        return [name for name in begun if text.startswith(name, start)]

    def within(self, text: str) -> list[str]:
        """The names that stand anywhere in a text."""
        begun = self._by_beginning.keys() & {*text, *map(add, text, text[1:])}
        found = [name for beginning in begun for name in self._by_beginning[beginning] if name in text]
        return sorted(found, key=self._order.__getitem__)
