"""A service to which everything happens at once: what became of each message, and what the journal held afterwards."""

from __future__ import annotations

import http.client
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import cycle
from typing import TYPE_CHECKING

from tests.journeys.hostile import besieged
from tests.journeys.messages import reply_to
from tests.journeys.service import Running, running
from tests.postgresql import running as postgresql_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgresql import Server

A_SECOND = 5
"""Messages."""

KILLS_EVERY = 20.0
_FAULTS_LAST = 4.0
_FAULTS_EVERY = 12.0
_TRIES = 3
"""WeChat's: one, and two more where no answer comes."""

QUESTIONS = ("小区停车乱怎么办", "文明遛狗", "单位", "志愿服务怎么做的", "今天星期几")


@dataclass(frozen=True)
class Outcome:
    """Of one message: the seconds of the try that was answered, and how many tries it took; None where none was."""

    seconds: float | None
    tries: int


@dataclass(frozen=True)
class Report:
    """Of a whole run."""

    outcomes: tuple[Outcome, ...]
    journal: int
    kills: int
    faults: int

    @property
    def unanswered(self) -> int:
        return sum(outcome.seconds is None for outcome in self.outcomes)

    @property
    def p99(self) -> float:
        """Seconds."""
        took = sorted(outcome.seconds for outcome in self.outcomes if outcome.seconds is not None)
        return took[int(len(took) * 0.99)]

    def __str__(self) -> str:
        retried = sum(outcome.tries > 1 for outcome in self.outcomes)
        return (
            f"{len(self.outcomes)} messages, {self.unanswered} unanswered, {retried} by a retry, "
            f"p99 {self.p99:.2f} s; {self.kills} workers killed, {self.faults} faults of the database; "
            f"journal {self.journal}"
        )


def chaos(folder: Path, seconds: float) -> Report:
    """Messages for so long, with hostile visitors, workers that are killed and a database that comes and goes."""
    with ExitStack() as until:
        server = until.enter_context(postgresql_running())
        url = server.new_database()
        service = until.enter_context(
            running(folder, DATABASE_URL=url, SECRET_KEY="the secret of these tests")
        )
        over = threading.Event()
        with ExitStack() as meanwhile:
            meanwhile.enter_context(besieged(service))
            pool = meanwhile.enter_context(ThreadPoolExecutor(2))
            kills, faults = pool.submit(_kill, service, over), pool.submit(_break, server, over)
            outcomes = _ask(service, seconds)
            over.set()
        _wait_until_well(service)
        return Report(outcomes, service.journal("channel = 'wechat'"), kills.result(), faults.result())


def _ask(service: Running, seconds: float) -> tuple[Outcome, ...]:
    with ThreadPoolExecutor(40) as people:
        asked = []
        for number in range(int(seconds * A_SECOND)):
            asked.append(people.submit(_message, service, number))
            time.sleep(1 / A_SECOND)
        return tuple(message.result() for message in asked)


def _message(service: Running, number: int) -> Outcome:
    xml = text_message(QUESTIONS[number % len(QUESTIONS)], person=f"o{number % 50}", msg_id=str(number))
    for tried in range(1, _TRIES + 1):
        started = time.monotonic()
        with suppress(OSError, http.client.HTTPException, AssertionError):
            if reply_to(service, xml) is not None:
                return Outcome(time.monotonic() - started, tried)
    return Outcome(None, _TRIES)


def _kill(service: Running, over: threading.Event) -> int:
    """A worker every so often, the way a lack of memory does."""
    killed = 0
    while not over.wait(KILLS_EVERY):
        workers = service.workers()
        with suppress(ProcessLookupError):
            os.kill(workers[killed % len(workers)], signal.SIGKILL)
            killed += 1
    return killed


def _break(server: Server, over: threading.Event) -> int:
    """The database, frozen and killed in turn."""
    faults: Iterator[str] = cycle(("frozen", "killed"))
    broken = 0
    while not over.wait(_FAULTS_EVERY):
        broken += 1
        if next(faults) == "frozen":
            with server.frozen():
                time.sleep(_FAULTS_LAST)
        else:
            server.crash()
            time.sleep(_FAULTS_LAST)
            server.begin_again()
    return broken


def _wait_until_well(service: Running) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = [service.got("/readyz") for _ in range(6)]
        if set(told) == {"ok\n"}:
            return
        time.sleep(0.5)
    raise TimeoutError(told[-1])
