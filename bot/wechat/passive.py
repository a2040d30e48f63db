"""A reply -> the XML of a passive reply, which nothing in a text can break out of.

wechatpy writes texts into CDATA as they are: a `]]>` in them forges elements, a control character makes WeChat
show its fault.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Article, Reply

_NOT_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def passive_reply(reply: Reply, *, to: str, account: str, now: int) -> str:
    """The XML of a passive reply.

    Args:
        to: OpenID of the person.
        account: the account's original id.
        now: seconds since 1970.
    """
    content = _news(reply.article) if reply.article else _text(reply.text)
    return (
        f"<xml><ToUserName>{_cdata(to)}</ToUserName><FromUserName>{_cdata(account)}</FromUserName>"
        f"<CreateTime>{now}</CreateTime>{content}</xml>"
    )


def sendable(text: str) -> str:
    """A text less what XML cannot carry (XML 1.0 §2.2, §2.11): control characters, surrogates, CR."""
    return _NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


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
