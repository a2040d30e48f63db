"""The address of whoever asks, behind whatever proxies."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from wsgiref.types import WSGIEnvironment

_REMEMBERED = 256


class Visitor:
    """Tells addresses of those who ask.

    Args:
        trusted: addresses and networks of proxies whose word on whom they pass on is taken.
    """

    def __init__(self, trusted: Sequence[str]) -> None:
        self._trusted = [ip_network(network) for network in trusted]
        self.is_trusted = lru_cache(_REMEMBERED)(
            self._is_trusted
        )  # nearly all come through the same few proxies

    def address(self) -> str:
        """The address of whoever asks now."""
        return self.of(request.environ)

    def of(self, environ: WSGIEnvironment) -> str:
        """The address of whoever made a request: the last in X-Forwarded-For that no trusted proxy bears."""
        passed_on = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
        address = environ.get("REMOTE_ADDR", "")
        while self.is_trusted(address) and passed_on:
            address = passed_on.pop().strip() or address
        return str(address)

    def _is_trusted(self, address: str) -> bool:
        """Whether an address is a proxy's, or this machine's."""
        try:
            return any(ip_address(address) in network for network in self._trusted)
        except ValueError:
            return False
