"""An article of WeChat, as its page was saved or fetched: what the page says in its scripts, and the article itself.

The article is hidden until a script runs, and the time of publication stands in a script only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from html import unescape
from typing import TYPE_CHECKING

from bot.errors import SourceError

if TYPE_CHECKING:
    import lxml.html

_BEIJING = timezone(timedelta(hours=8))
_TIME = re.compile(
    r"""(?:var (?:ct|create_time|oriCreateTime)\s*=|create_time\s*:\s*JsDecode\()\s*["'](\d{9,10})["']"""
)
_ACCOUNT = re.compile(
    r"""(?:var nickname\s*=\s*htmlDecode\(|nick_name\s*:\s*JsDecode\()["']([^"']{1,60})["']"""
)
_NO_ARTICLE = {
    "完成验证后即可继续访问": "微信要先验证才让看；请在浏览器里打开、验证，再把网页另存下来导入",
    "环境异常": "微信要先验证才让看；请在浏览器里打开、验证，再把网页另存下来导入",
    "已被发布者删除": "这篇文章已被发布者删除；请向发布者要一份文字稿",
    "此内容因违规无法查看": "微信不让看这篇文章；请向发布者要一份文字稿",
    "链接已过期": "这个链接已过期；请在微信里打开文章，重新复制链接",
}
_LONGEST_REFUSAL = 400


@dataclass(frozen=True)
class WechatArticle:
    """What such a page holds.

    Attributes:
        titles: as Page has them.
        said: as Page has it.
    """

    content: lxml.html.HtmlElement
    titles: tuple[str, ...]
    said: dict[str, str]

    @classmethod
    def on(cls, tree: lxml.html.HtmlElement, source: str) -> WechatArticle | None:
        """The article on a page, None where the page is another site's.

        Raises:
            SourceError: it is WeChat's, but instead of the article it asks for something or refuses.
        """
        content = tree.get_element_by_id("js_content", None)
        if content is None:
            _refused(tree, source)
            return None
        titles = (
            _text(tree, "activity-name"),
            *tree.xpath("//meta[@property='og:title']/@content | //title/text()"),
        )
        time, account = _TIME.search(source), _ACCOUNT.search(source)
        said = {
            "date": f"{datetime.fromtimestamp(int(time[1]), _BEIJING):%Y-%m-%d}"
            if time
            else _text(tree, "publish_time"),
            "publisher": _text(tree, "js_name") or (unescape(account[1]) if account else ""),
        }
        return cls(
            content, tuple(filter(None, titles)), {name: value for name, value in said.items() if value}
        )


def _text(tree: lxml.html.HtmlElement, name: str) -> str:
    element = tree.get_element_by_id(name, None)
    return " ".join(element.text_content().split()) if element is not None else ""


def _refused(tree: lxml.html.HtmlElement, source: str) -> None:
    if "weixin" not in source:
        return
    body = tree.find("body")
    shown = "".join(
        part
        for part in (body if body is not None else tree).xpath(
            ".//text()[not(ancestor::script or ancestor::style)]"
        )
    )
    for words, what in _NO_ARTICLE.items():
        if words in shown and len("".join(shown.split())) <= _LONGEST_REFUSAL:
            raise SourceError(what)
