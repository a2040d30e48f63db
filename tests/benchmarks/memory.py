"""Memory of a worker over many messages: `python -m tests.benchmarks.memory [MESSAGES]`; `make long` sends 100,000.

What people send is mixed: questions that nobody asked before, one that everybody asks, courtesies and numbers.
"""

from __future__ import annotations

import sys
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tests.benchmarks.throughput import latencies, requests
from tests.benchmarks.webhook import COMMON, People, questions
from tests.journeys.service import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.wechat.counterpart import Sent

AT_ONCE = 5_000
"""Messages between two looks; the first of them load what is loaded once."""


def mixed(people: People) -> Iterator[Sent]:
    """What people send, without end."""
    for number, text in enumerate(cycle(questions())):
        for said in (text, COMMON, "谢谢", "2"):
            yield people.says(said, f"m-{number // 3}")


def resident(worker: int) -> float:
    """Megabytes of a process that are in memory."""
    lines = Path(f"/proc/{worker}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


def main(wanted: int) -> None:
    """Print the memory after each so many messages, and how far it moved after the first."""
    held = list[float]()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder), workers=1) as service:
        sent = mixed(People())
        for _ in range(0, wanted, AT_ONCE):
            latencies(urlsplit(service.url).port or 0, requests(islice(sent, AT_ONCE)))
            held.append(resident(*service.workers()))
    first, rest = held[0], held[1:] or held
    day = time.strftime("%Y-%m-%d")
    print(f"{day}，一个进程的内存，{wanted:,} 条消息，每 {AT_ONCE:,} 条看一次（MB）：")
    print(" ".join(f"{size:.0f}" for size in held))
    print(f"头 {AT_ONCE:,} 条以后最少是那时的 {min(rest) / first:.1%}，最多 {max(rest) / first:.1%}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
