"""What a message asks: the words that were typed, tapped or heard, or the occasion that it is instead."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.model import Occasion

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
    """Words, or an occasion; with both, the words say what the occasion is about.

    Attributes:
        is_daily: whether one person is to be met with it once a day at most.
    """

    text: str = ""
    occasion: Occasion | None = None
    is_daily: bool = False


def of_kind(kind: str, content: str) -> Utterance:
    """A message of some kind, whose words are given where it is a text."""
    is_text = kind == "text" and content and not _UNSUPPORTED.fullmatch(content)
    return Utterance(content) if is_text else Utterance(occasion=_OCCASIONS.get(kind, Occasion.UNKNOWN))


def of_menu(event: str, key: str) -> Utterance | None:
    """A button of a menu that was touched; None where no reply is awaited, as by events that no menu sends."""
    if event == "click" and key.startswith(OWN_KEY):
        return Utterance(key.removeprefix(OWN_KEY))
    if event == "click" and key:
        return Utterance(key, Occasion.MENU)
    # The phone shows “消息接收中” until something comes; other events of this kind are followed by a message.
    return Utterance(occasion=Occasion.UNKNOWN) if event == "scancode_waitmsg" else None
