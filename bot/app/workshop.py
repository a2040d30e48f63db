"""What is done for the console by the process beside the service."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, TypeVar

import structlog

from bot.app.checking import Checking
from bot.app.publishing import Publishing
from bot.app.queue import Bench
from bot.errors import BaiguError
from bot.state.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app.service import Service
    from bot.model.task import Task
    from bot.state.tasks import Tasks

T = TypeVar("T")

_TOLD_EVERY = 1.0
_log = structlog.get_logger()


class Workshop:
    """Does tasks."""

    def __init__(self, service: Service, tasks: Tasks) -> None:
        self._service = service
        self._tasks = tasks
        self._bench = Bench(service)
        self._kinds = {
            "prepare": self._prepare,
            "queue": self._queue,
            "effect": self._effect,
            "mend": self._mend,
        }

    def do(self, task: Task) -> None:
        """Do one; what comes of it, or why nothing does, stands with it."""
        try:
            told = self._kinds[task.kind](task)
        except BaiguError as error:
            self._tasks.failed(task.number, str(error))
        except Exception:  # noqa: BLE001 # whoever waits is told, and the next task is done
            _log.exception("task_failed", task=task.number, kind=task.kind)
            self._tasks.failed(task.number, "出错了，没有做成；请再试一次，还不行就请管理员看服务的日志")
        else:
            self._tasks.done(task.number, told)

    def _prepare(self, task: Task) -> str:
        """Compare the knowledge folder with what is published; the number of the candidate."""
        publishing = Publishing(self._service, Checking(self._service), task.who)
        candidate = publishing.prepare(Shown(self._tasks, task.number))
        told = {**asdict(candidate.preview), "texts": [asdict(text) for text in candidate.texts]}
        kept = Candidates(self._service.database, self._service.clock)
        return str(kept.keep(task.who, candidate.after, told, candidate.content))

    def _queue(self, task: Task) -> str:
        return self._bench.count(Shown(self._tasks, task.number))

    def _effect(self, task: Task) -> str:
        return self._bench.effect(task, Shown(self._tasks, task.number))

    def _mend(self, task: Task) -> str:
        """Write a mend; the queue is counted anew, for this is mended and others may be."""
        told = self._bench.mend(task, Shown(self._tasks, task.number))
        self._tasks.add("queue", task.who, {})
        return told


class Shown:
    """Progress that whoever waits at the console sees, and by which others know that the work goes on."""

    def __init__(self, tasks: Tasks, number: int) -> None:
        self._tasks, self._number = tasks, number
        self._told = 0.0

    def __call__(self, items: Sequence[T], what: str) -> Iterator[T]:
        """The items, as they are worked on."""
        for number, item in enumerate(items, 1):
            if time.monotonic() > self._told + _TOLD_EVERY:
                self._told = time.monotonic()
                self._tasks.tell(self._number, f"{what} {number}/{len(items)}")
            yield item
