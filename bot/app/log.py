"""The log: a line an event. A file gets events as key and value; a terminal, where a person reads, gets sentences."""

from __future__ import annotations

import logging
import sys
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, cast

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from structlog.typing import EventDict, WrappedLogger


def log_to(stream: TextIO = sys.stderr) -> None:
    """Write the log to a stream; what was replied only to a terminal, where somebody watches.

    Tracebacks are plain: structlog's own would show what variables hold, and these hold what people ask.
    """
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(
            logging.DEBUG if stream.isatty() else logging.INFO
        ),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S" if stream.isatty() else "iso", utc=False),
            *((_Sentences(),) if stream.isatty() else ()),
            ConsoleRenderer(colors=stream.isatty(), exception_formatter=plain_traceback),
        ],
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Unfailing(stream))),
    )


def keep_quiet() -> None:
    """Write no log: a command tells whoever called it what they need to know in its own words."""
    structlog.configure(processors=[_drop])


def _drop(_logger: WrappedLogger, _name: str, _event: EventDict) -> EventDict:
    raise structlog.DropEvent


class _Sentences:
    """Puts a sentence with its values in the place of an event, and leaves the time, and where it happened."""

    def __init__(self) -> None:
        self._words = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))

    def __call__(self, _logger: WrappedLogger, _name: str, event: EventDict) -> EventDict:
        words = self._words.get(event["event"])
        if words is None:
            return event
        kept = {name: event[name] for name in ("timestamp", "exc_info") if name in event}
        values = {name: self._words["values"].get(value, value) for name, value in event.items()}
        return {**kept, "event": words.format_map(defaultdict(str, values))}


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
