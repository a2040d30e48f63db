"""Room for so many requests at once, so that those of one kind do not take all the threads that answer."""

from __future__ import annotations

import threading


class Room:
    """Room of one process.

    Args:
        at_once: requests that are worked on at once.
        waiting: requests that wait for it, each in a thread of its own.
        longest: seconds for which one waits.
    """

    def __init__(self, at_once: int, waiting: int, longest: float) -> None:
        self._room = threading.BoundedSemaphore(at_once)
        self._queue = threading.BoundedSemaphore(waiting)
        self._longest = longest

    def enter(self) -> bool:
        """Whether there was room; who came in leaves again."""
        if self._room.acquire(blocking=False):
            return True
        if not self._queue.acquire(blocking=False):
            return False
        try:
            return self._room.acquire(timeout=self._longest)
        finally:
            self._queue.release()

    def leave(self) -> None:
        """Make room for the next."""
        self._room.release()
