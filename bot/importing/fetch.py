"""Fetches a page from an address that a person typed, without letting the page decide where we connect.

Every host, after every redirect too, is resolved here, each of its addresses is judged, and the connection goes to
the address that was judged: a name that resolves differently a moment later gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import httpcore

from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_PAGE = 20_000_000
SECONDS = 30.0
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_FOUND = 200
_HEADERS = [("User-Agent", "Mozilla/5.0 (compatible; Baigu importer)"), ("Accept-Encoding", "identity")]


@dataclass(frozen=True)
class Fetched:
    """What an address gave, after redirects."""

    url: str
    content: bytes
    media_type: str
    charset: str | None


class PublicNetwork(httpcore.NetworkBackend):
    """Connects to public addresses only.

    Args:
        allow_private: connect to private, loopback and link-local addresses as well.
    """

    def __init__(self, *, allow_private: bool = False) -> None:
        self._allow_private = allow_private
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host, if all of them may be connected to."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise SourceError(f"找不到网站 {host}；请检查网址，或检查这台机器能否上网") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not self._allow_private and not all(_public(address) for address in addresses):
            raise SourceError(f"{host} 是内部网络的地址，没有访问；确实要导入内网网页时加 --allow-private")
        return self._network.connect_tcp(addresses[0], port, timeout, local_address, socket_options)


def _public(address: str) -> bool:
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ip.teredo and ip.teredo[1])
        if inside:
            return _public(str(inside))
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            return _public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def fetch(
    url: str, *, allow_private: bool = False, seconds: float = SECONDS, largest: int = LARGEST_PAGE
) -> Fetched:
    """The page at an http or https address.

    Raises:
        SourceError: it cannot be had, is too large or too slow, or stands where we do not go.
    """
    deadline = time.monotonic() + seconds
    with httpcore.ConnectionPool(network_backend=PublicNetwork(allow_private=allow_private)) as pool:
        for _ in range(_MOST_REDIRECTS + 1):
            answer = _get(pool, url, deadline, largest)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
    raise SourceError(f"{url} 转来转去超过 {_MOST_REDIRECTS} 次；请在浏览器里打开，用最后的网址导入")


def _get(pool: httpcore.ConnectionPool, url: str, deadline: float, largest: int) -> Fetched | str:
    """The page, or the address it redirects to."""
    _check(url)
    try:
        with pool.stream(
            "GET", url, headers=_HEADERS, extensions={"timeout": _timeouts(deadline)}
        ) as response:
            headers = {
                name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers
            }
            if response.status in _REDIRECTS and headers.get("location"):
                return headers["location"]
            if response.status != _FOUND:
                raise SourceError(f"{url} 打不开（HTTP {response.status}）；请先在浏览器里打开看看")
            content = b""
            for part in response.iter_stream():
                content += part
                if len(content) > largest:
                    raise SourceError(f"{url} 超过 {largest // 1_000_000} MB，没有导入；请只导入文章页")
                if time.monotonic() > deadline:
                    raise SourceError(f"{url} 太慢，等不及了；请稍后再试，或把网页另存下来导入")
    except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise SourceError(f"{url} 打不开（{type(error).__name__}）；请检查网址，稍后再试") from error
    if not content:
        raise SourceError(f"{url} 是空的；请先在浏览器里打开看看")
    said = Message()
    said["Content-Type"] = headers.get("content-type", "")
    return Fetched(url, content, said.get_content_type(), said.get_content_charset())


def _check(url: str) -> None:
    try:
        parts = urlsplit(url)
        well_formed = (
            parts.scheme in ("http", "https") and parts.hostname and parts.port != 0 and url.isascii()
        )
    except ValueError:
        well_formed = False
    if not well_formed or parts.username is not None:
        raise SourceError(f"{url} 不是能导入的网址；请写成 http:// 或 https:// 开头的完整网址")


def _timeouts(deadline: float) -> dict[str, float]:
    left = max(deadline - time.monotonic(), 0.001)
    return dict.fromkeys(("connect", "read", "write", "pool"), left)
