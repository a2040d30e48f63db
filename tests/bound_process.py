"""A program of others that runs for tests: it ends with them, however they end, and can be frozen and killed before."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from tests.away import frozen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

_UNTIL_LEFT = """
"$@" >&2 & echo $!
read _
kill -9 $!
"""
"""Runs a program until its input ends, which it does even if the tests are killed."""


class BoundProcess:
    """A running program.

    Args:
        log: takes what it writes.

    Attributes:
        process: its number.
    """

    def __init__(self, command: Sequence[str], log: Path = Path(os.devnull)) -> None:
        self._command, self._log = command, log
        self._shell, self.process = self._start()

    def frozen(self) -> AbstractContextManager[None]:
        """See `away.frozen`."""
        return frozen(self.process)

    def crash(self) -> None:
        """Kill it, as a lack of memory does; it does not come back by itself."""
        self._shell.communicate()

    def begin_again(self) -> None:
        """Start it after a crash, with what it had written."""
        self._shell, self.process = self._start()

    def _start(self) -> tuple[subprocess.Popen[bytes], int]:
        with self._log.open("ab") as log:
            shell = subprocess.Popen(
                ["/bin/sh", "-c", _UNTIL_LEFT, "sh", *self._command],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        assert shell.stdout
        return shell, int(shell.stdout.readline())
