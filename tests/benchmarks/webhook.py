"""What a message costs, in CPU of the echo's: `python -m tests.benchmarks.webhook [ROUNDS]`.

Both are served in the same way, by one worker each, and asked in turns; figures are medians of the rounds' ratios.
"""

from __future__ import annotations

import http.client
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.echo import installed, serving
from tests.builders import ROOT
from tests.journeys.messages import now
from tests.journeys.service import running
from tests.wechat.counterpart import text_message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.wechat.counterpart import Sent

EACH = 60
"""Messages of a kind in a round."""

COMMON = "小区停车乱怎么办"


class Line:
    """One connection to a server of one worker, whose CPU is read."""

    def __init__(self, url: str, worker: int) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)
        self._worker = worker

    def cost(self, messages: Sequence[Sent]) -> float:
        """Milliseconds of CPU for a message."""
        before = self._cpu()
        for message in messages:
            self._connection.request("POST", f"/wechat?{urlencode(message.query)}", message.body)
            response = self._connection.getresponse()
            told = response.read()
            assert response.status == 200, told
            assert b"Encrypt" in told, told
        return (self._cpu() - before) / len(messages) / 1e6

    def _cpu(self) -> int:
        """Nanoseconds of all threads that it has or had, by the clock that clock_getcpuclockid(3) gives of a process."""
        return time.clock_gettime_ns((~self._worker << 3) | 2)


class People:
    """Messages of people who have written nothing before."""

    def __init__(self) -> None:
        self._number = count()

    def says(self, text: str, person: str = "") -> Sent:
        """A text, sealed."""
        number = next(self._number)
        message = text_message(text, person=person or f"o-{number}", msg_id=str(10**9 + number))
        return now().sent(message, "safe")


def questions() -> list[str]:
    """All labelled questions, each once."""
    lines = (line for path in sorted((ROOT / "tests" / "golden").glob("*.jsonl")) for line in path.open())
    return list(dict.fromkeys(json.loads(line)["q"] for line in lines))


def rounds(ours: Line, echo: Line, wanted: int) -> dict[str, list[float]]:
    """Ratios by kind of message."""
    people, distinct = People(), iter(questions())
    ours.cost([people.says(next(distinct)) for _ in range(EACH)])
    echo.cost([people.says(COMMON) for _ in range(EACH)])
    ratios: dict[str, list[float]] = {}
    for number in range(wanted):
        asked = [people.says(next(distinct)) for _ in range(EACH)]
        names = [f"n-{number}-{n}" for n in range(EACH)]
        ours.cost([people.says(COMMON, name) for name in names])
        kinds = {
            "distinct questions": asked,
            "the same question, other people": [people.says(COMMON) for _ in range(EACH)],
            "courtesy": [people.says("谢谢") for _ in range(EACH)],
            "a number after a list": [people.says("2", name) for name in names],
            "retry": asked,
        }
        for kind, messages in kinds.items():
            floor = echo.cost([people.says(COMMON) for _ in range(EACH)])
            ratios.setdefault(kind, []).append(ours.cost(messages) / floor)
            ratios.setdefault("echo, ms", []).append(floor)
    return ratios


def measured(wanted: int) -> dict[str, list[float]]:
    """Ratios by kind of message, of so many rounds; WeRoBot's as well where it is installed."""
    with ExitStack() as served:
        folder = Path(served.enter_context(tempfile.TemporaryDirectory()))
        service = served.enter_context(running(folder, workers=1))
        echo, *others = (
            Line(f"http://127.0.0.1:{one.port}", *one.workers)
            for one in (served.enter_context(serving(1, name)) for name in installed())
        )
        ratios = rounds(Line(service.url, service.workers()[0]), echo, wanted)
        for other in others:
            people = People()
            told = [
                [line.cost([people.says(COMMON) for _ in range(EACH)]) for line in (other, echo)]
                for _ in range(wanted + 1)
            ]
            ratios["WeRoBot's echo"] = [mine / floor for mine, floor in told[1:]]
    return ratios


def main(wanted: int) -> None:
    """Print the table."""
    for kind, found in measured(wanted).items():
        print(f"{kind:<34}{statistics.median(found):>7.2f}   {min(found):.2f}–{max(found):.2f}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 20)
