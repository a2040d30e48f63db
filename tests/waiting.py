"""Waiting for what comes sooner or later, and on a busy machine later."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_LONGEST = 60.0
"""Seconds."""


def wait(is_so: Callable[[], bool]) -> None:
    """Until something is so."""
    until = time.monotonic() + _LONGEST
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.02)
