"""A real HTTP server on loopback that answers as a test says."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


@dataclass(frozen=True)
class Asked:
    """A request that came in."""

    method: str
    path: str
    query: Mapping[str, str]
    body: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Says:
    """What is answered.

    Attributes:
        after: seconds before anything is sent.
        drips: seconds between two bytes of the body.
        hangs_up: whether the connection is closed in place of an answer.
        length: whether a Content-Length is sent.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    drips: float = 0.0
    hangs_up: bool = False
    length: bool = True


@contextmanager
def serving(answer: Callable[[Asked], Says]) -> Iterator[str]:
    """The address of a server that answers so."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet: two wait 40 ms for each other on loopback

        def do_GET(self) -> None:  # http.server's name
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, parts.path, dict(parse_qsl(parts.query)), body, dict(self.headers))
            says = answer(asked)
            time.sleep(says.after)
            self.close_connection = says.hangs_up or not says.length
            if says.hangs_up:
                return
            self.send_response_only(says.status)
            for name, value in says.headers.items():
                self.send_header(name, value)
            if says.length:
                self.send_header("Content-Length", str(len(says.body)))
            self.end_headers()
            self._send(says)

        do_POST = do_DELETE = do_GET  # noqa: N815 # http.server's names

        def _send(self, says: Says) -> None:
            try:
                for byte in says.body if says.drips else ():
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(says.drips)
                if not says.drips:
                    self.wfile.write(says.body)
            except OSError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # http.server's name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
