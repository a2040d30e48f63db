"""A reply -> the XML of a passive reply, which nothing in a text can break out of.

wechatpy writes texts into CDATA as they are: a `]]>` in them forges elements, a control character makes WeChat
show its fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.channel.message import Message
    from bot.model import Article, Reply

_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def passive_reply(reply: Reply, message: Message, now: int) -> str:
    """The XML of a passive reply to a message.

    Args:
        now: seconds since 1970.
    """
    return _back(_news(reply.article) if reply.article else _text(reply.text), message, now)


def passive_transfer(message: Message, now: int) -> str:
    """The XML that hands the person of a message over to whoever sits at a public account's customer service."""
    return _back("<MsgType><![CDATA[transfer_customer_service]]></MsgType>", message, now)


def sendable(text: str) -> str:
    """A text less what XML cannot carry (XML 1.0 §2.2, §2.11): control characters, surrogates, CR."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _back(content: str, message: Message, now: int) -> str:
    """What goes from the account of a message to its person."""
    return (
        f"<xml><ToUserName>{_cdata(message.person)}</ToUserName><FromUserName>{_cdata(message.account)}</FromUserName>"
        f"<CreateTime>{now}</CreateTime>{content}</xml>"
    )


def _text(text: str) -> str:
    return f"<MsgType><![CDATA[text]]></MsgType><Content>{_cdata(text)}</Content>"


def _news(article: Article) -> str:
    return (
        "<MsgType><![CDATA[news]]></MsgType><ArticleCount>1</ArticleCount><Articles><item>"
        f"<Title>{_cdata(article.title)}</Title><Description>{_cdata(article.description)}</Description>"
        f"<PicUrl>{_cdata(article.picture)}</PicUrl><Url>{_cdata(article.url)}</Url>"
        "</item></Articles>"
    )


def _cdata(text: str) -> str:
    """A CDATA section that nothing in it can end, of characters XML allows."""
    return f"<![CDATA[{sendable(text).replace(']]>', ']]]]><![CDATA[>')}]]>"
