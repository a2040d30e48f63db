"""What the platforms send: one flat XML element -> Message."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from lxml import etree

from bot.errors import MalformedMessage

if TYPE_CHECKING:
    from collections.abc import Mapping

_SECONDS = re.compile(r"[0-9]{1,12}")

# resolve_entities and no_network keep the parser from reading anything but the body. Threads wait for one another at it.
_PARSER = etree.XMLParser(
    resolve_entities=False,
    no_network=True,
    load_dtd=False,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
)


@dataclass(frozen=True)
class Message:
    """A message or event; each channel says what tells its own apart.

    Attributes:
        account: whom it was sent to (ToUserName), who sends the reply.
        person: who sent it (FromUserName); empty where nobody did.
        kind: MsgType in lower case.
        event: Event in lower case, empty for messages, whatever they carry.
        fields: all direct children by name.
    """

    DISTINCT: ClassVar[tuple[str, ...]] = ()
    """The fields that are the same for the same message sent again, and differ between any two others."""

    account: str
    person: str
    kind: str
    event: str
    fields: Mapping[str, str]

    def field(self, name: str) -> str:
        """A direct child's text, empty where there is none."""
        return self.fields.get(name, "")

    @property
    def at(self) -> float:
        """When it was sent, in seconds since 1970 by the platform's clock; a retry says the same."""
        created = self.field("CreateTime")
        return float(created) if _SECONDS.fullmatch(created) else time.time()

    @property
    def identity(self) -> tuple[str, ...]:
        """The same for the same message sent again, different for any other."""
        return (self.account, *(self.field(name) for name in self.DISTINCT))

    @property
    def who(self) -> tuple[str, ...]:
        """What tells this person from all others, whatever the channel; never kept as it is."""
        return (self.person,)


def fields_of(body: bytes) -> dict[str, str]:
    """The direct children of the root, as text; of children with the same name the first that has any.

    Raises:
        MalformedMessage: not XML, not an `<xml>` root, or a DOCTYPE, which no message has.
    """
    if body.lstrip()[:1] in (b"{", b"["):
        raise MalformedMessage("收到的是 JSON；请在平台上把数据格式改为 XML")
    try:
        root = etree.fromstring(body, _PARSER)
    except etree.XMLSyntaxError as error:
        # The parser's own sentence quotes the body, which does not belong in a log.
        raise MalformedMessage(f"正文不是 XML：第 {error.position[0]} 行读不懂") from None
    if root.getroottree().docinfo.doctype or root.tag != "xml":
        raise MalformedMessage("正文不是微信消息：根元素不是 <xml>，或带有 DOCTYPE")
    fields: dict[str, str] = {}
    for child in root:
        if isinstance(child.tag, str) and not fields.get(child.tag):
            fields[child.tag] = (child.text or "").strip()
    return fields


def kind_and_event(fields: Mapping[str, str]) -> tuple[str, str]:
    """MsgType in lower case, and beside an event's its Event."""
    kind = fields.get("MsgType", "").lower()
    return kind, fields.get("Event", "").lower() if kind.endswith("event") else ""
