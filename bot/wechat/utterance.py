"""What a message asks: the words that were typed, tapped or heard, or the occasion that it is instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.model import Occasion

if TYPE_CHECKING:
    from bot.wechat.message import Message

OWN_KEY = "baigu:"
"""Before the words of a button of our own menu; keys without it are of a menu that was made elsewhere."""

_OCCASIONS = {
    "image": Occasion.PICTURE,
    "voice": Occasion.VOICE,
    "video": Occasion.VIDEO,
    "shortvideo": Occasion.VIDEO,
    "location": Occasion.LOCATION,
    "link": Occasion.LINK,
    "file": Occasion.FILE,
}
# What the platform writes in place of what it does not pass on: 【收到不支持的消息类型，暂无法显示】
_UNSUPPORTED = re.compile(r"[【\[](?:收到.{0,30}|Unsupported.{0,40})[】\]]", re.IGNORECASE)


@dataclass(frozen=True)
class Utterance:
    """Words, or an occasion; with both, the words say what the occasion is about."""

    text: str = ""
    occasion: Occasion | None = None


def utterance(message: Message) -> Utterance | None:
    """What a message asks; None where no reply is awaited, or WeChat would not show one."""
    if message.kind.endswith("event"):
        return _of_event(message)
    if message.kind == "text":
        return _of_text(message.field("Content"))
    heard = message.field("Recognition") if message.kind == "voice" else ""
    return Utterance(heard) if heard else Utterance(occasion=_OCCASIONS.get(message.kind, Occasion.UNKNOWN))


def _of_event(message: Message) -> Utterance | None:
    key = message.field("EventKey")
    if message.event == "scan":
        return Utterance(key, Occasion.WELCOME)
    if message.event == "subscribe":
        # Other keys than a code's are none of ours, such as the number of a payment (last_trade_no_…).
        return Utterance(key.partition("qrscene_")[2], Occasion.WELCOME)
    if message.event == "click" and key.startswith(OWN_KEY):
        return Utterance(key.removeprefix(OWN_KEY))
    if message.event == "click" and key:
        return Utterance(key, Occasion.MENU)
    # The phone shows “消息接收中” until something comes; other events of this kind are followed by a message.
    return Utterance(occasion=Occasion.UNKNOWN) if message.event == "scancode_waitmsg" else None


def _of_text(content: str) -> Utterance:
    is_none = not content or _UNSUPPORTED.fullmatch(content)
    return Utterance(occasion=Occasion.UNKNOWN) if is_none else Utterance(content)
