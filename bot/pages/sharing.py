"""The signature with which WeChat's browser lets a page set its share card (JS-SDK)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable


class Sharing(Protocol):
    """Signs addresses, if the account may do so."""

    def share_signature(self, url: str) -> dict[str, object] | None:
        """What `wx.config` takes for a page, None while it cannot be had."""
        ...


@dataclass(frozen=True)
class JsSdk:
    """Signs with the account's jsapi_ticket.

    Attributes:
        ticket: the jsapi_ticket as it was had last (WeChat gives one for 7200 s); None where there is none. A page
            does not wait for WeChat's interface.
        clock: seconds since 1970.
        nonce: text that is never twice the same.
    """

    app_id: str
    ticket: Callable[[], str | None]
    clock: Callable[[], float]
    nonce: Callable[[], str] = secrets.token_hex

    def share_signature(self, url: str) -> dict[str, object] | None:
        """The signature of a page.

        The SHA-1 of jsapi_ticket, noncestr, timestamp and url in this order, as JS-SDK 说明文档 附录 1 tells;
        the url is the page's whole address up to `#`.
        """
        ticket = self.ticket()
        if ticket is None:
            return None
        nonce, now = self.nonce(), int(self.clock())
        signed = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={now}&url={url.partition('#')[0]}"
        digest = hashlib.sha1(signed.encode(), usedforsecurity=False).hexdigest()  # the platform's choice
        return {"appId": self.app_id, "timestamp": now, "nonceStr": nonce, "signature": digest}
