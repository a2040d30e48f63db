"""The process that does what takes long at the console: one on a machine, apart from those that answer WeChat."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model.task import Task

LINGERS = 120.0
"""Seconds that it waits for more: what it has loaded answers the next question at once."""

_LOOKS_EVERY = 0.2
_LOCK = "console.lock"
_PROGRAM = "from bot.cli import main; main(['console', 'work'])"


def start(home: Path, var: Path) -> None:
    """Have somebody work, unless somebody does."""
    with _alone(var) as is_alone:
        is_idle = is_alone
    if is_idle:
        subprocess.Popen(  # noqa: S603 # our own program
            [sys.executable, "-c", _PROGRAM],
            env={**os.environ, "BAIGU_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )


def work(var: Path, take: Callable[[], Task | None], do: Callable[[Task], None]) -> None:
    """Do one task after another until there has been none for a while, or whoever started this has ended."""
    stand_back()
    parent = os.getppid()
    while _work_alone(var, take, do, lambda: os.getppid() == parent):
        pass


def stand_back() -> None:
    """Let those that answer WeChat go first, for the processor and where memory runs short."""
    with suppress(OSError):  # where that is forbidden it works all the same
        os.nice(10)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", "ascii")


def _work_alone(
    var: Path, take: Callable[[], Task | None], do: Callable[[Task], None], is_wanted: Callable[[], bool]
) -> bool:
    """Whether there may be more: something came just as this one stopped looking."""
    with _alone(var) as is_alone:
        if not is_alone:
            return False
        until = time.monotonic() + LINGERS
        while time.monotonic() < until and is_wanted():
            task = take()
            if task:
                do(task)
                until = time.monotonic() + LINGERS
            else:
                time.sleep(_LOOKS_EVERY)
    task = take() if is_wanted() else None
    if task:
        do(task)
    return task is not None


@contextmanager
def _alone(var: Path) -> Iterator[bool]:
    """Whether nobody else on this machine works; as long as this lasts nobody else begins to."""
    import fcntl  # noqa: PLC0415 # of POSIX, as all that serves

    var.mkdir(parents=True, exist_ok=True)
    with (var / _LOCK).open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
