"""What is done for the console by the process beside the service."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import structlog

from bot.app.checking import Checking
from bot.app.dead_links import dead_links
from bot.app.importing import import_desk
from bot.app.publishing import Publishing
from bot.app.queue import Bench
from bot.app.trying import Trying
from bot.errors import BaiguError, SourceError
from bot.importing.reading.source import is_address
from bot.state.candidates import Candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app.service import Service
    from bot.importing.drafting.desk import Outcome
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
        self._trying, self._bench = Trying(service), Bench(service)
        self._kinds = {
            "prepare": self._prepare,
            "ask": self._ask,
            "import": self._import,
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

    def _ask(self, task: Task) -> str:
        """Say the same to both editions; what they reply, as JSON."""
        return json.dumps(self._trying.ask(task.given["messages"]), ensure_ascii=False)

    def _import(self, task: Task) -> str:
        """Bring in what was uploaded or is named by its address; what came of each, as JSON."""
        try:
            desk = import_desk(self._service, None, allow_private=False)
            told = [_told(name, outcome) for name, outcome in desk.bring(desk.sources(task.given["sources"]))]
        finally:
            if task.given["folder"]:
                shutil.rmtree(task.given["folder"], ignore_errors=True)
        return json.dumps(told, ensure_ascii=False)

    def _prepare(self, task: Task) -> str:
        """Compare the knowledge folder with what is published; the number of the candidate."""
        publishing = Publishing(self._service, Checking(self._service), task.who)
        candidate = publishing.prepare(Shown(self._tasks, task.number))
        words = {name: list(map(asdict, getattr(candidate, name))) for name in ("texts", "wordings")}
        gains = [(one.source == "asked", asdict(one)) for one in candidate.gains]
        told = {**asdict(candidate.preview), **words, "titles": candidate.titles}
        told["gains"] = [one for is_asked, one in gains if not is_asked]
        kept = Candidates(self._service.database, self._service.clock)
        number = kept.keep(task.who, candidate.after, told, candidate.content)
        # What residents asked goes when one of them is erased, which nothing does that is kept for good.
        asked = self._tasks.add("gained", task.who, {"candidate": number})
        self._tasks.done(asked, json.dumps([one for is_asked, one in gains if is_asked], ensure_ascii=False))
        return str(number)

    def _queue(self, task: Task) -> str:
        return self._bench.count(task, Shown(self._tasks, task.number))

    def _effect(self, task: Task) -> str:
        return self._bench.effect(task, Shown(self._tasks, task.number))

    def _mend(self, task: Task) -> str:
        """Write a mend; the queue it came from is counted anew, for this is mended and others may be."""
        told = self._bench.mend(task, Shown(self._tasks, task.number))
        self._tasks.add("queue", task.who, {"period": task.given["period"]})
        return told


def _told(source: str, outcome: Outcome | SourceError) -> dict[str, Any]:
    """What came of one source, by the name that whoever sent it knows."""
    name = source if is_address(source) else Path(source).name
    if isinstance(outcome, SourceError):
        return {"name": name, "fault": str(outcome).replace(source, name)}
    figures = outcome.figures
    dead = dead_links(outcome.as_json)
    return {"name": name, "drafts": figures.drafts, "known": figures.known, "dead": dead}


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
