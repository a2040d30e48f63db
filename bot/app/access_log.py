"""Who asked the server for what, and what came of it: a file a day, kept for a year, apart from what people say.

Of an address only the path is written: queries hold OpenIDs, signatures and what somebody searched for.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import structlog
from flask import g, request

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask, Response

KEPT = 366
"""Days; rules for what government offices run on the web ask for a year."""

SWEEP_EVERY = 3600.0
"""Seconds between two looks for files that have grown old."""

_LONGEST_PATH = 200
_APPENDING = os.O_WRONLY | os.O_APPEND | os.O_CREAT

_json = json.JSONEncoder(ensure_ascii=False).encode


class AccessLog:
    """Files that only their owner reads; every process of the service writes to the same one.

    Args:
        visitor: gives the address of whoever asks now.
        clock: seconds since 1970.
    """

    def __init__(
        self, folder: Path, visitor: Callable[[], str], clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._visitor = visitor
        self._clock = clock

    def watch(self, app: Flask) -> None:
        """Write a line for every request."""
        app.before_request(_begin)
        app.after_request(self._end)

    def sweep(self) -> None:
        """Delete what is older than a year."""
        oldest = self._now().date() - timedelta(days=KEPT)
        for path in self._folder.glob("access-*.log"):
            with suppress(ValueError):  # not one of ours
                if date.fromisoformat(path.stem.removeprefix("access-")) < oldest:
                    path.unlink(missing_ok=True)

    def _end(self, response: Response) -> Response:
        now = self._now()
        line = {
            "at": now.isoformat(timespec="milliseconds"),
            "request": structlog.contextvars.get_contextvars().get("request"),
            "from": self._visitor(),
            "method": request.method,
            "path": request.path[:_LONGEST_PATH],
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
        }
        with suppress(OSError):  # nobody goes without an answer because a disk is full
            self._write(now.date(), _json(line))
        return response

    def _write(self, day: date, line: str) -> None:
        path = f"{self._folder}/access-{day}.log"
        try:
            file = os.open(path, _APPENDING, 0o600)
        except FileNotFoundError:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = os.open(path, _APPENDING, 0o600)
        try:
            os.write(file, f"{line}\n".encode("utf-8", "surrogateescape"))
        finally:
            os.close(file)

    def _now(self) -> datetime:
        now = self._clock()  # datetime.astimezone() asks the system for the zone again and again
        return datetime.fromtimestamp(now, timezone(timedelta(seconds=time.localtime(now).tm_gmtoff)))


def _begin() -> None:
    g.began = time.perf_counter()
