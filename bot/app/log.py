"""The log: a line an event, on standard error."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback

if TYPE_CHECKING:
    from typing import TextIO


def log_to(stream: TextIO = sys.stderr) -> None:
    """Write the log to a stream.

    Tracebacks are plain: structlog's own would show what variables hold, and these hold what people ask.
    """
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=False),
            ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain_traceback),
        ],
        logger_factory=structlog.PrintLoggerFactory(stream),
    )
