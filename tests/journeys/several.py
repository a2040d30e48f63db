"""Several machines as an office has them: services that start at once behind nginx, on one PostgreSQL and one Redis.

`.venv/bin/python -m tests.journeys.several SECONDS [LASTING]` lets everything happen to them while people talk to them and
`baigu simulate` keeps them at most of what they can do. It prints what became of it, and fails, with a line for each thing
that must not be, where a message is lost or late or a reply is one that nobody may get (`tests/journeys/judging.py`).
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
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.app.baigu import Baigu
from bot.cli.wechat import QUESTIONS as SIMULATED
from bot.results.load import Differing, LoadFigures
from bot.settings import load_settings
from tests.away import frozen, killed, together
from tests.journeys.cables import ENGINES, laid
from tests.journeys.chaos import A_SECOND, QUESTIONS, Outcome, in_turn, lost_by, recorded, wait_until_well
from tests.journeys.disk import filled, small_disk
from tests.journeys.judging import Judge, Told, away
from tests.journeys.messages import reply_to
from tests.journeys.publishing import states
from tests.journeys.run import Run, report, wrong
from tests.journeys.searching import is_used, publish
from tests.journeys.service import WECHAT, free_port, running
from tests.nginx import program
from tests.nginx import running as nginx_running
from tests.opensearch.cluster import running as opensearch_running
from tests.postgresql import running as postgresql_running
from tests.redis_server import running as redis_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from contextlib import AbstractContextManager

    from bot.dialogue.edition import Edition
    from tests.journeys.cables import Cables
    from tests.journeys.chaos import Faults
    from tests.journeys.service import Running
    from tests.opensearch.cluster import Cluster
    from tests.postgresql import Server as PostgresqlServer
    from tests.redis_server import Server as RedisServer

MACHINES = 3
_REDIS_PORT = "6379"
_LISTENING = ("--port", _REDIS_PORT, "--bind", ENGINES, "--protected-mode", "no")
_NODES = 3
_SHARE, _MOST = 0.7, 50
"""Of what the machines can do that is asked of them, and messages a second that one `baigu simulate` sends at most."""

_MEASURED, _FIRST_MEASURED = 10.0, 1_000_000
"""Seconds that the machines are asked as much as they can do, and the number of the first of those messages, before."""

_TAKEN_UP = 120.0
"""Seconds within which a release is taken up."""

_FULL = 1
_DISK = 128
"""The machine whose disk can be full, and its megabytes, where we may mount one."""

_TALKS = tuple((question, "1", "还有吗") for question in QUESTIONS)
_PAUSE = 1.0
"""What people say one after the other, and the seconds in which they read the answer."""


def _home(folder: Path, number: int) -> Path:
    """The data of a machine; its log is beside it, where it outlives the machine and no disk is full."""
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
        cables: tuple[Cables, ...] = (),
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

    @property
    def logs(self) -> list[Path]:
        """Of the machines."""
        return [_home(self._folder, number).with_suffix(".log") for number in range(MACHINES)]

    def _start(self, number: int) -> Running:
        home = _home(self._folder, number)
        home.mkdir(exist_ok=True)
        port, host, first = str(self._ports[number]), "127.0.0.1", ""
        if self._cables:
            host, first = self._cables[number].address, self._cables[number].join
        log = str(self.logs[number])
        serving = running(home, self._workers, log, port=port, first=first, HOST=host, **self._shared)
        return replace(self._until.enter_context(serving), url=f"http://{host}:{port}")

    def frozen(self, number: int) -> AbstractContextManager[None]:
        """One of the machines stopped, see `away.frozen`."""
        return together(map(frozen, self._processes(number)))

    def kill(self, number: int) -> None:
        """All processes of one."""
        for process in self._processes(number):
            os.kill(process, signal.SIGKILL)

    @contextmanager
    def killed(self, number: int) -> Iterator[None]:
        """One that is away, and then starts with what it had on its disk."""
        self.kill(number)
        yield
        self.machines[number] = self._start(number)

    def _processes(self, number: int) -> list[int]:
        machine = self.machines[number]
        return [machine.process.pid, *machine.workers()]

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
    cables: tuple[Cables, ...] = (),
    **settings: str,
) -> Iterator[Office]:
    """An office, until stopped.

    Args:
        cables: of each machine, where they have some.
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


