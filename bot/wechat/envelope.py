"""What proves that a request is WeChat's, in each of its three modes. Nothing behind this sees a stranger's bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.channel.message import fields_of
from bot.channel.seal import LARGEST_BODY, Mends, Opened, Seal
from bot.errors import Forbidden, MalformedMessage, Oversized, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_ECHOSTR = re.compile(r"[A-Za-z0-9_+/=-]{1,128}")

_MENDS = Mends(
    token="BAIGU_TOKEN 与公众平台的 Token",  # noqa: S106 # what to compare it with
    key="BAIGU_AES_KEY 与公众平台的 EncodingAESKey",
    receiver="另一个 AppID；请核对 BAIGU_APP_ID",
)


class Envelope:
    """Opens requests for one account.

    Args:
        token: of the platform's form, not empty.
        app_id: needed for AES.
        aes_keys: EncodingAESKeys, the current one first.
        clock: seconds since 1970.
        accepts_plain: whether messages in the clear are taken though there is a key. Their signature does not
            cover their body, so that whoever sees one, as in a log, can send others in anybody's name.

    Raises:
        ValueError: no token, or AES keys without app_id.
    """

    def __init__(
        self,
        token: str,
        app_id: str | None,
        aes_keys: Sequence[str],
        clock: Callable[[], float],
        *,
        accepts_plain: bool = False,
    ) -> None:
        if not token or (aes_keys and not app_id):
            raise ValueError("an envelope needs a token, and an app id where it has AES keys")
        self._seal = Seal(token, app_id or "", aes_keys, clock, _MENDS)
        self._has_keys = bool(aes_keys)
        self._accepts_plain = accepts_plain or not aes_keys

    def verify(self, query: Mapping[str, str]) -> bytes:
        """The echostr of a verification, once it is proved to be WeChat's.

        Raises:
            Forbidden: the signature is wrong, stale or missing.
            MalformedMessage: an echostr that WeChat would not send.
        """
        self._seal.check(query, "signature")
        echostr = query.get("echostr", "")
        if not _ECHOSTR.fullmatch(echostr):
            raise MalformedMessage("echostr 不像微信发来的")
        return echostr.encode()

    def open(self, query: Mapping[str, str], body: bytes) -> Opened:
        """The message in a request.

        Raises:
            Forbidden: not signed by WeChat for this account, or stale.
            MalformedMessage: not a message.
            Oversized: over the cap.
        """
        if len(body) > LARGEST_BODY:
            raise Oversized("正文超过 64 KiB")
        if query.get("encrypt_type") == "aes" and self._has_keys:
            return self._seal.opened(query, fields_of(body).get("Encrypt", ""))
        self._seal.check(query, "signature")
        return self._plain(body)

    def _plain(self, body: bytes) -> Opened:
        if not self._accepts_plain:
            raise Forbidden(
                "收到明文消息，填了 BAIGU_AES_KEY 就只收加密的；请在公众平台选安全模式或兼容模式，"
                "正在换的时候可以先设 BAIGU_PLAINTEXT=accept",
                Refusal.PLAIN,
            )
        fields = fields_of(body)
        if "Encrypt" in fields and "MsgType" not in fields:
            raise Forbidden(
                "收到加密消息，但没有设置 BAIGU_AES_KEY；请照公众平台的 EncodingAESKey 填写", Refusal.NO_KEY
            )
        return Opened(body, lambda reply: reply)
