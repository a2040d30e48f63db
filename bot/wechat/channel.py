"""A public account, as the webhook sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channel.passive import passive_reply, passive_transfer
from bot.channel.webhook import Channel
from bot.wechat.message import parse_message
from bot.wechat.utterance import utterance

if TYPE_CHECKING:
    from bot.channel.message import Message
    from bot.model import Hours, Reply
    from bot.wechat.envelope import Envelope


def wechat(envelope: Envelope, staffed: Hours | None = None) -> Channel:
    """The channel of one account.

    Args:
        staffed: when a person sits at the platform's customer service; None where nobody ever does.
    """

    def passive(reply: Reply, message: Message, now: int) -> str:
        # WeChat hands over on messages alone, so that a button of the menu gets the words.
        if reply.wants_person and not message.event and staffed and staffed.covers(message.at):
            return passive_transfer(message, now)
        return passive_reply(reply, message, now)

    return Channel("wechat", "success", envelope, parse_message, utterance, passive)
