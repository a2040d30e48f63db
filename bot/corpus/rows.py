"""Rows of a file that people keep by hand: as they stand in it, and as they will."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

T = TypeVar("T")


class Rows(Generic[T]):
    """Rows, and what becomes of each.

    Attributes:
        before: as they stand in the file.
        now: as they will, new ones at the end.
    """

    def __init__(self, before: Iterable[T] = ()) -> None:
        self.before = tuple(before)
        self.now = list(self.before)
        self._places: list[int | None] = list(range(len(self.before)))

    def put(self, old: T | None, new: T) -> None:
        """A row in the place of another, or as a new one."""
        if old is None:
            self.now.append(new)
            self._places.append(None)
        else:
            self.now[self.now.index(old)] = new

    def remove(self, row: T) -> None:
        """No such row."""
        at = self.now.index(row)
        del self.now[at], self._places[at]

    @property
    def changed(self) -> dict[int, T]:
        """Those that are otherwise than in the file, by their place there."""
        pairs = zip(self._places, self.now, strict=True)
        return {place: row for place, row in pairs if place is not None and row != self.before[place]}

    @property
    def new(self) -> list[T]:
        """Those that the file does not have."""
        return [row for place, row in zip(self._places, self.now, strict=True) if place is None]

    @property
    def gone(self) -> set[int]:
        """The places of those that leave the file."""
        return set(range(len(self.before))) - set(self._places)

    @property
    def is_changed(self) -> bool:
        """Whether the file must be written."""
        return bool(self.changed or self.new or self.gone)
