"""Messages a second that two workers answer, beside the echo: `python -m tests.benchmarks.throughput [SECONDS]`.

Both are asked in turns over the same number of connections, each of which sends its next message as soon as it has an
answer. Whoever asks takes a part of the machine as well, the same for both.
"""

from __future__ import annotations

import selectors
import socket
import statistics
import sys
import tempfile
import time
from itertools import count, cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from tests.benchmarks.echo import serving
from tests.benchmarks.webhook import COMMON, People, questions
from tests.journeys.service import running

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.wechat.counterpart import Sent

CONNECTIONS, WORKERS, ROUNDS, MOST = 16, 2, 5, 3000


def requests(messages: Iterable[Sent]) -> list[bytes]:
    """Messages as they go over the wire."""
    return [
        f"POST /wechat?{urlencode(one.query)} HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Length: {len(one.body)}\r\n\r\n".encode()
        + one.body
        for one in messages
    ]


def latencies(port: int, messages: Iterable[bytes], seconds: float = float("inf")) -> list[float]:
    """Seconds that each message took, as long as there are any and there is time."""
    sent, taken, until = iter(messages), list[float](), time.monotonic() + seconds
    with selectors.DefaultSelector() as waiting:
        for request in islice(sent, CONNECTIONS):
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            connection.sendall(request)
            waiting.register(connection, selectors.EVENT_READ, (connection, time.monotonic()))
        while waiting.get_map():
            for key, _ in waiting.select():
                connection, asked = key.data
                _read_answer(connection)
                now = time.monotonic()
                taken.append(now - asked)
                following = next(sent, None) if now < until else None
                if following is None:
                    waiting.unregister(connection)
                    connection.close()
                else:
                    connection.sendall(following)
                    waiting.modify(connection, selectors.EVENT_READ, (connection, now))
    return taken


def _read_answer(connection: socket.socket) -> None:
    """Read one answer to its end."""
    read = connection.recv(1 << 16)
    head, _, body = read.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), read
    lines = head.lower().split(b"\r\n")
    (length,) = (int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:"))
    left = length - len(body)
    while left > 0:
        left -= len(connection.recv(1 << 16))


def rows(seconds: float) -> Iterator[tuple[str, float, float, float, float]]:
    """Of each kind of message: ours and the echo's a second, their ratio, and the 99th percentile of ours in ms."""
    people, distinct = People(), cycle(questions())
    kinds = {
        "各不相同的问题": (people.says(next(distinct)) for _ in count()),
        "同一个问题，不同的人": (people.says(COMMON) for _ in count()),
    }
    with (
        tempfile.TemporaryDirectory() as folder,
        running(Path(folder), WORKERS) as service,
        serving(WORKERS) as echo,
    ):
        ours = urlsplit(service.url).port or 0
        for kind, messages in kinds.items():
            mine, theirs, slow = list[float](), list[float](), list[float]()
            for number in range(ROUNDS + 1):
                sent = requests(islice(messages, MOST))
                taken = latencies(ours, sent, seconds)
                echoed = latencies(echo.port, sent, seconds)
                if number:  # what is loaded once is loaded
                    mine.append(CONNECTIONS / statistics.mean(taken))
                    theirs.append(CONNECTIONS / statistics.mean(echoed))
                    slow.append(sorted(taken)[int(len(taken) * 0.99)] * 1000)
            ratio = statistics.median(a / b for a, b in zip(mine, theirs, strict=True))
            yield kind, statistics.median(mine), statistics.median(theirs), ratio, statistics.median(slow)


def main(seconds: float) -> None:
    """Print the table."""
    for kind, mine, theirs, ratio, slow in rows(seconds):
        print(f"{kind:<16}{mine:>8.0f}/s{theirs:>8.0f}/s{ratio:>7.2f}{slow:>8.0f} ms")


if __name__ == "__main__":
    main(float(sys.argv[1]) if sys.argv[1:] else 2)
