"""Webhooks for the simulator to find fault with, on wechatpy's crypto."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

from bot.simulator.account import Account
from tests.http import Asked, Says
from tests.wechat.counterpart import NOW, Counterpart

WECHAT = Counterpart()
ACCOUNT = Account(WECHAT.token, WECHAT.app_id, WECHAT.aes_key, "gh_a", lambda: NOW)

Replying = Callable[[ET.Element], bytes]


def field(message: ET.Element, name: str) -> str:
    return message.findtext(name) or ""


def reply_xml(message: ET.Element, inner: str) -> bytes:
    return (
        f"<xml><ToUserName>{field(message, 'FromUserName')}</ToUserName>"
        f"<FromUserName>{field(message, 'ToUserName')}</FromUserName><CreateTime>1</CreateTime>{inner}</xml>"
    ).encode()


def text_xml(message: ET.Element, content: str) -> bytes:
    return reply_xml(message, f"<MsgType>text</MsgType><Content><![CDATA[{content}]]></Content>")


def echo(message: ET.Element) -> bytes:
    """A bot that repeats what is said to it and keeps silent on all else."""
    content = field(message, "Content")
    return text_xml(message, re.sub(r"]]>", "", content)[:600]) if content else b"success"


def webhook(reply: Replying = echo) -> Callable[[Asked], Says]:
    """A webhook as most are written: it checks, decrypts, replies, encrypts."""

    def answer(asked: Asked) -> Says:
        signed = [WECHAT.token, asked.query.get("timestamp", ""), asked.query.get("nonce", "")]
        own = Counterpart(now=int(asked.query["timestamp"]), nonce=asked.query["nonce"])
        if own.signature() != asked.query.get("signature"):
            return Says(status=403)
        assert signed
        if asked.method == "GET":
            return Says(asked.query["echostr"].encode())
        if asked.query.get("encrypt_type") != "aes":
            return Says(reply(ET.fromstring(asked.body)))  # noqa: S314 # the simulator's own
        crypto = WECHAT.crypto
        plain = crypto.decrypt_message(
            asked.body, asked.query["msg_signature"], asked.query["timestamp"], asked.query["nonce"]
        )
        said = reply(ET.fromstring(plain))  # noqa: S314 # the simulator's own
        if said == b"success":
            return Says(said)
        return Says(crypto.encrypt_message(said.decode(), asked.query["nonce"], str(NOW)).encode())

    return answer
