"""An account as the platform keeps it: how WeChat signs and encrypts, and opens what comes back.

Written apart from `channel/seal` and `wechat/envelope`, from the platform's description alone, so that each checks the
other.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, ClassVar

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC
from cryptography.hazmat.primitives.padding import PKCS7
from lxml import etree

from bot.simulator.person import Person
from bot.simulator.screen import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BLOCK_BITS = 256
"""PKCS#7 pads to 32 bytes here, not to AES's 16."""

_RANDOM = 16
_LENGTH = 4


class Mode(str, Enum):
    """消息加解密方式, as the platform's form offers it."""

    PLAIN = "plain"
    COMPATIBLE = "compatible"
    SAFE = "safe"


class NotOpened(Exception):
    """A reply that WeChat cannot open; the text says why, for the operator."""


@dataclass(frozen=True)
class Request:
    """What goes over the wire."""

    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Account:
    """One account.

    Attributes:
        original_id: the account's own id (gh_…), who receives messages.
        clock: seconds since 1970.
    """

    PLATFORM: ClassVar[str] = "微信"
    FORM: ClassVar[str] = "服务器配置"
    """Where the platform verifies an address."""

    SIGNATURE: ClassVar[str] = "signature"
    """The parameter that signs a verification."""

    PATIENCE: ClassVar[float] = 5.0
    """Seconds for which the platform waits for a verification."""

    NOTHING: ClassVar[bytes] = b"success"
    """What says that there is nothing to show."""

    RULES: ClassVar[Rules] = Rules()

    token: str
    app_id: str = ""
    aes_key: str = ""
    original_id: str = "gh_baigusimulator"
    clock: Callable[[], float] = time.time

    def somebody(self) -> Person:
        """A person who uses the account."""
        return Person(clock=self.clock)

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes in which a webhook with these settings takes messages."""
        return (Mode.COMPATIBLE, Mode.SAFE) if self.aes_key and self.app_id else (Mode.PLAIN,)

    @property
    def lacks(self) -> str | None:
        """What must be known besides, for operators."""
        return (
            None
            if self.token
            else "不知道 Token；用 --token 写上公众平台的 Token，或在 .env 里填 BAIGU_TOKEN"
        )

    def verification(self, echostr: str) -> dict[str, str]:
        """The query of a verification."""
        return {**self.signed(), "echostr": echostr}

    def request(self, xml: str, person: str, mode: Mode) -> Request:
        """A message as it is sent."""
        query = {**self.signed(), "openid": person}
        if mode is Mode.PLAIN:
            return Request(query, xml.encode())
        encrypted = self.encrypted(xml)
        signature = self.signature(query["timestamp"], query["nonce"], encrypted)
        query |= {"encrypt_type": "aes", "msg_signature": signature}
        plain = xml if mode is Mode.COMPATIBLE else f"<xml><ToUserName>{self.original_id}</ToUserName></xml>"
        body = plain.replace("</xml>", f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>")
        return Request(query, body.encode())

    def opened(self, body: bytes, mode: Mode) -> bytes:
        """The plain reply in a response.

        Raises:
            NotOpened: it is not encrypted and signed as the mode asks.
        """
        if mode is Mode.PLAIN or body in self.RULES.nothing:
            return body
        fields = _fields(body)
        if "Encrypt" not in fields:
            if mode is Mode.COMPATIBLE:
                return body
            raise NotOpened("回复没有加密")
        signature = self.signature(
            fields.get("TimeStamp", ""), fields.get("Nonce", ""), fields.get("Encrypt", "")
        )
        if signature != fields.get("MsgSignature"):
            raise NotOpened("加密回复的 MsgSignature 不对")
        return self._decrypted(fields["Encrypt"])

    def signature(self, *parts: str) -> str:
        """SHA-1 over the sorted parts and the token, run together."""
        joined = "".join(sorted((self.token, *parts)))
        return hashlib.sha1(joined.encode(), usedforsecurity=False).hexdigest()

    def signed(self) -> dict[str, str]:
        """The parameters of any request, signed."""
        timestamp, nonce = str(int(self.clock())), str(secrets.randbelow(10**10))
        return {"signature": self.signature(timestamp, nonce), "timestamp": timestamp, "nonce": nonce}

    def _cipher(self) -> Cipher[CBC]:
        key = base64.b64decode(f"{self.aes_key}=")
        return Cipher(AES256(key), CBC(key[:16]))

    def encrypted(self, text: str) -> str:
        """A text as it goes over the wire."""
        message = text.encode()
        whole = (
            secrets.token_bytes(_RANDOM)
            + len(message).to_bytes(_LENGTH, "big")
            + message
            + self.app_id.encode()
        )
        padder, encryptor = PKCS7(_BLOCK_BITS).padder(), self._cipher().encryptor()
        padded = padder.update(whole) + padder.finalize()
        return base64.b64encode(encryptor.update(padded) + encryptor.finalize()).decode()

    def _decrypted(self, encrypted: str) -> bytes:
        try:
            decryptor, unpadder = self._cipher().decryptor(), PKCS7(_BLOCK_BITS).unpadder()
            padded = decryptor.update(base64.b64decode(encrypted, validate=True)) + decryptor.finalize()
            whole = unpadder.update(padded) + unpadder.finalize()
        except ValueError as error:
            raise NotOpened("加密回复解不开：不是用这个 EncodingAESKey 加密的") from error
        start = _RANDOM + _LENGTH
        end = start + int.from_bytes(whole[_RANDOM:start], "big")
        if whole[end:] != self.app_id.encode():
            raise NotOpened("加密回复里的 AppID 不对")
        return whole[start:end]


def _fields(body: bytes) -> dict[str, str]:
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        raise NotOpened("回复不是 XML") from error
    return {child.tag: child.text or "" for child in root if isinstance(child.tag, str)}
