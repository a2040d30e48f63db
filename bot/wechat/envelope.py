"""What proves that a request is WeChat's: signature, freshness, AES. Nothing behind this sees a stranger's bytes.

wechatpy accepts an empty token, compares with `!=`, has no freshness check and raises errors of five kinds;
only its cipher is used here.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wechatpy.crypto import PrpCrypto
from wechatpy.exceptions import InvalidAppIdException

from bot.errors import Forbidden, MalformedMessage, Oversized, Refusal
from bot.wechat.message import fields_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

LARGEST_BODY = 64 * 1024
"""Bytes. The largest real messages are 2 KiB, three times that in compatible mode."""

FRESHNESS = 600
"""Seconds that a request's timestamp may differ from our clock, either way."""

_TIMESTAMP = re.compile(r"[0-9]{1,13}")
_MILLISECONDS = 10**11
"""From here on a timestamp is taken for milliseconds, which the test client webot-cli writes."""

_NONCE = re.compile(r"[A-Za-z0-9_-]{1,64}")
_ECHOSTR = re.compile(r"[A-Za-z0-9_+/=-]{1,128}")


class _Cipher(PrpCrypto):  # type: ignore[misc] # wechatpy publishes no types
    def get_random_string(self) -> str:
        return secrets.token_hex(8)


@dataclass(frozen=True)
class Opened:
    """A request that is WeChat's.

    Attributes:
        body: the message in plain XML.
        seal: wraps the reply as the message was wrapped.
    """

    body: bytes
    seal: Callable[[str], str]


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
        self._token = token
        self._app_id = app_id
        self._ciphers = [_Cipher(base64.b64decode(f"{key}=")) for key in aes_keys]
        self._clock = clock
        self._accepts_plain = accepts_plain or not aes_keys

    def verify(self, query: Mapping[str, str]) -> str:
        """The echostr of a verification, once it is proved to be WeChat's.

        Raises:
            Forbidden: the signature is wrong, stale or missing.
            MalformedMessage: an echostr that WeChat would not send.
        """
        self._check(query, "signature")
        echostr = query.get("echostr", "")
        if not _ECHOSTR.fullmatch(echostr):
            raise MalformedMessage("echostr 不像微信发来的")
        return echostr

    def open(self, query: Mapping[str, str], body: bytes) -> Opened:
        """The message in a request.

        Raises:
            Forbidden: not signed by WeChat for this account, or stale.
            MalformedMessage: not a message.
            Oversized: over the cap.
        """
        if len(body) > LARGEST_BODY:
            raise Oversized("正文超过 64 KiB")
        if query.get("encrypt_type") != "aes" or not self._ciphers:
            self._check(query, "signature")
            return self._plain(body)
        encrypted = fields_of(body).get("Encrypt", "")
        self._check(query, "msg_signature", encrypted)
        plain, cipher = self._decrypted(encrypted)
        return Opened(plain, lambda reply: self._sealed(reply, cipher, query["nonce"]))

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

    def _check(self, query: Mapping[str, str], name: str, *signed: str) -> None:
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _NONCE.fullmatch(nonce):
            raise Forbidden("没有微信的签名参数", Refusal.UNSIGNED)
        expected = self._signature(timestamp, nonce, *signed)
        if not hmac.compare_digest(expected, query.get(name, "").encode()):
            raise Forbidden(f"{name} 不对；请核对 BAIGU_TOKEN 与公众平台的 Token", Refusal(name))
        signed_at = int(timestamp) if int(timestamp) < _MILLISECONDS else int(timestamp) / 1000
        if abs(self._clock() - signed_at) > FRESHNESS:
            raise Forbidden("timestamp 与本机时钟相差超过 10 分钟；请校准本机时钟", Refusal.STALE)

    def _signature(self, *parts: str) -> bytes:
        joined = "".join(sorted((self._token, *parts)))
        return hashlib.sha1(joined.encode(), usedforsecurity=False).hexdigest().encode()

    def _decrypted(self, encrypted: str) -> tuple[bytes, _Cipher]:
        """Every key is tried before any failure counts: a wrong key's garbage may look like a foreign AppID."""
        failures = list[Exception]()
        for cipher in self._ciphers:
            try:
                return cipher.decrypt(encrypted, self._app_id).encode(), cipher
            except Exception as failure:  # noqa: BLE001 # wechatpy lets IndexError, ValueError, struct.error… through
                failures.append(failure)
        foreign = next((failure for failure in failures if isinstance(failure, InvalidAppIdException)), None)
        if foreign:
            raise Forbidden("消息属于另一个 AppID；请核对 BAIGU_APP_ID", Refusal.OTHER_ACCOUNT) from foreign
        raise MalformedMessage(
            "解不开加密消息；请核对 BAIGU_AES_KEY 与公众平台的 EncodingAESKey", Refusal.OTHER_KEY
        ) from failures[-1]

    def _sealed(self, reply: str, cipher: _Cipher, nonce: str) -> str:
        encrypted = cipher.encrypt(reply, self._app_id).decode()
        timestamp = str(int(self._clock()))
        signature = self._signature(timestamp, nonce, encrypted).decode()
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )
