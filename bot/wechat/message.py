"""What WeChat sends: one flat XML element -> Message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from bot.errors import MalformedMessage

if TYPE_CHECKING:
    from collections.abc import Mapping

_REQUIRED = ("ToUserName", "FromUserName", "CreateTime", "MsgType")


@dataclass(frozen=True)
class Message:
    """A message or event.

    Attributes:
        account: the account's original id (ToUserName), who sends the reply.
        person: OpenID of who sent it.
        created: seconds since 1970 as WeChat wrote them; some test clients write milliseconds.
        kind: MsgType in lower case.
        event: Event in lower case, empty for messages.
        fields: all direct children by name.
    """

    account: str
    person: str
    created: str
    kind: str
    event: str
    fields: Mapping[str, str]

    @property
    def content(self) -> str:
        """What was typed, or what WeChat heard in a voice message."""
        return self.fields.get("Content" if self.kind == "text" else "Recognition", "").strip()

    @property
    def event_key(self) -> str:
        """What was tapped or scanned."""
        return self.fields.get("EventKey", "")

    @property
    def identity(self) -> tuple[str, ...]:
        """The same for the same message sent again, different for any other.

        MsgId alone is not: it was seen shared by people who sent voice at once, and a test client sends one
        for all. So all that tells messages apart is in it (binarywang/WxJava#333, weixin-java-tools#66).
        """
        names = ("MsgId", "FromUserName", "CreateTime", "MsgType", "Event", "EventKey", "Ticket", "Content")
        return tuple(self.fields.get(name, "") for name in names)


def fields_of(body: bytes) -> dict[str, str]:
    """The direct children of the root, as text; of children with the same name the first.

    Raises:
        MalformedMessage: not XML, not an `<xml>` root, or a DOCTYPE, which no message has.
    """
    # no_network and resolve_entities keep the parser from reading anything but the body.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedMessage(f"正文不是 XML：{error}") from error
    if root.getroottree().docinfo.doctype or root.tag != "xml":
        raise MalformedMessage("正文不是微信消息：根元素不是 <xml>，或带有 DOCTYPE")
    fields: dict[str, str] = {}
    for child in root:
        if isinstance(child.tag, str):
            fields.setdefault(child.tag, (child.text or "").strip())
    return fields


def parse_message(body: bytes) -> Message:
    """The message in a plain body.

    Raises:
        MalformedMessage: it lacks what every message has.
    """
    fields = fields_of(body)
    missing = [name for name in _REQUIRED if not fields.get(name)]
    if missing:
        raise MalformedMessage(f"消息缺少 {'、'.join(missing)}")
    return Message(
        account=fields["ToUserName"],
        person=fields["FromUserName"],
        created=fields["CreateTime"],
        kind=fields["MsgType"].lower(),
        event=fields.get("Event", "").lower(),
        fields=fields,
    )
