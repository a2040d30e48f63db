"""The log: a line an event, on standard error."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TextIO, cast

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback


def log_to(stream: TextIO = sys.stderr) -> None:
    """Write the log to a stream.

    Tracebacks are plain: structlog's own would show what variables hold, and these hold what people ask.
    """
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain_traceback),
        ],
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Unfailing(stream))),
    )


class _Unfailing:
    """A stream that loses what cannot be written: nobody goes without an answer because a log is full."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(
            OSError, ValueError
        ):  # full, gone, closed, or of an encoding that has no such character
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()
