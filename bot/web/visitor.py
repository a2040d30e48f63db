"""The address of whoever asks, behind whatever proxies."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from collections.abc import Sequence

_REMEMBERED = 256


class Visitor:
    """Tells the address of whoever asks now.

    Args:
        trusted: addresses and networks of proxies whose word on whom they pass on is taken.
    """

    def __init__(self, trusted: Sequence[str]) -> None:
        self._trusted = [ip_network(network) for network in trusted]
        self.is_trusted = lru_cache(_REMEMBERED)(
            self._is_trusted
        )  # nearly all come through the same few proxies

    def address(self) -> str:
        """The last in X-Forwarded-For that no trusted proxy bears."""
        passed_on = request.headers.get("X-Forwarded-For", "").split(",")
        address = request.remote_addr or ""
        while self.is_trusted(address) and passed_on:
            address = passed_on.pop().strip() or address
        return address

    def _is_trusted(self, address: str) -> bool:
        """Whether an address is a proxy's, or this machine's."""
        try:
            return any(ip_address(address) in network for network in self._trusted)
        except ValueError:
            return False
