"""What WeChat sends of one account: XML -> Message."""

from __future__ import annotations

from bot.channel.message import Message, fields_of, kind_and_event
from bot.errors import MalformedMessage

_REQUIRED = ("ToUserName", "FromUserName", "CreateTime", "MsgType")


class WechatMessage(Message):
    """A message or event of an account; its person is an OpenID."""

    # MsgId alone does not tell messages apart: it was seen shared by people who sent voice at once, and a test client
    # sends one for all. So all that differs is in it (binarywang/WxJava#333, weixin-java-tools#66).
    DISTINCT = ("MsgId", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "Ticket", "Content")


def parse_message(body: bytes) -> WechatMessage:
    """The message in a plain body.

    What WeChat tells a third-party platform (InfoType) has neither sender nor kind; it counts as an event.

    Raises:
        MalformedMessage: it lacks what every message has.
    """
    fields = fields_of(body)
    if fields.get("InfoType"):
        return WechatMessage("", "", "event", fields["InfoType"].lower(), fields)
    missing = [name for name in _REQUIRED if not fields.get(name)]
    if missing:
        raise MalformedMessage(f"消息缺少 {'、'.join(missing)}")
    return WechatMessage(fields["ToUserName"], fields["FromUserName"], *kind_and_event(fields), fields)
