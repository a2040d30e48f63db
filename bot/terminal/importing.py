"""Progress of a long import."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from rich.console import Console
from rich.progress import track

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

T = TypeVar("T")


def with_progress(items: Sequence[T]) -> Iterable[T]:
    """The items; a bar on standard error where that is a terminal and there is something to wait for."""
    console = Console(stderr=True)
    if not (items[1:] and console.is_terminal):
        return items
    return track(items, description="正在导入", console=console, transient=True)
