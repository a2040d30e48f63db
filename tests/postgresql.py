"""A PostgreSQL server of our own, on a socket in a temporary folder."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

_USER = "postgres"
_UNTIL_LEFT = """
"$0" -D "$1" -o "$2" -l "$1/log" -w start >/dev/null && echo ready
read _
"$0" -D "$1" -m immediate -w stop >/dev/null
"""
"""Runs the server until its input ends, which it does even if the tests are killed."""

_numbers = count(1)


class Server:
    """A running server."""

    def __init__(self, folder: Path, listen: str) -> None:
        self._folder, self._listen = folder, listen

    @property
    def socket(self) -> Path:
        return self._folder / ".s.PGSQL.5432"

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """All its processes stopped (SIGSTOP): connections stay, and nobody answers."""
        self._stop()
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def crash(self) -> None:
        """Kill it, as a lack of memory does; it does not come back by itself."""
        self._stop()
        self._signal(signal.SIGKILL)

    def begin_again(self) -> None:
        """Start it after a crash."""
        data = self._folder / "data"
        for lock in (data / "postmaster.pid", *self._folder.glob(".s.PGSQL.*")):
            lock.unlink(missing_ok=True)  # it takes whoever bears the number of the dead for alive
        command = ("-D", data, "-o", _options(self._folder, self._listen), "-l", data / "log", "-w", "start")
        with _as_user(_programs() / "pg_ctl", *command) as starting:
            starting.wait(60)

    def processes(self) -> list[int]:
        """All of them, the one that started the others first."""
        main = int((self._folder / "data" / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{main}/task/{main}/children").read_text()
        return [main, *map(int, children.split())]

    def _stop(self) -> None:
        # The first one first: a process that it starts while the others are counted would go on answering.
        os.kill(self.processes()[0], signal.SIGSTOP)
        self._signal(signal.SIGSTOP)

    def _signal(self, number: int) -> None:
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def new_database(self) -> str:
        """The URL of a database made for whoever asks."""
        name = f"test{next(_numbers)}"
        with psycopg.connect(host=str(self._folder), user=_USER, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return f"postgresql://{_USER}@/{name}?host={self._listen or self._folder}"


@contextmanager
def running(listen: str = "") -> Iterator[Server]:
    """A server, until stopped; skips where PostgreSQL is not installed, but fails in CI.

    Args:
        listen: an address at which anybody is let in, besides the socket.
    """
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="baigu-postgresql-"))
    if os.getuid() == 0:  # which the server refuses to be run by
        shutil.chown(folder, _USER)
    data = folder / "data"
    options = _options(folder, listen)
    try:
        _as_user(
            programs / "initdb", "-D", data, "-U", _USER, "-A", "trust", "--no-sync", "-E", "UTF8"
        ).communicate()
        if listen:
            with (data / "pg_hba.conf").open("a", encoding="ascii") as rules:
                rules.write("host all all samenet trust\n")
        with _as_user("sh", "-c", _UNTIL_LEFT, programs / "pg_ctl", data, options) as server:
            assert server.stdout
            assert server.stdout.readline() == b"ready\n"
            yield Server(folder, listen)
    finally:
        # Hundreds of databases take half a minute: nobody waits for that.
        subprocess.run(["/bin/sh", "-c", 'rm -rf "$0" &', folder], check=True)


def _options(folder: Path, listen: str) -> str:
    return f"-k {folder} -c listen_addresses='{listen}' -c fsync=off -c max_connections=200"


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found and "CI" not in os.environ:
        pytest.skip("needs PostgreSQL: apt install postgresql")
    assert found, "PostgreSQL is not installed"
    return found[-1].parent


def _as_user(*command: str | Path) -> subprocess.Popen[bytes]:
    as_user = ["runuser", "-u", _USER, "--"] if os.getuid() == 0 else []
    return subprocess.Popen(
        [*as_user, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd="/",
        env={
            **os.environ,
            "LC_ALL": "C",
        },  # so that the server's errors are in English whoever runs the tests
    )
