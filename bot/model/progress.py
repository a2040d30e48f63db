"""How far long work is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


class Progress(Protocol):
    """Shows how far work is: the things that are worked on pass through it."""

    def __call__(self, items: Sequence[T], what: str, /) -> Iterable[T]:
        """The items, in order; `what` says to people what is done to them."""
        ...


def unshown(items: Sequence[T], _what: str) -> Iterable[T]:
    """Progress that nobody watches."""
    return items
