from __future__ import annotations

import gc
import socket
import subprocess
import sys
from contextlib import ExitStack

from waitress.adjustments import Adjustments

from bot.server import LARGEST_UPLOAD, THREADS, _Parser
from tests.journeys.service import free_port

SERVED = """
import sys, time
from bot.server import Server

def application(environ, start):
    sys.stdout.write(environ["PATH_INFO"] + "\\n")  # in one piece, for others write too
    sys.stdout.flush()
    time.sleep(environ["PATH_INFO"] == "/slow")
    start("200 OK", [("Content-Length", "0")])
    return [b""]

nothing = lambda *_: None
hooks = {"when_forked": nothing, "when_ended": nothing, "when_stopped": nothing}
Server(application, [sys.argv[1]], 1, lambda: print("ready", flush=True), **hooks).run()
"""


def asking(address: tuple[str, int], path: str) -> socket.socket:
    """Who asks for a path, and has yet to read what is answered."""
    asked = socket.create_connection(address, timeout=10)
    asked.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    return asked


def parser_of(path: str, length: int) -> _Parser:
    """What reads a request, when its head has come."""
    parser = _Parser(Adjustments(max_request_body_size=1024 * 1024))
    parser.received(f"POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n\r\n".encode())
    return parser


def test_larger_bodies_are_read_below_one_address_alone_and_of_a_few_at_once() -> None:
    gc.collect()
    assert parser_of("/ask", 5_000_000).error is not None
    assert parser_of("/console/imports", LARGEST_UPLOAD + 1).error is not None
    gc.collect()
    held = [parser_of("/console/imports", 5_000_000) for _ in range(4)]
    assert [parser.error for parser in held] == [None] * 4
    assert parser_of("/console/imports", 5_000_000).error is not None
    assert parser_of("/console/imports", 5_000).error is None
    held.clear()
    gc.collect()
    assert parser_of("/console/imports", 5_000_000).error is None


def test_who_has_gone_while_all_threads_were_busy_is_not_answered() -> None:
    address = ("127.0.0.1", free_port())
    command = [sys.executable, "-c", SERVED, f"{address[0]}:{address[1]}"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server, ExitStack() as until:
        assert server.stdout
        until.callback(server.terminate)
        assert server.stdout.readline() == "ready\n"
        for _ in range(THREADS):
            until.enter_context(asking(address, "/slow"))
        assert [server.stdout.readline() for _ in range(THREADS)] == ["/slow\n"] * THREADS
        asking(address, "/gone").close()
        with asking(address, "/here") as waiting:
            assert waiting.recv(12) == b"HTTP/1.1 200"
        assert server.stdout.readline() == "/here\n"
