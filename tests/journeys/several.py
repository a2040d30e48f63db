"""Several machines as an office has them: services that start at once behind nginx, on one PostgreSQL and one Redis.

`.venv/bin/python -m tests.journeys.several SECONDS [LASTING]` lets everything happen to them while `baigu simulate` keeps
them at most of what they can do, and prints what became of it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.results.load import LoadFigures
from tests.away import killed, together
from tests.journeys.cables import laid
from tests.journeys.chaos import A_SECOND, QUESTIONS, Outcome, in_turn, lost_by, recorded, wait_until_well
from tests.journeys.disk import filled, small_disk
from tests.journeys.messages import reply_to
from tests.journeys.searching import is_used, publish
from tests.journeys.service import WECHAT, free_port, running
from tests.nginx import program
from tests.nginx import running as nginx_running
from tests.opensearch.cluster import running as opensearch_running
from tests.postgresql import running as postgresql_running
from tests.redis_server import running as redis_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tests.journeys.cables import Cables
    from tests.journeys.chaos import Faults
    from tests.journeys.service import Running
    from tests.opensearch.cluster import Cluster
    from tests.postgresql import Server as PostgresqlServer
    from tests.redis_server import Server as RedisServer

MACHINES = 3
_REDIS_PORT = "6379"
_NODES = 3
_SHARE, _MOST = 0.7, 50
"""Of what the machines can do that is asked of them, and messages a second that one `baigu simulate` sends at most."""

_MEASURED, _FIRST_MEASURED = 10.0, 1_000_000
"""Seconds that the machines are asked as much as they can do, and the number of the first of those messages."""

_KILLED = 1
_DISK = 128
"""Megabytes: of the machine that is killed, where we may mount one."""


def _home(folder: Path, number: int) -> Path:
    """The data of a machine."""
    return folder / f"machine{number}"


class Office:
    """The machines, and what stands before them.

    Attributes:
        front: as residents meet them.
        certificate: that it shows, which nobody has signed.
    """

    front: Running
    certificate: Path

    def __init__(
        self,
        folder: Path,
        shared: Mapping[str, str],
        until: ExitStack,
        workers: int = 1,
        cables: Cables | None = None,
    ) -> None:
        self._folder, self._shared, self._until, self._workers = folder, shared, until, workers
        self._cables = cables
        self._ports = [free_port() for _ in range(MACHINES)]
        with ThreadPoolExecutor(MACHINES) as pool:
            self.machines = list(pool.map(self._start, range(MACHINES)))
        (folder / "nginx").mkdir()
        hosts = [urlsplit(machine.url).netloc for machine in self.machines]
        url = until.enter_context(nginx_running(folder / "nginx", hosts))
        self.front = replace(self.machines[0], url=url)
        self.certificate = folder / "nginx" / "fullchain.pem"

    def _start(self, number: int) -> Running:
        home = _home(self._folder, number)
        home.mkdir(exist_ok=True)
        port, host, first = str(self._ports[number]), "127.0.0.1", ""
        if self._cables and number == MACHINES - 1:
            host, first = self._cables.address, self._cables.join
        serving = running(home, self._workers, port=port, first=first, HOST=host, **self._shared)
        return replace(self._until.enter_context(serving), url=f"http://{host}:{port}")

    @contextmanager
    def frozen(self, number: int) -> Iterator[None]:
        """One of the machines stopped (SIGSTOP): its connections stay, and nobody answers."""
        self._signal(number, signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(number, signal.SIGCONT)

    def kill(self, number: int) -> None:
        """All processes of one."""
        self._signal(number, signal.SIGKILL)

    @contextmanager
    def killed(self, number: int) -> Iterator[None]:
        """One that is away, and then starts with what it had on its disk."""
        self.kill(number)
        yield
        self.machines[number] = self._start(number)

    def _signal(self, number: int, what: signal.Signals) -> None:
        machine = self.machines[number]
        for process in (machine.process.pid, *machine.workers()):
            os.kill(process, what)

    def stop(self) -> None:
        """Tell all at once, for each takes its time."""
        for machine in self.machines:
            machine.process.terminate()


@contextmanager
def opened(
    folder: Path,
    postgresql: PostgresqlServer,
    redis_url: str,
    workers: int = 1,
    cables: Cables | None = None,
    **settings: str,
) -> Iterator[Office]:
    """An office, until stopped.

    Args:
        cables: of the last machine, where it has some.
        settings: of all machines besides.
    """
    program()  # before machines are started in vain
    shared = {
        "DATABASE_URL": postgresql.new_database(),
        "REDIS_URL": redis_url,
        "SECRET_KEY": "one for all",
        **settings,
    }
    with ExitStack() as until:
        office = Office(folder, shared, until, workers, cables)
        yield office
        office.stop()


@dataclass(frozen=True)
class Told:
    """What became of one message, and what was replied."""

    question: str
    outcome: Outcome
    reply: str


def main(seconds: float, lasting: float) -> None:
    """Run on engines of our own, with a machine of its own network where that may be."""
    with (
        tempfile.TemporaryDirectory() as folder,
        laid() as cables,
        postgresql_running(cables.engines if cables else "") as postgresql,
        redis_running(*_listening(cables)) as redis,
        opensearch_running(_NODES, host=cables.engines if cables else "127.0.0.1") as opensearch,
    ):
        url = f"redis://{cables.engines}:{_REDIS_PORT}" if cables else redis.new_database()
        search = {"SEARCH_URL": opensearch.url, "SEARCH_REPLICAS": "1"}
        with (
            _disk(_home(Path(folder), _KILLED)) as full,
            opened(Path(folder), postgresql, url, 1, cables, **search) as office,
        ):
            publish(office.front.database)
            assert all(map(is_used, office.machines))
            engines = {**_faults(office, postgresql, redis), **_of_opensearch(opensearch), **full}
            _tell(office, {**engines, **(_pulled(cables) if cables else {})}, seconds, lasting)
            opensearch.wait()


def _tell(office: Office, faults: Faults, seconds: float, lasting: float) -> None:
    """Let it happen, and print the report."""
    load, asked = os.getloadavg()[0], _asked_at_once(office.front)
    most = asked / _MEASURED
    rate = int(_SHARE * most) - A_SECOND
    with ThreadPoolExecutor(1) as pool:
        people = pool.submit(_simulated, office, rate, seconds)
        told, happened = _live(office, faults, seconds, lasting)
        simulated = people.result()
    for machine in office.machines:
        wait_until_well(machine)
    lost, expected = (
        sum(map(lost_by, office.machines)),
        asked + len(told) + sum(one.messages for one in simulated),
    )
    journal = recorded(office.front, expected - lost)
    on = f"{time.strftime('%Y-%m-%d')}，{os.cpu_count()} 个核，开始时负载 {load:.1f}"
    what = f"每秒 {A_SECOND} 条微信消息，下面的事轮流发生，每次 {lasting:.0f} 秒"
    more = f"同时 baigu simulate 每秒 {rate} 条，合起来是答得了的七成（八个人不停地问，每秒答 {most:.0f} 条）"
    sys.stdout.write(
        f"# python -m tests.journeys.several {seconds:.0f} {lasting:.0f}（{on}）\n{what}；{more}。\n\n"
    )
    sys.stdout.write(f"{_report(told, happened)}\n{_report_of(simulated)}\n")
    sys.stdout.write(f"  事后问答记录 {journal} 条，该有 {expected} 条，丢了 {lost} 条\n")


def _asked_at_once(front: Running) -> int:
    """How many messages are answered in a while when eight people ask one after the other."""
    until, numbers = time.monotonic() + _MEASURED, count(_FIRST_MEASURED)

    def ask() -> int:
        asked = 0
        while time.monotonic() < until:
            assert _message(front, next(numbers)).reply
            asked += 1
        return asked

    with ThreadPoolExecutor(8) as people:
        return sum(one.result() for one in [people.submit(ask) for _ in range(8)])


def _simulated(office: Office, rate: int, seconds: float) -> list[LoadFigures]:
    """What `baigu simulate` makes of so many messages a second, as many times at once as it takes."""
    whole, rest = divmod(rate, _MOST)
    rates = [_MOST] * whole + [rest] * (rest > 0)
    with ThreadPoolExecutor(len(rates)) as pool:
        return list(pool.map(lambda one: _simulate(office, one, seconds), rates))


def _simulate(office: Office, rate: int, seconds: float) -> LoadFigures:
    account = ["--token", WECHAT.token, "--app-id", WECHAT.app_id, "--aes-key", WECHAT.aes_key]
    plan = ["--load", str(rate), "--seconds", f"{seconds:.0f}", "--persons", "1000", "--json"]
    command = [sys.executable, "-c", "from bot.cli import main; main()", "simulate"]
    trusting = {**os.environ, "SSL_CERT_FILE": str(office.certificate)}
    told = subprocess.run(  # our own command
        [*command, f"{office.front.url}/wechat", *account, *plan],
        check=False,
        capture_output=True,
        text=True,
        env=trusting,
    )
    return LoadFigures(**json.loads(told.stdout))


@contextmanager
def _disk(home: Path) -> Iterator[Faults]:
    """The disk of a machine, which can be made full; nothing where we may mount none."""
    if os.geteuid() != 0:
        yield {}
        return
    with small_disk(home, _DISK) as disk:
        yield {"一台的磁盘满了": lambda: filled(disk)}


def _listening(cables: Cables | None) -> tuple[str, ...]:
    if cables is None:
        return ()
    return ("--port", _REDIS_PORT, "--bind", cables.engines, "--protected-mode", "no")


def _pulled(cables: Cables) -> Faults:
    return {
        "一台断了到 nginx 的网线": lambda: cables.pulled("front"),
        "一台断了到 Redis、PostgreSQL 和 OpenSearch 的网线": lambda: cables.pulled("back"),
    }


def _of_opensearch(cluster: Cluster) -> Faults:
    """What becomes of one node, or of all."""
    node = cluster.nodes[0]

    return {
        "OpenSearch 一台被杀掉": lambda: killed(node),
        "OpenSearch 一台冻住": node.frozen,
        "OpenSearch 都冻住": lambda: together(one.frozen() for one in cluster.nodes),
    }


def _faults(office: Office, postgresql: PostgresqlServer, redis: RedisServer) -> Faults:
    return {
        "一台被杀掉": lambda: office.killed(_KILLED),
        "一台冻住": lambda: office.frozen(0),
        "Redis 被杀掉": lambda: killed(redis),
        "Redis 冻住": redis.frozen,
        "PostgreSQL 被杀掉": lambda: killed(postgresql),
        "PostgreSQL 冻住": postgresql.frozen,
        "Redis 和 PostgreSQL 一起冻住": lambda: together((redis.frozen(), postgresql.frozen())),
    }


def _live(
    office: Office, faults: Faults, seconds: float, lasting: float
) -> tuple[list[Told], Mapping[str, int]]:
    over = threading.Event()
    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(60) as people:
        broken = pool.submit(in_turn, faults, lasting, over)
        asked = []
        for number in range(int(seconds * A_SECOND)):
            asked.append(people.submit(_message, office.front, number))
            time.sleep(1 / A_SECOND)
        over.set()
        return [message.result() for message in asked], broken.result()


def _message(front: Running, number: int) -> Told:
    """One of somebody who writes nothing else, so that its reply depends on it alone; tried as WeChat does."""
    question = QUESTIONS[number % len(QUESTIONS)]
    xml = text_message(question, person=f"o{number}", msg_id=str(number))
    for tried in range(1, 4):
        started = time.monotonic()
        try:
            root = reply_to(front, xml)
        except (OSError, AssertionError):
            continue
        if root is not None:
            return Told(question, Outcome(time.monotonic() - started, tried), root.findtext("Content") or "")
    return Told(question, Outcome(None, 3), "")


def _report(told: list[Told], faults: Mapping[str, int]) -> str:
    replies = defaultdict[str, set[str]](set)
    for one in told:
        if one.reply:
            replies[one.question].add(one.reply)
    took = sorted(one.outcome.seconds for one in told if one.outcome.seconds is not None)
    retried = sum(one.outcome.tries > 1 for one in told)
    return (
        f"三台机器、nginx、PostgreSQL、Redis、OpenSearch：{'，'.join(f'{what} {count} 次' for what, count in faults.items())}\n"
        f"  微信消息 {len(told)} 条，没有答上 {len(told) - len(took)} 条，靠重试答上 {retried} 条\n"
        f"  一半在 {took[len(took) // 2]:.2f} 秒内答上，99% 在 {took[int(len(took) * 0.99)]:.2f} 秒内，最慢 {took[-1]:.2f} 秒；"
        f"同一个问题最多有 {max(map(len, replies.values()))} 种回答"
    )


def _report_of(simulated: list[LoadFigures]) -> str:
    tries = [sum(one.tries.get(number, 0) for one in simulated) for number in "123"]
    p50, p99, last = (max(one.seconds[share] for one in simulated) for share in ("p50", "p99", "max"))
    faults, differing = Counter[str](), sum(one.differing for one in simulated)
    for one in simulated:
        faults.update(one.faults)
    told = "，".join(f"{fault} {number} 条" for fault, number in faults.items()) or "没有"
    return (
        f"  baigu simulate：{sum(one.messages for one in simulated)} 条，"
        f"第一、二、三次答上的 {' / '.join(map(str, tries))}，"
        f"一半在 {p50:.2f} 秒内，99% 在 {p99:.2f} 秒内，最慢 {last:.2f} 秒；"
        f"手机上出故障的：{told}；两种回答的 {differing} 条"
    )


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10.0)