def main(seconds: float, lasting: float) -> None:
    """Run on engines of our own, with machines of networks of their own where those may be."""
    with (
        tempfile.TemporaryDirectory() as folder,
        laid(MACHINES) as cables,
        postgresql_running(ENGINES if cables else "") as postgresql,
        redis_running(*(_LISTENING if cables else ())) as redis,
        opensearch_running(_NODES, host=ENGINES if cables else "127.0.0.1") as opensearch,
    ):
        url = f"redis://{ENGINES}:{_REDIS_PORT}" if cables else redis.new_database()
        search = {"SEARCH_URL": opensearch.url, "SEARCH_REPLICAS": "1"}
        with (
            _disk(_home(Path(folder), _FULL)) as full,
            opened(Path(folder), postgresql, url, 1, cables, **search) as office,
        ):
            first, second = states(Path(folder) / "knowledge", 0).values()
            publish(office.front.database, first)
            _wait_until_all_have(office, 1)
            assert all(map(is_used, office.machines))
            faults = {
                **_of_machines(office),
                **full,
                **(_pulled(cables[-1]) if cables else {}),
                **_of_engines(postgresql, redis),
                **_of_opensearch(opensearch),
            }
            run = _run(office, faults, partial(_switch, office, second), seconds, lasting)
            opensearch.wait()
            releases = [_edition(Path(folder), knowledge) for knowledge in (first, second)]
            judge = Judge(releases, run.switched, away(office.logs))
            sys.stdout.write(report(run, judge, seconds, lasting))
            sys.exit("\n".join(wrong(run, judge)) or None)


def _edition(folder: Path, knowledge: Path) -> Edition:
    """A release as machines answer from it."""
    home = folder / f"edition-{knowledge.name}"
    home.mkdir()
    public = "https://baigu.example"
    return Baigu(
        load_settings(_env_file=None, knowledge=knowledge, home=str(home), public_url=public)
    ).edition


def _run(
    office: Office, faults: Faults, switch: Callable[[], tuple[float, float]], seconds: float, lasting: float
) -> Run:
    """Let it happen."""
    before = _asked_at_once(office.front, _FIRST_MEASURED)
    rate = int(_SHARE * before / _MEASURED) - A_SECOND
    with ThreadPoolExecutor(1) as pool:
        people = pool.submit(_simulated, office, rate, seconds)
        told, happened, switched = _live(office, faults, switch, seconds, lasting)
        simulated = people.result()
    for machine in office.machines:
        wait_until_well(machine)
    after = _asked_at_once(office.front, 2 * _FIRST_MEASURED)
    lost, most = sum(map(lost_by, office.machines)), (before / _MEASURED, after / _MEASURED)
    run = Run(most, rate, told, simulated, happened, switched, before + after, 0, lost)
    return replace(run, journal=recorded(office.front, run.expected))


def _switch(office: Office, knowledge: Path) -> tuple[float, float]:
    """Publish while nothing is broken; when that began, and when all machines had taken it up."""
    for machine in office.machines:
        wait_until_well(machine)
    began = time.time()
    publish(office.front.database, knowledge, after=1)
    _wait_until_all_have(office, 2)
    return began, time.time()


def _wait_until_all_have(office: Office, release: int) -> None:
    until = time.monotonic() + _TAKEN_UP
    while not all(f"\nbaigu_release {release}.0" in machine.got("/metrics") for machine in office.machines):
        assert time.monotonic() < until, f"有的机器没有换上第 {release} 版"
        time.sleep(0.2)


def _asked_at_once(front: Running, first: int) -> int:
    """From that number on, how many messages are answered in a while when eight people talk without a pause.

    They say what those of `baigu simulate` do: what goes on from something costs several times what begins a talk.
    """
    until, numbers = time.monotonic() + _MEASURED, count(first)

    def talk(person: int) -> int:
        asked = 0
        for text in islice(cycle(SIMULATED), person, None):
            if time.monotonic() > until:
                break
            outcome, _ = _message(front, text, first + person, next(numbers))
            assert outcome.seconds is not None
            asked += 1
        return asked

    with ThreadPoolExecutor(8) as people:
        return sum(people.map(talk, range(8)))


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
    figures = json.loads(told.stdout)
    differing = [Differing(**pair) for pair in figures.pop("differing")]
    return LoadFigures(**figures, differing=differing)


