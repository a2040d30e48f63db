"""What a phone makes of a reply: shows it, shows nothing, or shows WeChat's own fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

LONGEST_TEXT = 2047
"""Bytes of UTF-8; reported by several projects, past it the phone shows the fault."""

MOST_ARTICLES = 8
"""In answer to events; to messages WeChat shows one since October 2018."""

_KINDS = {"image", "voice", "video", "music", "transfer_customer_service"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True)
class Card:
    """An article of a news reply."""

    title: str
    description: str
    picture: str
    url: str


@dataclass(frozen=True)
class Screen:
    """What one reply shows.

    Attributes:
        text: of a text reply; of other kinds that are no news, a word for them.
        faults: why the phone shows WeChat's fault instead; empty where it shows the reply.
    """

    text: str = ""
    cards: tuple[Card, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether the phone shows nothing."""
        return not (self.text or self.cards or self.faults)


def screen_of(reply: bytes, *, person: str, account: str, to_event: bool) -> Screen:
    """What the phone of a person shows for a plain reply.

    Args:
        to_event: whether it answers an event, where more than one article is shown.
    """
    if reply in (b"", b"success"):
        return Screen()
    try:
        root = etree.fromstring(reply, _PARSER)
    except etree.XMLSyntaxError:
        return Screen(faults=(f"回复不是 XML：{_beginning(reply)}",))
    if root.tag != "xml":
        return Screen(faults=(f"回复的根元素是 <{root.tag}>，不是 <xml>",))
    screen = _content(root, to_event=to_event)
    return replace(screen, faults=(*_address_faults(root, person, account), *screen.faults))


def _address_faults(root: etree._Element, person: str, account: str) -> list[str]:
    faults = [
        f"回复里有 {len(found)} 个 {name}"
        for name in ("ToUserName", "FromUserName", "CreateTime", "MsgType")
        if len(found := root.findall(name)) != 1
    ]
    if (_text(root, "ToUserName"), _text(root, "FromUserName")) != (person, account):
        faults.append("ToUserName、FromUserName 没有对调：要从公众号发给这个人")
    if not re.fullmatch(r"\d{1,13}", _text(root, "CreateTime")):
        faults.append("CreateTime 不是整数")
    return faults


def _content(root: etree._Element, *, to_event: bool) -> Screen:
    kind = _text(root, "MsgType")
    if kind == "text":
        return _of_text(_raw(root, "Content"))
    if kind == "news":
        return _of_news(root, to_event=to_event)
    return Screen(f"［{kind}］") if kind in _KINDS else Screen(faults=(f"没有这种回复：MsgType 是“{kind}”",))


def _of_text(content: str) -> Screen:
    length = len(content.encode())
    if length > LONGEST_TEXT:
        return Screen(content, faults=(f"文字有 {length} 字节，超过 {LONGEST_TEXT}",))
    return Screen(content, faults=() if content.strip() else ("文字是空的",))


def _of_news(root: etree._Element, *, to_event: bool) -> Screen:
    items = root.findall("Articles/item")
    cards = tuple(
        Card(*(_text(item, name) for name in ("Title", "Description", "PicUrl", "Url"))) for item in items
    )
    if not cards:
        return Screen(faults=("图文里没有 <Articles><item>",))
    faults = []
    if _text(root, "ArticleCount") != str(len(cards)):
        faults.append("ArticleCount 和图文的条数不同")
    if len(cards) > (MOST_ARTICLES if to_event else 1):
        faults.append(f"图文有 {len(cards)} 条，这里只能有 {MOST_ARTICLES if to_event else 1} 条")
    return Screen(cards=cards, faults=tuple(faults))


def _raw(parent: etree._Element, name: str) -> str:
    return parent.findtext(name) or ""


def _text(parent: etree._Element, name: str) -> str:
    return _raw(parent, name).strip()


def _beginning(reply: bytes) -> str:
    return repr(reply[:40].decode(errors="replace"))
