"""A service to which everything happens at once: what became of each message, and what the journal held afterwards."""

from __future__ import annotations

import http.client
import os
import signal
import sqlite3
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlencode

import psycopg

from tests.away import killed, together
from tests.http import Says, serving
from tests.journeys.disk import filled, small_disk
from tests.journeys.hostile import besieged
from tests.journeys.messages import reply_to
from tests.journeys.searching import is_used, publish
from tests.journeys.service import Running, running
from tests.link import laid
from tests.postgresql import running as postgresql_running
from tests.redis_server import running as redis_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from tests.opensearch.cluster import Cluster


Faults: TypeAlias = "Mapping[str, Callable[[], AbstractContextManager[object]]]"
"""What happens, by what it is called."""

_On: TypeAlias = "Callable[[Path], AbstractContextManager[tuple[str, Running, Faults]]]"
"""Begins a service in a folder, told by its name, and what may happen to its engines."""

A_SECOND = 5
"""Messages."""

KILLS_EVERY = 20.0
_FIRST_KILL = 6.0
_BETWEEN_FAULTS = 5.0
_RECORDED = 60.0
"""Seconds within which entries are in the journal; those that machines have taken from Redis at once count again until then."""

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
    """Of a run on one database."""

    database: str
    outcomes: tuple[Outcome, ...]
    journal: int
    lost: int
    kills: int
    faults: Mapping[str, int]

    @property
    def unanswered(self) -> int:
        return sum(outcome.seconds is None for outcome in self.outcomes)

    def within(self, share: float) -> float:
        """Seconds within which so many of the messages were answered."""
        took = sorted(outcome.seconds for outcome in self.outcomes if outcome.seconds is not None)
        return took[min(int(len(took) * share), len(took) - 1)]

    def __str__(self) -> str:
        retried = sum(outcome.tries > 1 for outcome in self.outcomes)
        faults = "，".join(f"{what} {count} 次" for what, count in self.faults.items())
        return (
            f"{self.database}：{faults}，杀掉进程 {self.kills} 个\n"
            f"  微信消息 {len(self.outcomes)} 条，没有答上 {self.unanswered} 条，靠重试答上 {retried} 条\n"
            f"  一半在 {self.within(0.5):.2f} 秒内答上，99% 在 {self.within(0.99):.2f} 秒内，最慢 {self.within(1):.2f} 秒\n"
            f"  事后数据库里的问答 {self.journal} 条"
            + (f"，另有 {self.lost} 条在哪里都存不下的时候，拿着它们的进程又被杀掉" if self.lost else "")
        )


def chaos(folder: Path, seconds: float, lasting: float, cluster: Cluster) -> Iterator[Report]:
    """Messages for a part of the time on each set of engines, with hostile visitors, workers that are killed, and all else.

    WeChat's interface is away throughout. What becomes full is the disk of the SQLite file; or of the log, where a server
    keeps the data.

    Args:
        lasting: seconds that each fault of the database lasts.
        cluster: of OpenSearch.
    """
    engines: tuple[_On, ...] = (_on_sqlite, _on_postgresql, _on_redis, partial(_on_opensearch, cluster))
    for number, on_database in enumerate(engines):
        home = folder / f"home{number}"
        home.mkdir()
        with on_database(home) as (name, service, faults):
            yield _run(name, service, faults, seconds / len(engines), lasting)


@contextmanager
def _on_sqlite(home: Path) -> Iterator[tuple[str, Running, Faults]]:
    with ExitStack() as until:
        disk, full = _disk(home, until, "磁盘满了")
        file = disk / "baigu.db"
        service = until.enter_context(_served(home, f"sqlite:///{file}"))
        yield (
            "SQLite",
            service,
            {"被别的程序锁住": lambda: _locked(file), "文件不见了": lambda: _gone(file), **full},
        )


@contextmanager
def _on_postgresql(home: Path) -> Iterator[tuple[str, Running, Faults]]:
    with ExitStack() as until:
        disk, full = _disk(home, until, "日志的磁盘满了")
        server = until.enter_context(postgresql_running())
        url = server.new_database()
        service = until.enter_context(_served(home, url, str(disk / "log")))

        yield (
            "PostgreSQL",
            service,
            {"冻住": server.frozen, "被杀掉": lambda: killed(server), "表被锁住": lambda: _held(url), **full},
        )


@contextmanager
def _on_redis(home: Path) -> Iterator[tuple[str, Running, Faults]]:
    with ExitStack() as until:
        server = until.enter_context(redis_running())
        file = home / "baigu.db"
        service = until.enter_context(_served(home, f"sqlite:///{file}", REDIS_URL=server.new_database()))

        @contextmanager
        def full() -> Iterator[None]:
            server.client().config_set("maxmemory", "1")
            yield
            server.client().config_set("maxmemory", "0")

        yield (
            "Redis 和 SQLite",
            service,
            {
                "Redis 被杀掉": lambda: killed(server),
                "SQLite 被锁住": lambda: _locked(file),
                "Redis 冻住": server.frozen,
                "Redis 满了": full,
            },
        )


