"""What a message to an account asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channel.utterance import Utterance, of_kind, of_menu
from bot.model import Occasion

if TYPE_CHECKING:
    from bot.channel.message import Message


def utterance(message: Message) -> Utterance | None:
    """What a message asks; None where no reply is awaited, or WeChat would not show one."""
    if message.kind.endswith("event"):
        return _of_event(message.event, message.field("EventKey"))
    heard = message.field("Recognition") if message.kind == "voice" else ""
    return Utterance(heard) if heard else of_kind(message.kind, message.field("Content"))


def _of_event(event: str, key: str) -> Utterance | None:
    if event == "scan":
        return Utterance(key, Occasion.WELCOME)
    if event == "subscribe":
        # Other keys than a code's are none of ours, such as the number of a payment (last_trade_no_…).
        return Utterance(key.partition("qrscene_")[2], Occasion.WELCOME)
    return of_menu(event, key)
