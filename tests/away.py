"""Servers that are away for a while, and come back."""

from __future__ import annotations

import os
import signal
import time
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


_STOPPING = 30.0
"""Seconds."""


class Server(Protocol):
    """Can be killed."""

    def crash(self) -> None: ...  # see BoundProcess
    def begin_again(self) -> None: ...


@contextmanager
def frozen(process: int) -> Iterator[None]:
    """Stopped (SIGSTOP): connections stay, and nobody answers.

    A busy machine takes up to a tenth of a second until the last thread stands still; what is asked meanwhile is answered.
    """
    os.kill(process, signal.SIGSTOP)
    try:
        until = time.monotonic() + _STOPPING
        while not _stands_still(process):
            assert time.monotonic() < until, f"{process} does not stop"
            time.sleep(0.001)
        yield
    finally:
        os.kill(process, signal.SIGCONT)


def _stands_still(process: int) -> bool:
    """Whether all its threads are stopped, by /proc."""
    states = (
        (thread / "stat").read_text("ascii", "replace").rpartition(") ")[2][0]
        for thread in Path(f"/proc/{process}/task").iterdir()
    )
    return all(state == "T" for state in states)


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
