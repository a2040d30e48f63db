"""What WeCom sends of one application: XML -> Message."""

from __future__ import annotations

from bot.channel.message import Message, fields_of, kind_and_event

_PLATFORM = "sys"
"""Who sends what nobody did."""


class WecomMessage(Message):
    """A message or event of an application; its person is a UserID, whose case means nothing."""

    # By the platform's page MsgId tells messages apart, person and time events: callbacks of one second were dropped by
    # that, and so were those of two applications of one enterprise (binarywang/WxJava#1745, weixin-java-tools#66).
    DISTINCT = (
        "AgentID",
        "MsgId",
        "FromUserName",
        "CreateTime",
        "MsgType",
        "Event",
        "EventKey",
        "ChangeType",
        "TaskId",
        "ResponseCode",
        "Content",
        "MediaId",
    )

    @property
    def who(self) -> tuple[str, ...]:
        """A UserID within its enterprise."""
        return member(self.account, self.person)


def member(corp_id: str, user_id: str) -> tuple[str, ...]:
    """What tells a member from all others, whatever the channel: no OpenID can be the same."""
    return ("wecom", corp_id, user_id.casefold())


def parse_message(body: bytes) -> WecomMessage:
    """The message in a plain body; whatever lacks a kind is an event that nobody waits for.

    Raises:
        MalformedMessage: not XML.
    """
    fields = fields_of(body)
    account, sender = fields.get("ToUserName", ""), fields.get("FromUserName", "")
    person = "" if sender.casefold() == _PLATFORM else sender
    kind, event = kind_and_event(fields)
    return WecomMessage(account, person, kind or "event", event, fields)
