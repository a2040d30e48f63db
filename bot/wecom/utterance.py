"""What a message to an application asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channel.utterance import Utterance, of_kind, of_menu
from bot.model import Occasion

if TYPE_CHECKING:
    from bot.channel.message import Message


def utterance(message: Message) -> Utterance | None:
    """What a message asks; None where no reply is awaited.

    Who opens the application is greeted, and not each time. A subscription is an administrator's act: its person has done
    nothing and is told nothing. WeCom hears no voice, so there are never words with one.
    """
    if not message.kind.endswith("event"):
        return of_kind(message.kind, message.field("Content"))
    if message.event == "enter_agent":
        return Utterance(occasion=Occasion.WELCOME, is_daily=True)
    return of_menu(message.event, message.field("EventKey"))
