"""Visitors of the pages who mean no good."""

from __future__ import annotations

import http.client
import random
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager, suppress
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.journeys.service import Running

_SLOW = 50
_EAGER = 25


@contextmanager
def besieged(service: Running) -> Iterator[None]:
    """Fifty who never end what they send, and twenty-five who ask long questions without end."""
    with ExitStack() as until:
        host, port = urlsplit(service.url).netloc.split(":")
        for number in range(_SLOW):
            slow = until.enter_context(closing(socket.create_connection((host, int(port)))))
            body = b"Content-Length: 1000\r\n\r\nq=" if number % 2 else b""
            slow.sendall(b"POST /ask HTTP/1.1\r\nHost: baigu.example\r\n" + body)
        over = threading.Event()
        pool = until.enter_context(ThreadPoolExecutor(_EAGER))
        until.callback(over.set)
        for number in range(_EAGER):
            pool.submit(_asks_without_end, service, number, over)
        yield


def _asks_without_end(service: Running, number: int, over: threading.Event) -> None:
    """Five hundred different characters a question, each time from another address."""
    chosen = random.Random(number)  # noqa: S311 # the same in every run
    while not over.is_set():
        asked = "".join(chr(character) for character in chosen.sample(range(0x4E00, 0x9FA5), 500))
        connection = http.client.HTTPConnection(urlsplit(service.url).netloc, timeout=5)
        with closing(connection), suppress(OSError, http.client.HTTPException):
            connection.request(
                "POST",
                f"/ask?talk={chosen.randbytes(11).hex()}.1",
                urlencode({"q": asked}),
                {
                    "Content-Type": "application/x-www-form-urlencoded",
                    "X-Forwarded-For": f"10.{number}.{chosen.randrange(256)}.{chosen.randrange(256)}",
                },
            )
            connection.getresponse().read()
