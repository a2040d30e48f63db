"""What proves that a request is WeCom's: it is always encrypted, the echostr of a verification too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channel.message import fields_of
from bot.channel.seal import LARGEST_BODY, Mends, Opened, Seal
from bot.errors import MalformedMessage, Oversized

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_MENDS = Mends(
    token="BAIGU_WECOM_TOKEN 与管理后台“接收消息”里的 Token",  # noqa: S106 # what to compare it with
    key="BAIGU_WECOM_AES_KEY 与管理后台“接收消息”里的 EncodingAESKey",
    receiver="另一个企业；请核对 BAIGU_WECOM_CORP_ID：要填企业ID，不是 SuiteID",
)

LONGEST_ECHOSTR = 1024
"""Characters; real ones have 88."""


class Envelope:
    """Opens requests for one application.

    Args:
        token: of the platform's form, not empty.
        corp_id: whom messages are for.
        aes_keys: EncodingAESKeys, the current one first.
        clock: seconds since 1970.

    Raises:
        ValueError: no token or no key.
    """

    def __init__(self, token: str, corp_id: str, aes_keys: Sequence[str], clock: Callable[[], float]) -> None:
        if not token or not aes_keys:
            raise ValueError("an envelope needs a token and a key")
        self._seal = Seal(token, corp_id, aes_keys, clock, _MENDS)

    def verify(self, query: Mapping[str, str]) -> bytes:
        """What is inside the echostr of a verification.

        Raises:
            Forbidden: not signed by WeCom, stale, or for another enterprise.
            MalformedMessage: it cannot be decrypted.
        """
        # Whether the platform ever sends a bare + nobody has shown; a query's reader makes a space of it.
        echostr = query.get("echostr", "").replace(" ", "+")
        if not echostr or len(echostr) > LONGEST_ECHOSTR:
            raise MalformedMessage("没有 echostr，或不像企业微信发来的")
        return self._seal.opened(query, echostr).body

    def open(self, query: Mapping[str, str], body: bytes) -> Opened:
        """The message in a request.

        Raises:
            Forbidden: not signed by WeCom, stale, or for another enterprise.
            MalformedMessage: not a message, or it cannot be decrypted.
            Oversized: over the cap.
        """
        if len(body) > LARGEST_BODY:
            raise Oversized("正文超过 64 KiB")
        return self._seal.opened(query, fields_of(body).get("Encrypt", ""))
