"""What proves that a request is the platform's: signature, freshness, AES; and the seal of what is replied."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.channel.cipher import Cipher
from bot.errors import Forbidden, MalformedMessage, Refusal

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


@dataclass(frozen=True)
class Opened:
    """A request that is the platform's.

    Attributes:
        body: the message in the clear.
        seal: wraps the reply as the message was wrapped.
    """

    body: bytes
    seal: Callable[[str], str]


@dataclass(frozen=True)
class Mends:
    """What operators are told to look at, where something does not agree with the platform."""

    token: str
    key: str
    receiver: str


class Seal:
    """The token and keys of one account.

    Args:
        token: not empty.
        receiver: whom messages are for: the AppID, the CorpID.
        aes_keys: EncodingAESKeys, the current one first.
        clock: seconds since 1970.
        mends: for the sentence that says why a request was refused.
    """

    def __init__(
        self, token: str, receiver: str, aes_keys: Sequence[str], clock: Callable[[], float], mends: Mends
    ) -> None:
        self._token = token
        self._receiver = receiver
        self._ciphers = [Cipher(key) for key in aes_keys]
        self._clock = clock
        self._mends = mends

    def check(self, query: Mapping[str, str], name: str, *signed: str) -> None:
        """Whether a query is signed and fresh.

        Args:
            name: of the parameter that carries the signature.
            signed: what it covers besides token, timestamp and nonce.

        Raises:
            Forbidden: it is not.
        """
        timestamp, nonce = query.get("timestamp", ""), query.get("nonce", "")
        if not _TIMESTAMP.fullmatch(timestamp) or not _NONCE.fullmatch(nonce):
            raise Forbidden("没有微信的签名参数", Refusal.UNSIGNED)
        expected = self._signature(timestamp, nonce, *signed)
        if not hmac.compare_digest(expected, query.get(name, "").encode()):
            raise Forbidden(f"{name} 不对；请核对 {self._mends.token}", Refusal(name))
        signed_at = int(timestamp) if int(timestamp) < _MILLISECONDS else int(timestamp) / 1000
        if abs(self._clock() - signed_at) > FRESHNESS:
            raise Forbidden("timestamp 与本机时钟相差超过 10 分钟；请校准本机时钟", Refusal.STALE)

    def opened(self, query: Mapping[str, str], encrypted: str) -> Opened:
        """What is inside, signed and encrypted for this account.

        Raises:
            Forbidden: not signed by the platform, stale, or for another account.
            MalformedMessage: it cannot be decrypted.
        """
        self.check(query, "msg_signature", encrypted)
        message, cipher = self._decrypted(encrypted)
        return Opened(message, lambda reply: self._sealed(reply, cipher, query["nonce"]))

    def _decrypted(self, encrypted: str) -> tuple[bytes, Cipher]:
        """Every key is tried before any failure counts: for whom an old message is says the old key alone."""
        is_foreign = False
        for cipher in self._ciphers:
            try:
                inside = cipher.decrypted(encrypted)
            except ValueError:
                continue
            if hmac.compare_digest(inside.receiver, self._receiver.encode()):
                return inside.message, cipher
            is_foreign = True
        if is_foreign:
            raise Forbidden(f"消息属于{self._mends.receiver}", Refusal.OTHER_ACCOUNT)
        raise MalformedMessage(f"解不开加密消息；请核对 {self._mends.key}", Refusal.OTHER_KEY)

    def _sealed(self, reply: str, cipher: Cipher, nonce: str) -> str:
        encrypted = cipher.encrypted(reply.encode(), self._receiver)
        timestamp = str(int(self._clock()))
        signature = self._signature(timestamp, nonce, encrypted).decode()
        return (
            f"<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt><MsgSignature><![CDATA[{signature}]]></MsgSignature>"
            f"<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>"
        )

    def _signature(self, *parts: str) -> bytes:
        joined = "".join(sorted((self._token, *parts)))
        return hashlib.sha1(joined.encode(), usedforsecurity=False).hexdigest().encode()
