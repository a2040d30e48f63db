"""What each worker does beside answering."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import structlog

from bot.errors import BaiguError, told

if TYPE_CHECKING:
    from collections.abc import Callable

_log = structlog.get_logger()


def again_and_again(name: str, every: float, work: Callable[[], object]) -> None:
    """Work in a thread of this process, at once and then every so many seconds; where it fails it is tried again."""
    threading.Thread(target=_go_on, args=(name, every, work), name=name, daemon=True).start()


def _go_on(name: str, every: float, work: Callable[[], object]) -> None:
    failing = None
    while True:
        try:
            work()
            failing = None
        except Exception as error:  # noqa: BLE001 # whatever keeps it from working, it goes on
            if failing != (failing := told(error)):  # said once, not every few seconds
                _log.error("cannot", what=name, why=failing, exc_info=not isinstance(error, BaiguError))
        time.sleep(every)
