"""How long a message waits for the database, and when it stops asking.

A server that is frozen keeps its connections and says nothing, and no setting of a driver ends that in time (libpq's
shortest time-out of a connection is 2 s, its others know only of dead lines). So the work is done by a thread of its
own, which is left behind where it takes too long. SQLite ends in time by itself: what it does for every message needs no
other thread, and two of those cost as much as what is asked of it.
"""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from contextvars import copy_context
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from bot.errors import Overtaken, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_THREADS = 8
_RESTS = 1.0
"""Seconds for which a database that failed is not asked."""


class Patience:
    """Asks the database as long as it answers in time; one that does not is left alone for a while, then tried by one.

    Args:
        name: what is asked, for operators (数据库 b.db).
        clock: seconds that only grow.
    """

    def __init__(self, name: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._clock = clock
        self._lock = threading.Lock()
        self._failure: str | None = None
        self._rests_until = 0.0

    @property
    def failure(self) -> str | None:
        """Why the database is not asked now; None where it answers."""
        return self._failure

    def ask(self, work: Callable[[], T], within: float, *, is_prompt: bool = False) -> T:
        """What the work gives.

        Args:
            within: seconds.
            is_prompt: whether it ends in time by itself; then it is done here.

        Raises:
            StorageError: it cannot be done now; what took too long may still be done later.
        """
        self._check_rested()
        try:
            given = work() if is_prompt else self._watched(work, within)
        except Overtaken:
            self._failure = None
            raise
        except StorageError as error:
            raise self._failed(str(error)) from None
        self._failure = None
        return given

    def _watched(self, work: Callable[[], T], within: float) -> T:
        # In its context, so that the log names the request there too.
        doing: Future[T] = self._threads.submit(copy_context().run, work)
        try:
            return doing.result(within)
        except TooLate:
            doing.cancel()  # one that waits for a thread will not begin any more
            raise StorageError(f"{self._name} 在 {within} 秒里没有答复；用 baigu doctor 检查") from None

    def failing(self, work: Callable[[], object], within: float) -> str | None:
        """Why work cannot be done now, as `ask` would raise it; None where it can."""
        try:
            self.ask(work, within)
        except StorageError as error:
            return str(error)
        return None

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        """Started by whoever asks first, for threads do not survive a fork."""
        return ThreadPoolExecutor(_THREADS, "database")

    def _check_rested(self) -> None:
        if self._failure is None:
            return
        with self._lock:
            now = self._clock()
            if now < self._rests_until:
                raise StorageError(self._failure)
            self._rests_until = now + _RESTS  # for all but the one who asks now

    def _failed(self, why: str) -> StorageError:
        self._failure, self._rests_until = why, self._clock() + _RESTS
        return StorageError(why)
