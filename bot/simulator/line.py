"""The connection to a webhook as WeChat makes it: five seconds, three tries, the same message each time."""

from __future__ import annotations

import ssl
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import urllib3

from bot.causes import cause

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 5.0
"""Seconds until WeChat drops the connection."""

TRIES = 3
"""In all, as seen in practice; the platform's page says “总共重试三次”."""

_LARGEST_REPLY = 64 * 1024
_HEADERS = {"Content-Type": "text/xml", "User-Agent": "Mozilla/4.0", "Accept": "*/*"}


@dataclass(frozen=True)
class Attempt:
    """One request and what came of it.

    Attributes:
        seconds: until the whole response was there, or until it was given up.
        status: of HTTP; 0 where no whole response came.
        problem: why none came.
    """

    seconds: float
    status: int = 0
    headers: Mapping[str, str] | None = None
    body: bytes = b""
    problem: str = ""


class Line:
    """Makes requests to one address.

    Args:
        url: of the webhook.
        timeout: seconds for the whole of a request.
        connections: kept open at the same time.
    """

    def __init__(self, url: str, timeout: float = TIMEOUT, connections: int = 1) -> None:
        self._url = url
        self._timeout = timeout
        trusted = (
            ssl.create_default_context()
        )  # once: urllib3 reads the machine's authorities for each connection
        self._http = urllib3.PoolManager(
            maxsize=connections, retries=False, headers=_HEADERS, ssl_context=trusted
        )

    def get(self, query: Mapping[str, str]) -> Attempt:
        """A verification's request."""
        return self._request("GET", query, None, self._timeout)

    def post(self, query: Mapping[str, str], body: bytes, *, patience: float | None = None) -> Attempt:
        """A message's request.

        Args:
            patience: seconds after which the connection is dropped, where that is not WeChat's time-out.
        """
        return self._request("POST", query, body, self._timeout if patience is None else patience)

    def _request(self, method: str, query: Mapping[str, str], body: bytes | None, patience: float) -> Attempt:
        started = time.monotonic()
        url = f"{self._url}{'&' if '?' in self._url else '?'}{urlencode(query)}"
        try:
            response = self._http.request(
                method, url, body=body, timeout=patience, redirect=False, preload_content=False
            )
            content = _read(response, started + patience)
        except TimeoutError:
            return Attempt(time.monotonic() - started, problem=f"{patience:g} 秒内没有答完")
        except urllib3.exceptions.NewConnectionError:  # a time-out to urllib3, which it is not
            return Attempt(time.monotonic() - started, problem="连不上")
        except urllib3.exceptions.TimeoutError:
            return Attempt(time.monotonic() - started, problem=f"{patience:g} 秒内没有回答")
        except urllib3.exceptions.SSLError:
            return Attempt(time.monotonic() - started, problem="https 的证书不被认可")
        except (urllib3.exceptions.HTTPError, OSError) as error:
            return Attempt(time.monotonic() - started, problem=f"连接断了（{cause(error)}）")
        return Attempt(time.monotonic() - started, response.status, response.headers, content)


def _read(response: urllib3.BaseHTTPResponse, deadline: float) -> bytes:
    """The body.

    Raises:
        TimeoutError: it was still coming at the deadline; urllib3's own time-out starts anew with each piece.
    """
    content = b""
    while piece := response.read1(_LARGEST_REPLY):
        content += piece
        if time.monotonic() > deadline or len(content) > _LARGEST_REPLY:
            response.close()
            raise TimeoutError
    response.release_conn()
    return content
