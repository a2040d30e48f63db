"""A WeCom application, as the webhook sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channel.passive import passive_reply
from bot.channel.webhook import Channel
from bot.wecom.message import parse_message
from bot.wecom.utterance import utterance

if TYPE_CHECKING:
    from bot.wecom.envelope import Envelope

NAME = "wecom"


def wecom(envelope: Envelope) -> Channel:
    """The channel of one application."""
    return Channel(NAME, "", envelope, parse_message, utterance, passive_reply)
