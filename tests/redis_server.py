"""A Redis server of our own, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import redis

from tests.bound_process import BoundProcess

if TYPE_CHECKING:
    from collections.abc import Iterator

_numbers = count()
_DATABASES = 500


class Server(BoundProcess):
    """A running server."""

    def __init__(self, folder: Path, *options: str, settings: str = "") -> None:
        self._folder = folder
        (folder / "redis.conf").write_text(settings)
        where = (
            str(folder / "redis.conf"),
            "--port",
            "0",
            "--unixsocket",
            str(self.socket),
            "--dir",
            str(folder),
        )
        kept = ("--save", "", "--appendonly", "yes", "--databases", str(_DATABASES))
        super().__init__((_program(), *where, *kept, *options))
        self._wait()

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

    def begin_again(self) -> None:
        """The same, until it answers."""
        super().begin_again()
        self._wait()

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