@contextmanager
def _on_opensearch(cluster: Cluster, home: Path) -> Iterator[tuple[str, Running, Faults]]:
    """Reached by a link to each node."""
    node, prefix = cluster.nodes[0], cluster.new_url().rpartition("/")[2]
    with ExitStack() as until:
        links = [until.enter_context(laid(one.port)) for one in cluster.nodes]
        url = f"sqlite:///{home / 'baigu.db'}"
        publish(url)
        search = {
            "SEARCH_URL": f"http://{','.join(f'127.0.0.1:{link.port}' for link in links)}/{prefix}",
            "SEARCH_REPLICAS": str(min(len(links) - 1, 1)),
        }
        service = until.enter_context(_served(home, url, **search))
        assert is_used(service)
        for (
            text
        ) in QUESTIONS:  # a node that was just started compiles its code over the first searches, for seconds
            service.got(f"/search?{urlencode({'q': text * 20})}")

        yield (
            f"OpenSearch（{len(links)} 台）和 SQLite",
            service,
            {
                "到 OpenSearch 的线路断了": lambda: together(link.lost() for link in links),
                "OpenSearch 一台被杀掉": lambda: killed(node),
                "OpenSearch 一台冻住": node.frozen,
                "SQLite 被锁住": lambda: _locked(home / "baigu.db"),
            },
        )
        cluster.wait()


def _disk(home: Path, until: ExitStack, fault: str) -> tuple[Path, Faults]:
    """A disk that can be made full, where we may mount one."""
    if os.geteuid() != 0:
        return home, {}
    disk = until.enter_context(small_disk(home / "disk", 64))
    return disk, {fault: lambda: filled(disk)}


@contextmanager
def _served(home: Path, url: str, log_to: str | None = None, **engines: str) -> Iterator[Running]:
    secret = "the secret of these tests"
    with (
        serving(lambda _: Says(after=30)) as silent,
        running(
            home,
            2,
            log_to,
            DATABASE_URL=url,
            API_URL=silent,
            APP_SECRET=secret,
            SECRET_KEY=secret,
            **engines,
        ) as service,
    ):
        yield service


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def _gone(file: Path) -> Iterator[None]:
    elsewhere = file.parent / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    files = [*file.parent.glob(f"{file.name}*")]
    for path in files:
        path.rename(elsewhere / path.name)
    yield
    for path in files:
        (elsewhere / path.name).rename(path)


@contextmanager
def _held(url: str) -> Iterator[None]:
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE replies, outbox IN ACCESS EXCLUSIVE MODE")
        yield


def _run(name: str, service: Running, faults: Faults, seconds: float, lasting: float) -> Report:
    over = threading.Event()
    with ExitStack() as meanwhile:
        meanwhile.enter_context(besieged(service))
        pool = meanwhile.enter_context(ThreadPoolExecutor(2))
        kills, broken = pool.submit(_kill, service, over), pool.submit(in_turn, faults, lasting, over)
        try:
            outcomes = _ask(service, seconds)
        finally:
            over.set()
    wait_until_well(service)
    lost = lost_by(service)
    journal = recorded(service, len(outcomes) - lost)
    return Report(name, outcomes, journal, lost, kills.result(), broken.result())


def lost_by(service: Running) -> int:
    """What the service tells to be lost, which can only be while nothing can be written and a worker is killed."""
    line = next(line for line in service.got("/metrics").splitlines() if line.startswith("baigu_lost_total "))
    return int(float(line.split()[1]))


def recorded(service: Running, expected: int) -> int:
    """What the journal has in the end; from Redis entries come a little later."""
    until = time.monotonic() + _RECORDED
    while (found := service.journal("channel = 'wechat'")) != expected and time.monotonic() < until:
        time.sleep(0.5)
    return found


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
    while not over.wait(KILLS_EVERY if killed else _FIRST_KILL):
        workers = service.workers()
        with suppress(ProcessLookupError):
            os.kill(workers[killed % len(workers)], signal.SIGKILL)
            killed += 1
    return killed


def in_turn(faults: Faults, lasting: float, over: threading.Event) -> Mapping[str, int]:
    """One fault after another, in turn."""
    happened = Counter[str]()
    for name in cycle(faults):
        if over.wait(_BETWEEN_FAULTS):
            break
        with faults[name]():
            over.wait(lasting)
        happened[name] += 1
    return happened


def wait_until_well(service: Running) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        told = [service.got("/readyz") for _ in range(6)]
        if set(told) == {"ok\n"}:
            return
        time.sleep(0.5)
    raise TimeoutError(told[-1])
