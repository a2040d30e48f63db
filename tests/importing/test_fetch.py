from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.errors import SourceError
from bot.importing.fetch import PublicNetwork, fetch

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def sending(status: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def test_a_page_is_fetched_with_what_its_header_says() -> None:
    with serving(sending(200, "好".encode("gbk"), Content_Type="text/html; charset=GBK")) as address:
        page = fetch(f"{address}/a.html", allow_private=True)
    assert (page.content.decode("gbk"), page.media_type, page.charset) == ("好", "text/html", "gbk")


def test_redirects_are_followed_to_where_the_page_stands() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        (sending(200, b"x") if request.path == "/b/c" else sending(302, Location="/b/c"))(request)

    with serving(answer) as address:
        assert fetch(address, allow_private=True).url == f"{address}/b/c"


def test_redirects_that_go_round_come_to_an_end() -> None:
    with serving(sending(302, Location="/")) as address, pytest.raises(SourceError, match="转来转去"):
        fetch(address, allow_private=True)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "gopher://a", "http://user:pw@a.cn/"])
def test_a_redirect_to_another_kind_of_address_is_refused(target: str) -> None:
    with (
        serving(sending(302, Location=target)) as address,
        pytest.raises(SourceError, match="不是能导入的网址"),
    ):
        fetch(address, allow_private=True)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "localhost",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "0.0.0.0",  # noqa: S104 # refused
        "[fe80::1]",
        "100.64.0.1",
    ],
)
def test_addresses_inside_a_network_are_refused(host: str) -> None:
    with pytest.raises(SourceError, match="内部网络"):
        fetch(f"http://{host}:9/")


def test_a_host_is_judged_by_the_addresses_it_has_when_we_connect(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public name whose second look-up gives a loopback address is refused at that connection."""
    answers = iter([["93.184.216.34"], ["93.184.216.34", "127.0.0.1"]])
    resolve = lambda *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in next(answers)]  # noqa: E731 # stands in for the resolver
    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    network = PublicNetwork()
    connected: list[str] = []
    monkeypatch.setattr(network._network, "connect_tcp", lambda host, *_: connected.append(host))  # noqa: SLF001 # no network in tests
    network.connect_tcp("a.cn", 80)
    with pytest.raises(SourceError, match="内部网络"):
        network.connect_tcp("a.cn", 80)
    assert connected == ["93.184.216.34"]


@pytest.mark.parametrize(("status", "body"), [(404, b"not found"), (500, b""), (200, b""), (204, b"")])
def test_a_failed_fetch_is_an_error_and_no_content(status: int, body: bytes) -> None:
    with serving(sending(status, body)) as address, pytest.raises(SourceError):
        fetch(address, allow_private=True)


def test_a_page_over_the_cap_is_refused() -> None:
    with serving(sending(200, b"x" * 5000)) as address, pytest.raises(SourceError, match="超过"):
        fetch(address, allow_private=True, largest=1000)


def test_a_server_that_drips_is_given_up() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _ in range(40):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    with serving(answer) as address, pytest.raises(SourceError, match="太慢"):
        fetch(address, allow_private=True, seconds=0.3)


@pytest.mark.parametrize(
    "address", ["http://", "http://a.cn:99999/", "http://[x]/", "ftp://a.cn/", "http://名.cn/"]
)
def test_what_is_no_address_is_an_error(address: str) -> None:
    with pytest.raises(SourceError):
        fetch(address)


def test_nobody_there_is_an_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(SourceError, match="打不开"):
            fetch(f"http://127.0.0.1:{taken.getsockname()[1]}/", allow_private=True)
