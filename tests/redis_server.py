"""A Redis server of our own, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import redis

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNTIL_LEFT = """
"$@" >/dev/null & echo $!
read _
kill -9 $!
"""
"""Runs the server until its input ends, which it does even if the tests are killed."""

_numbers = count()
_DATABASES = 500


class Server:
    """A running server."""

    def __init__(self, folder: Path, *options: str, settings: str = "") -> None:
        self._folder = folder
        (folder / "redis.conf").write_text(settings)
        self._options = options
        self._shell, self.process = self._start()

    @property
    def socket(self) -> Path:
        return self._folder / "redis.sock"

    def url(self, database: int = 0) -> str:
        return f"unix://{self.socket}?db={database}"

    def new_database(self) -> str:
        """The URL of a database that is empty."""
        return self.url(next(_numbers) % _DATABASES)

    def client(self) -> Any:
        """Any: of some commands the library's types say nothing."""
        return redis.Redis(unix_socket_path=str(self.socket), decode_responses=True)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Stopped (SIGSTOP): connections stay, and nobody answers."""
        os.kill(self.process, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.process, signal.SIGCONT)

    def crash(self) -> None:
        """Kill it, as a lack of memory does; it does not come back by itself."""
        self._shell.communicate()

    def begin_again(self) -> None:
        """Start it after a crash, with what it had written."""
        self._shell, self.process = self._start()

    def _start(self) -> tuple[subprocess.Popen[bytes], int]:
        where = (
            str(self._folder / "redis.conf"),
            "--port",
            "0",
            "--unixsocket",
            str(self.socket),
            "--dir",
            str(self._folder),
        )
        kept = ("--save", "", "--appendonly", "yes", "--databases", str(_DATABASES))
        shell = subprocess.Popen(
            ["/bin/sh", "-c", _UNTIL_LEFT, "sh", _program(), *where, *kept, *self._options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert shell.stdout
        process = int(shell.stdout.readline())
        self._wait()
        return shell, process

    def _wait(self) -> None:
        until = time.monotonic() + 20
        while True:
            try:
                self.client().ping()
            except redis.ConnectionError:  # not there yet, or still reading what it had written
                assert time.monotonic() < until
                time.sleep(0.02)
            else:
                return


@contextmanager
def running(*options: str, settings: str = "") -> Iterator[Server]:
    """A server, until stopped; skips where Redis is not installed, but fails in CI.

    Args:
        settings: what its own file says, which a sentinel must have.
    """
    _program()
    folder = Path(tempfile.mkdtemp(prefix="baigu-redis-"))
    try:
        server = Server(folder, *options, settings=settings)
        try:
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder)


def _program() -> str:
    program = shutil.which("redis-server")
    if program is None and "CI" not in os.environ:
        pytest.skip("needs Redis: apt install redis-server")
    assert program, "Redis is not installed"
    return program
