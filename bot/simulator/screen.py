"""What a phone makes of a reply: shows it, shows nothing, or shows the platform's own fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from lxml import etree

LONGEST_TEXT = 2047
"""Bytes of UTF-8; reported by several projects, past it the phone shows the fault."""

MOST_ARTICLES = 8
"""In answer to events; to messages WeChat shows one since October 2018."""

_TAP = "weixin://bizmsgmenu"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


@dataclass(frozen=True)
class Rules:
    """What a platform shows of passive replies.

    Attributes:
        nothing: bodies that say that there is nothing to show.
        kinds: of replies, besides texts and news.
        longest: bytes of a text, and what becomes of one that is longer.
        articles: of news in answer to a message; to an event MOST_ARTICLES.
        knows_taps: whether words in a text can be touched.
    """

    nothing: tuple[bytes, ...] = (b"", b"success")
    kinds: frozenset[str] = frozenset({"image", "voice", "video", "music", "transfer_customer_service"})
    longest: int = LONGEST_TEXT
    too_long: str = "超过 {longest}"
    articles: int = 1
    knows_taps: bool = True


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


def screen_of(reply: bytes, *, person: str, account: str, to_event: bool, rules: Rules) -> Screen:
    """What the phone of a person shows for a plain reply.

    Args:
        to_event: whether it answers an event, where more than one article is shown.
    """
    if reply in rules.nothing:
        return Screen()
    try:
        root = etree.fromstring(reply, _PARSER)
    except etree.XMLSyntaxError:
        return Screen(faults=(f"回复不是 XML：{_beginning(reply)}",))
    if root.tag != "xml":
        return Screen(faults=(f"回复的根元素是 <{root.tag}>，不是 <xml>",))
    screen = _content(root, rules, MOST_ARTICLES if to_event else rules.articles)
    return replace(screen, faults=(*_address_faults(root, person, account), *screen.faults))


def _address_faults(root: etree._Element, person: str, account: str) -> list[str]:
    faults = [
        f"回复里有 {len(found)} 个 {name}"
        for name in ("ToUserName", "FromUserName", "CreateTime", "MsgType")
        if len(found := root.findall(name)) != 1
    ]
    if (_text(root, "ToUserName"), _text(root, "FromUserName")) != (person, account):
        faults.append("ToUserName、FromUserName 没有对调：要从账号发给这个人")
    if not re.fullmatch(r"\d{1,13}", _text(root, "CreateTime")):
        faults.append("CreateTime 不是整数")
    return faults


def _content(root: etree._Element, rules: Rules, most: int) -> Screen:
    kind = _text(root, "MsgType")
    if kind == "text":
        return _of_text(_raw(root, "Content"), rules)
    if kind == "news":
        return _of_news(root, most)
    is_known = kind in rules.kinds
    return Screen(f"［{kind}］") if is_known else Screen(faults=(f"没有这种回复：MsgType 是“{kind}”",))


def _of_text(content: str, rules: Rules) -> Screen:
    length, faults = len(content.encode()), []
    if length > rules.longest:
        faults.append(f"文字有 {length} 字节，{rules.too_long.format(longest=rules.longest)}")
    if not content.strip():
        faults.append("文字是空的")
    if not rules.knows_taps and _TAP in content:
        faults.append(f"文字里有 {_TAP}，点了没有用")
    return Screen(content, faults=tuple(faults))


def _of_news(root: etree._Element, most: int) -> Screen:
    items = root.findall("Articles/item")
    cards = tuple(
        Card(*(_text(item, name) for name in ("Title", "Description", "PicUrl", "Url"))) for item in items
    )
    if not cards:
        return Screen(faults=("图文里没有 <Articles><item>",))
    faults = []
    if _text(root, "ArticleCount") != str(len(cards)):
        faults.append("ArticleCount 和图文的条数不同")
    if len(cards) > most:
        faults.append(f"图文有 {len(cards)} 条，这里只能有 {most} 条")
    return Screen(cards=cards, faults=tuple(faults))


def _raw(parent: etree._Element, name: str) -> str:
    return parent.findtext(name) or ""


def _text(parent: etree._Element, name: str) -> str:
    return _raw(parent, name).strip()


def _beginning(reply: bytes) -> str:
    return repr(reply[:40].decode(errors="replace"))
