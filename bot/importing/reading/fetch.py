"""Fetches a page from an address that a person typed, without letting the page decide where we connect.

Every host, after every redirect too, is resolved here, each of its addresses is judged, and the connection goes to
the address that was judged: a name that resolves differently a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from bot.causes import cause
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from urllib3.response import HTTPResponse

LARGEST_PAGE = 20_000_000  # bytes
SECONDS = 30.0
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_FOUND = 200
_HEADERS = {"User-Agent": "Mozilla/5.0 (compatible; Baigu importer)", "Accept-Encoding": "identity"}
_PART = 65_536


@dataclass(frozen=True)
class Fetched:
    """What an address gave, after redirects."""

    url: str
    content: bytes
    media_type: str
    charset: str | None


def fetch(
    url: str, *, allow_private: bool = False, seconds: float = SECONDS, largest: int = LARGEST_PAGE
) -> Fetched:
    """The page at an http or https address.

    Args:
        url: the address.
        allow_private: connect to private, loopback and link-local addresses as well.
        seconds: for all of it, redirects included.
        largest: bytes.

    Raises:
        SourceError: it cannot be had, is too large or too slow, or stands where we do not go.
    """
    deadline = time.monotonic() + seconds
    for _ in range(_MOST_REDIRECTS + 1):
        parts = _checked(url)
        left = max(deadline - time.monotonic(), 0.001)
        answer = _get(_connection(parts, left, allow_private=allow_private), parts, deadline, largest)
        if isinstance(answer, Fetched):
            return answer
        url = urljoin(url, answer)
    raise SourceError(f"{url} 转来转去超过 {_MOST_REDIRECTS} 次；请在浏览器里打开，用最后的网址导入")


def address_of(host: str, port: int, *, allow_private: bool = False) -> str:
    """The address to connect to for a host: its first, if all of them may be connected to.

    Raises:
        SourceError: it has none, or one inside a network.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise SourceError(f"找不到网站 {host}；请检查网址，或检查这台机器能否上网") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not allow_private and not all(map(_public, addresses)):
        raise SourceError(f"{host} 是内部网络的地址，没有访问；确实要导入内网网页时加 --allow-private")
    return addresses[0]


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inside:
            return _public(str(inside))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return _public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        well_formed = (
            parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and url.isascii()
        )
    except ValueError:
        well_formed = False
    if not well_formed or parts.username is not None:
        raise SourceError(f"{url} 不是能导入的网址；请写成 http:// 或 https:// 开头的完整网址")
    return parts


def _connection(parts: SplitResult, seconds: float, *, allow_private: bool) -> HTTPConnection:
    """A connection to the one address that was judged; a certificate must still be the host's."""
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    address = address_of(host, port, allow_private=allow_private)
    if secure:
        return HTTPSConnection(address, port, timeout=seconds, server_hostname=host, assert_hostname=host)
    return HTTPConnection(address, port, timeout=seconds)


@contextmanager
def _given_up_after(seconds: float, connection: HTTPConnection) -> Iterator[None]:
    """Cuts the connection when the time is over: a time-out of the socket begins anew with every byte."""
    wire = connection.sock  # the connection forgets it once the headers are read

    def cut() -> None:
        with suppress(OSError):
            wire.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        connection.close()


def _get(connection: HTTPConnection, parts: SplitResult, deadline: float, largest: int) -> Fetched | str:
    """The page, or the address it redirects to."""
    url = parts.geturl()
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.connect()
        with _given_up_after(deadline - time.monotonic(), connection):
            connection.request(
                "GET", target, headers={**_HEADERS, "Host": parts.netloc}, preload_content=False
            )
            response = connection.getresponse()
            location = response.headers.get("Location")
            if response.status in _REDIRECTS and location:
                return location
            if response.status != _FOUND:
                raise SourceError(f"{url} 打不开（HTTP {response.status}）；请先在浏览器里打开看看")
            content = _content(response, url, largest)
    except (HTTPError, HTTPException, OSError) as error:
        if time.monotonic() > deadline:
            raise SourceError(f"{url} 太慢，等不及了；请稍后再试，或把网页另存下来导入") from error
        raise SourceError(f"{url} 打不开（{cause(error)}）；请检查网址，稍后再试") from error
    if time.monotonic() > deadline:
        raise SourceError(f"{url} 太慢，等不及了；请稍后再试，或把网页另存下来导入")
    said = Message()
    said["Content-Type"] = response.headers.get("Content-Type", "")
    return Fetched(url, content, said.get_content_type(), said.get_content_charset())


def _content(response: HTTPResponse, url: str, largest: int) -> bytes:
    content = bytearray()
    while part := response.read(_PART):
        content += part
        if len(content) > largest:
            raise SourceError(f"{url} 超过 {largest // 1_000_000} MB，没有导入；请只导入文章页")
    if not content:
        raise SourceError(f"{url} 是空的；请先在浏览器里打开看看")
    return bytes(content)
