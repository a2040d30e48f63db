"""Servers that are away for a while, and come back."""

from __future__ import annotations

from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Server(Protocol):
    """Can be killed."""

    def crash(self) -> None: ...  # see BoundProcess
    def begin_again(self) -> None: ...


@contextmanager
def killed(server: Server) -> Iterator[None]:
    """From a crash until it is started again."""
    server.crash()
    yield
    server.begin_again()


@contextmanager
def together(faults: Iterable[AbstractContextManager[None]]) -> Iterator[None]:
    """All of them at once."""
    with ExitStack() as until:
        for fault in faults:
            until.enter_context(fault)
        yield
