"""The platform's side of an account, with wechatpy's crypto: written by others than our envelope."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from wechatpy.crypto import PrpCrypto, WeChatCrypto

if TYPE_CHECKING:
    from collections.abc import Mapping

NOW = 1_795_000_000
MODES = ("plain", "compatible", "safe")


@dataclass(frozen=True)
class Sent:
    """A request as WeChat would make it."""

    query: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Counterpart:
    """An account as its form on the platform says."""

    token: str = "baiguToken"
    app_id: str = "wx5823bf96d3bd56c7"
    aes_key: str = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C"
    now: int = NOW
    nonce: str = "1372623149"

    @property
    def crypto(self) -> WeChatCrypto:
        return WeChatCrypto(self.token, self.aes_key, self.app_id)

    def signature(self, *signed: str, token: str | None = None) -> str:
        parts = sorted((self.token if token is None else token, str(self.now), self.nonce, *signed))
        return hashlib.sha1("".join(parts).encode()).hexdigest()  # noqa: S324 # the protocol's own

    def query(self, **more: str) -> dict[str, str]:
        return {
            "signature": self.signature(),
            "timestamp": str(self.now),
            "nonce": self.nonce,
            "openid": "o",
            **more,
        }

    def sent(self, xml: str | bytes, mode: str = "plain") -> Sent:
        plain = xml.encode() if isinstance(xml, str) else xml
        if mode == "plain":
            return Sent(self.query(), plain)
        encrypted = PrpCrypto(self.crypto.key).encrypt(plain, self.app_id).decode()
        return self.enveloped(encrypted, plain if mode == "compatible" else b"<xml></xml>")

    def enveloped(self, encrypted: str, beside: bytes = b"<xml></xml>") -> Sent:
        """An Encrypt element beside the plain fields of `beside`, signed."""
        query = self.query(encrypt_type="aes", msg_signature=self.signature(encrypted))
        inner = re.sub(rb"<Encrypt>.*?</Encrypt>", b"", beside.strip(), flags=re.DOTALL).removesuffix(
            b"</xml>"
        )
        return Sent(query, inner + f"<Encrypt><![CDATA[{encrypted}]]></Encrypt></xml>".encode())

    def opened(self, reply: str) -> str:
        """The plain reply in a sealed one, its signature checked."""
        root = ET.fromstring(reply)  # noqa: S314 # our own
        opened: str = self.crypto.decrypt_message(
            reply, root.findtext("MsgSignature"), root.findtext("TimeStamp"), root.findtext("Nonce")
        )
        return opened


def text_message(
    content: str = "你好", *, person: str = "oPerson", msg_id: str = "1", created: int = NOW
) -> str:
    """A text message."""
    return (
        f"<xml><ToUserName><![CDATA[gh_a]]></ToUserName><FromUserName><![CDATA[{person}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[text]]></MsgType>"
        f"<Content><![CDATA[{content}]]></Content><MsgId>{msg_id}</MsgId></xml>"
    )


def event(name: str, key: str = "", *, person: str = "oPerson", created: int = NOW) -> str:
    """An event."""
    return (
        f"<xml><ToUserName><![CDATA[gh_a]]></ToUserName><FromUserName><![CDATA[{person}]]></FromUserName>"
        f"<CreateTime>{created}</CreateTime><MsgType><![CDATA[event]]></MsgType>"
        f"<Event><![CDATA[{name}]]></Event><EventKey><![CDATA[{key}]]></EventKey></xml>"
    )