@contextmanager
def _disk(home: Path) -> Iterator[Faults]:
    """The disk of a machine, which can be made full; nothing where we may mount none."""
    if os.geteuid() != 0:
        yield {}
        return
    with small_disk(home, _DISK) as disk:
        yield {"一台的磁盘满了": lambda: filled(disk)}


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


def _of_machines(office: Office) -> Faults:
    """What becomes of each machine."""
    names = ("第一台", "第二台", "第三台")
    return {
        **{f"{name}被杀掉": partial(office.killed, number) for number, name in enumerate(names)},
        **{f"{name}冻住": partial(office.frozen, number) for number, name in enumerate(names)},
    }


def _of_engines(postgresql: PostgresqlServer, redis: RedisServer) -> Faults:
    return {
        "Redis 被杀掉": lambda: killed(redis),
        "Redis 冻住": redis.frozen,
        "PostgreSQL 被杀掉": lambda: killed(postgresql),
        "PostgreSQL 冻住": postgresql.frozen,
        "Redis 和 PostgreSQL 一起冻住": lambda: together((redis.frozen(), postgresql.frozen())),
    }


def _live(
    office: Office, faults: Faults, switch: Callable[[], tuple[float, float]], seconds: float, lasting: float
) -> tuple[list[Told], Mapping[str, int], tuple[float, float]]:
    """What people were told, how often what happened, and when the release was switched."""
    half, over = threading.Event(), threading.Event()
    talks = int(seconds * A_SECOND / len(_TALKS[0]))
    with ThreadPoolExecutor(1) as pool, ThreadPoolExecutor(60) as people:
        broken = pool.submit(_happen, faults, switch, lasting, half, over)
        asked = []
        for number in range(talks):
            asked.append(people.submit(_talk, office.front, number))
            time.sleep(seconds / talks)
            if number >= talks // 2:
                half.set()
        over.set()
        return [told for talk in asked for told in talk.result()], *broken.result()


def _happen(
    faults: Faults,
    switch: Callable[[], tuple[float, float]],
    lasting: float,
    half: threading.Event,
    over: threading.Event,
) -> tuple[Mapping[str, int], tuple[float, float]]:
    """One half of the faults in turn, the other release, the other half."""
    names = list(faults)
    first, second = names[: len(names) // 2], names[len(names) // 2 :]
    happened = in_turn({name: faults[name] for name in first}, lasting, half)
    switched = switch()
    happened = {**happened, **in_turn({name: faults[name] for name in second}, lasting, over)}
    return {name: happened.get(name, 0) for name in names}, switched


def _talk(front: Running, number: int) -> list[Told]:
    """Somebody asks, points at what is shown, and goes on, as long as they are answered."""
    said, told, began = _TALKS[number % len(_TALKS)], list[Told](), time.time()
    for step, text in enumerate(said, 1):
        since = time.time()
        outcome, reply = _message(front, text, number, number * len(said) + step)
        told.append(Told(said[:step], began, since, time.time(), outcome, reply))
        if outcome.seconds is None:
            break  # who was not answered has nothing to point at: “1” would be met by a machine that knows of nothing
        time.sleep(_PAUSE)
    return told


def _message(front: Running, text: str, person: int, number: int) -> tuple[Outcome, str]:
    """What somebody types, tried as WeChat does; what became of it, and the reply."""
    xml = text_message(text, person=f"o{person}", msg_id=str(number))
    for tried in range(1, 4):
        started = time.monotonic()
        try:
            root = reply_to(front, xml)
        except (OSError, AssertionError):
            continue
        if root is not None:
            return Outcome(time.monotonic() - started, tried), root.findtext("Content") or ""
    return Outcome(None, 3), ""


if __name__ == "__main__":
    main(float(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 10.0)
