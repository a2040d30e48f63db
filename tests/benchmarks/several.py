"""What a message costs each part of an office of several machines, in CPU, and so what bounds how many they answer.

`.venv/bin/python -m tests.benchmarks.several [MESSAGES]`; CPU is counted and not time, for all of it runs on one machine here.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.wechat import QUESTIONS as SIMULATED
from tests.journeys.chaos import recorded
from tests.journeys.messages import reply_to
from tests.journeys.several import MACHINES, opened
from tests.postgresql import running as postgresql_running
from tests.redis_server import running as redis_running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.journeys.several import Office

_TICKS = os.sysconf("SC_CLK_TCK")
_WARM = 400
_PEOPLE = 50
_CORES = 2


def main(messages: int) -> None:
    """Print the table."""
    with (
        tempfile.TemporaryDirectory() as folder,
        postgresql_running() as postgresql,
        redis_running() as redis,
        opened(Path(folder), postgresql, redis.new_database(), workers=2) as office,
    ):
        others = {redis.process: "Redis", postgresql.processes()[0]: "PostgreSQL"}
        _send(office, range(_WARM))
        before = _spent(office, others)
        _send(office, range(_WARM, _WARM + messages))
        after = _spent(office, others)
    print(f"{messages} 条消息，{MACHINES} 台机器，经过 nginx（每条新建 TLS 连接），Redis、PostgreSQL\n")
    print("| | 每条用的 CPU（毫秒） | 两个核一秒最多（条） |\n| --- | --- | --- |")
    for name, seconds in after.items():
        each = (seconds - before[name]) * 1000 / messages
        print(f"| {name} | {each:.2f} | {_CORES * 1000 / each:,.0f} |")


def _send(office: Office, numbers: Iterable[int]) -> None:
    """Messages of people who talk as those of `baigu simulate` do, until all are in the journal."""

    def send(number: int) -> None:
        step, person = divmod(number, _PEOPLE)
        text = SIMULATED[(step + person) % len(SIMULATED)]
        reply_to(office.front, text_message(text, person=f"o{person}", msg_id=str(number)))

    numbers = list(numbers)
    with ThreadPoolExecutor(8) as people:
        list(people.map(send, numbers))
    assert recorded(office.front, numbers[-1] + 1) == numbers[-1] + 1


def _spent(office: Office, others: Mapping[int, str]) -> Mapping[str, float]:
    """Seconds of CPU that each part has used."""
    spent, children = defaultdict[str, float](float), defaultdict[int, list[int]](list)
    stats = {int(path.name): _stat(path) for path in Path("/proc").iterdir() if path.name.isdecimal()}
    for process, (_, parent, _) in stats.items():
        children[parent].append(process)
    proxies = (one for one in children[os.getpid()] if stats[one][0] == "nginx")
    machines = (machine.process.pid for machine in office.machines)
    waiting = [*((one, "摆古") for one in machines), *((one, "nginx") for one in proxies), *others.items()]
    while waiting:
        process, of = waiting.pop()
        spent[of] += stats[process][2]
        waiting += ((child, of) for child in children[process])
    return spent


def _stat(process: Path) -> tuple[str, int, float]:
    """Name, parent, and seconds of CPU, those of children that have ended among them."""
    try:
        told = (process / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):  # ended meanwhile
        return "", 0, 0.0
    name, rest = told[told.index("(") + 1 : told.rindex(")")], told[told.rindex(")") + 2 :].split()
    return name, int(rest[1]), sum(map(int, rest[11:15])) / _TICKS


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
