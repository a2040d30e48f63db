"""Baigu as it is run: the command, its own process and workers, a socket."""

from __future__ import annotations

import atexit
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import text

from bot.state.database import Database
from tests.away import frozen, together
from tests.builders import KNOWLEDGE
from tests.wechat.counterpart import Counterpart

if TYPE_CHECKING:
    from collections.abc import Iterator

WECHAT = Counterpart()

_MADE = ("words", "shelves")
"""What a service makes at some expense before it answers, in the folder of its data."""

_MAKING = threading.Lock()
"""Several may start at once."""


@dataclass(frozen=True)
class Running:
    """A running service."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path
    database: str

    @property
    def webhook(self) -> str:
        return f"{self.url}/wechat"

    def got(self, path: str, status: int = 200) -> str:
        """A page, answered with that status."""
        connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=5)
        with closing(connection):
            connection.request("GET", path)
            response = connection.getresponse()
            assert response.status == status
            return response.read().decode()

    def got_from_each(self, path: str) -> list[str]:
        """A page as each of its workers gives it: who is idle takes what comes, and that may be the same again and again."""
        told, workers = [], self.workers()
        for worker in workers:
            with together(frozen(other) for other in workers if other != worker):
                told.append(self.got(path))
        return told

    def workers(self) -> list[int]:
        """The process ids of its workers, by /proc."""
        children = f"/proc/{self.process.pid}/task/{self.process.pid}/children"
        with open(children, encoding="ascii") as file:  # noqa: PTH123 # no file that pathlib would know more of
            return [int(child) for child in file.read().split()]

    def journal(self, where: str = "1 = 1") -> int:
        """How many entries the journal has, or is about to have."""
        return self.rows("(select * from journal union all select * from outbox) as entries", where)

    def rows(self, table: str, where: str = "1 = 1") -> int:
        """How many rows a table has."""
        database, query = Database(self.database), text(f"select count(*) from {table} where {where}")  # noqa: S608
        with database.reading() as connection:
            count: int = connection.execute(query).scalar_one()
        database.dispose()
        return count


@contextmanager
def running(
    folder: Path,
    workers: int = 2,
    log_to: str | None = None,
    first: str = "",
    port: str = "",
    **settings: str,
) -> Iterator[Running]:
    """A service with its data in a folder, from ready until stopped.

    Args:
        log_to: where its standard error goes, if not beside the data.
        first: what its process does first, as Python.
        port: any that is free if not given.
    """
    port = port or str(free_port())
    own = {
        "HOME": str(folder),
        "KNOWLEDGE": str(KNOWLEDGE),
        "TOKEN": WECHAT.token,
        "APP_ID": WECHAT.app_id,
        "AES_KEY": WECHAT.aes_key,
        "DATABASE_URL": f"sqlite:///{folder / 'baigu.db'}",
        "PUBLIC_URL": "https://baigu.example",
        **settings,
    }
    rest = {name: value for name, value in os.environ.items() if not name.startswith("BAIGU_")}
    command = [
        sys.executable,
        "-c",
        f"{first}\nfrom bot.cli import main; main()",
        "serve",
        "--port",
        port,
    ]
    with _MAKING:
        shutil.copytree(_made(), folder / "var", dirs_exist_ok=True)
    log = folder / "service.log"
    log.write_text("", "utf-8")  # two write to it from here on, each behind what the other wrote
    with log.open("a", encoding="utf-8") as output, Path(log_to or log).open("a", encoding="utf-8") as errors:
        process = subprocess.Popen(  # our own command
            [*command, "--workers", str(workers)],
            cwd=folder,
            env={**rest, "PYTHONUNBUFFERED": "1", **{f"BAIGU_{name}": value for name, value in own.items()}},
            stdout=output,
            stderr=errors,
        )
    try:
        while "已启动" not in log.read_text("utf-8", "replace"):
            assert process.poll() is None, log.read_text("utf-8", "replace")
            time.sleep(0.05)
        with _MAKING:
            if "KNOWLEDGE" not in settings and not any(_made().iterdir()):
                for name in _MADE:
                    shutil.copytree(folder / "var" / name, _made() / name)
        yield Running(f"http://127.0.0.1:{port}", process, folder, own["DATABASE_URL"])
    finally:
        process.terminate()
        process.wait(timeout=30)


@cache
def _made() -> Path:
    """Where what the first service made is kept, as it is at home from one start to the next."""
    folder = Path(tempfile.mkdtemp(prefix="baigu-made-"))
    atexit.register(shutil.rmtree, folder)
    return folder


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port
