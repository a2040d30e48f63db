from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from bot.errors import SourceError
from bot.importing.reading.fetch import address_of, fetch

if TYPE_CHECKING:
    from pathlib import Path

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer, context: ssl.SSLContext | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: object) -> None:
            """Clients that hang up are what some of these tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
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


def test_the_address_that_was_judged_is_the_one_we_connect_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name is resolved once; what it resolves to a moment later changes nothing."""
    with serving(sending(200, b"judged")) as address:
        port = int(address.rpartition(":")[2])
        answers = iter([["127.0.0.1"], ["192.0.2.1"]])
        real = socket.getaddrinfo

        def resolve(host: str, *arguments: object, **options: object) -> object:
            if host != "a.test":
                return real(host, *arguments, **options)  # type: ignore[arg-type] # handed on as they came
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in next(answers)]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        assert fetch(f"http://a.test:{port}/", allow_private=True).content == b"judged"


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: entries)
    with pytest.raises(SourceError, match="内部网络"):
        address_of("a.test", 80)


def test_the_host_is_named_as_it_was_typed() -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        sending(200, (request.headers["Host"] + request.path).encode())(request)

    with serving(answer) as address:
        host = address.replace("http://127.0.0.1", "localhost")
        assert fetch(f"http://{host}/a?b=c", allow_private=True).content == f"{host}/a?b=c".encode()


@pytest.mark.parametrize(("status", "body"), [(404, b"not found"), (500, b""), (200, b""), (204, b"")])
def test_a_failed_fetch_is_an_error_and_no_content(status: int, body: bytes) -> None:
    with serving(sending(status, body)) as address, pytest.raises(SourceError):
        fetch(address, allow_private=True)


def test_a_page_over_the_cap_is_refused() -> None:
    with serving(sending(200, b"x" * 5000)) as address, pytest.raises(SourceError, match="超过"):
        fetch(address, allow_private=True, largest=1000)


@pytest.mark.parametrize("start", [b"", b"HTTP/1.0 200 OK\r\n\r\n"], ids=["headers", "body"])
def test_a_server_that_drips_is_given_up(start: bytes) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        with suppress(OSError):
            for _ in range(60):
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


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(timezone.utc)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "both.pem").write_bytes(secret + certificate.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "both.pem")
    with (
        serving(sending(200, b"x"), context) as address,
        pytest.raises(SourceError, match="证书不对"),
    ):
        fetch(address.replace("http://127.0.0.1", "https://localhost"), allow_private=True)
