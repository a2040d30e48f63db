"""A bar that shows how far long work is, where somebody is there to see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


def note(what: str) -> None:
    """Say what takes its time, above a bar if there is one, where somebody is there to see it."""
    console = Console(stderr=True)
    if console.is_terminal:
        console.print(what, markup=False, highlight=False)


def progress(items: Sequence[T], what: str) -> Iterable[T]:
    """The items; with a bar on standard error, gone when they are done, where that is a terminal and there are several."""
    console = Console(stderr=True)
    return track(items, what, console=console, transient=True) if items[1:] and console.is_terminal else items
