"""Who asked the server for what, and what came of it: a file a day, kept for a year, apart from what people say.

Of an address only the path is written: queries hold OpenIDs, signatures and what somebody searched for.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

from werkzeug.wsgi import get_path_info

from bot.app.request_id import NAME

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

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
        visitor: gives the address of whoever made a request.
        clock: seconds since 1970.
    """

    def __init__(
        self, folder: Path, visitor: Callable[[WSGIEnvironment], str], clock: Callable[[], float] = time.time
    ) -> None:
        self._folder = folder
        self._visitor = visitor
        self._clock = clock

    def watch(self, app: Flask) -> None:
        """Write a line for every request."""
        app.wsgi_app = self._watched(app.wsgi_app)  # type: ignore[method-assign,assignment] # Flask's own way to put something before it

    def _watched(self, answer: WSGIApplication) -> WSGIApplication:
        def watched(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            began = time.perf_counter()

            def start(status: str, *rest: Any) -> Any:
                self._tell(environ, int(status[:3]), time.perf_counter() - began)
                return start_response(status, *rest)

            return answer(environ, start)

        return watched

    def sweep(self) -> None:
        """Delete what is older than a year."""
        oldest = self._now().date() - timedelta(days=KEPT)
        for path in self._folder.glob("access-*.log"):
            with suppress(ValueError):  # not one of ours
                if date.fromisoformat(path.stem.removeprefix("access-")) < oldest:
                    path.unlink(missing_ok=True)

    def _tell(self, environ: WSGIEnvironment, status: int, seconds: float) -> None:
        now = self._now()
        line = {
            "at": now.isoformat(timespec="milliseconds"),
            "request": environ.get(NAME),
            "from": self._visitor(environ),
            "method": environ["REQUEST_METHOD"],
            "path": get_path_info(environ)[:_LONGEST_PATH],
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        with suppress(OSError):  # nobody goes without an answer because a disk is full
            self._write(now.date(), _json(line))

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
