"""Messages over the wire, as WeChat's servers send them."""

from __future__ import annotations

import http.client
import ssl
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit
from xml.etree import ElementTree as ET

from lxml import etree

from tests.journeys.service import WECHAT

if TYPE_CHECKING:
    from tests.journeys.service import Running
    from tests.wechat.counterpart import Counterpart, Sent


@dataclass(frozen=True)
class Got:
    """A response off the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


def now() -> Counterpart:
    return replace(WECHAT, now=int(time.time()))


def connect(url: str) -> http.client.HTTPConnection:
    """To a service or what stands before it, whoever signed its certificate."""
    parts = urlsplit(url)
    if parts.scheme == "http":
        return http.client.HTTPConnection(parts.netloc, timeout=10)
    anybody = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    anybody.check_hostname, anybody.verify_mode = False, ssl.CERT_NONE
    return http.client.HTTPSConnection(parts.netloc, timeout=10, context=anybody)


def send(service: Running, sent: Sent, method: str = "POST", path: str = "/wechat") -> Got:
    headers = {"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0"}
    with closing(connect(service.url)) as connection:
        connection.request(method, f"{path}?{urlencode(sent.query)}", sent.body or None, headers)
        response = connection.getresponse()
        return Got(response.status, dict(response.getheaders()), response.read())


def reply_to(service: Running, xml: str | bytes, mode: str = "safe") -> ET.Element | None:
    """The plain reply as two parsers read it alike; None where there is nothing to show."""
    got = send(service, now().sent(xml, mode))
    assert got.status == 200, got
    if got.body == b"success":
        return None
    plain = got.body if mode == "plain" else WECHAT.opened(got.body.decode()).encode()
    root, second = ET.fromstring(plain), etree.fromstring(plain)  # noqa: S314 # our own
    assert [(e.tag, e.text) for e in root.iter()] == [(e.tag, e.text) for e in second.iter()]
    return root
