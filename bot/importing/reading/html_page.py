"""HTML -> Page. readability-lxml finds the main text; blocks of the markup become lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import lxml.html
from lxml import etree
from readability import Document
from readability.readability import Unparseable

from bot.errors import SourceError
from bot.importing.reading.encoding import decode
from bot.importing.reading.page import CELL, Line, Page, bold_in
from bot.importing.reading.wechat_article import WechatArticle

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_BLOCK = re.compile(
    "address|article|aside|blockquote|body|br|center|d[dlt]|details|div|fieldset|figcaption|figure|footer|form|h[1-6]|header|"
    "hr|html|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_WHOLE = re.compile("<(?:html|body|head|!doctype)", re.IGNORECASE)
_TAG = re.compile("<(?P<closes>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_VOID = frozenset(("br", "hr", "img", "input", "meta", "link", "source", "wbr", "col"))
_UNSEEN = re.compile(
    "audio|base|button|canvas|embed|head|iframe|input|link|map|meta|noscript|object|option|script|select|style|svg|"
    "template|textarea|title|video"
)
_HIDDEN = re.compile(
    r"display\s*:\s*none", re.IGNORECASE
)  # articles of WeChat are `visibility: hidden` until a script runs
_CENTRED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_EDGE = "\x1f"  # of a cell; in the text of a page a tab is a space
_EDGES = re.compile(f" *{_EDGE}[ {_EDGE}]*")
_TITLE_KEYS = ("articletitle", "og:title", "title", "dc.title")
_SAID = {
    "date": (
        "pubdate",
        "publishdate",
        "article:published_time",
        "publish_date",
        "dc.date",
        "date",
        "og:release_date",
    ),
    "publisher": ("contentsource", "source", "og:site_name", "sitename", "author_site"),
}
_LONG_LINE = 40
_COVERED = 0.6
_MOST_HEADINGS = 2


def read_html(raw: bytes, charset: str | None = None) -> Page:
    """The page.

    Raises:
        SourceError: there is no document in it.
    """
    text = _with_lines(re.sub(r"^\s*<\?xml[^>]*\?>", "", decode(raw, charset)))
    try:
        tree = lxml.html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise SourceError("网页里没有内容；请用浏览器打开看看，再另存下来导入") from error
    wechat = WechatArticle.on(tree, text)
    if wechat:
        lines = tuple(html_lines(wechat.content))
        return Page(lines, (*html_lines(tree), *lines), wechat.titles, wechat.said)
    names = _names(tree)
    titles = [names[key] for key in _TITLE_KEYS if names.get(key)]
    titles += [title.strip() for title in tree.xpath("//title/text()")[:1]]
    links = {_SPACE.sub(" ", link.text_content()).strip(" \u3000") for link in tree.iter("a")}
    around = tuple(html_lines(tree))  # drops what is not seen, so the names were read before
    said = {
        ours: next(names[key] for key in theirs if names.get(key))
        for ours, theirs in _SAID.items()
        if any(names.get(key) for key in theirs)
    }
    main = tuple(_with_headings(_main_lines(text), around, links))
    complete = bool(main) and _prose(main) >= _COVERED * _prose(around)
    return Page(main if complete else around, around, tuple(titles), said)


def _with_lines(text: str) -> str:
    """A piece of a page in which lines stand that no element holds (title, byline, date): each is a paragraph."""
    if _WHOLE.search(text):
        return text
    depth, parts = 0, re.split("(<[^>]*>)", f"\n{text}\n")
    for number, part in enumerate(parts):
        tag = _TAG.match(part) if number % 2 else None
        if tag and not part.endswith("/>"):
            depth = max(depth + (-1 if tag["closes"] else tag["name"].lower() not in _VOID), 0)
        elif depth == 0 and number % 2 == 0:
            first, *lines = part.split("\n")
            last = lines.pop() if lines else ""
            whole = (f"<p>{line}</p>" for line in lines if line.strip())
            parts[number] = "\n".join([first, *whole, last])
    return "".join(parts)


def html_lines(tree: lxml.html.HtmlElement) -> Iterator[Line]:
    """The visible text of a tree, a line a block."""
    words, level, item, breaks, bold, cells, rows = list[tuple[str, bool]](), 0, "", 0, 0, 0, 0
    centred = False
    for event, element in etree.iterwalk(_seen(tree), events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            words.append((element.tail or "", bold > 0))
            continue
        if _BLOCK.fullmatch(element.tag):
            rows += element.tag == "tr" and event == "start"
            row = rows if element.tag == "tr" and cells > 1 else 0
            flushed = _flushed(words, level, item, "\n" if breaks else "\n\n", row)
            yield from (replace(line, centred=centred) for line in flushed)
            words, level, item, breaks, cells = [], 0, "", element.tag == "br", 0
            centred = event == "start" and _is_centred(element)
        elif element.tag in ("td", "th"):
            words.append((_EDGE, bold > 0))
            cells += event == "start"
        if event == "start":
            bold += _is_bold(element)
            words.append((element.text or "", bold > 0))
            level = int(element.tag[1]) if re.fullmatch("h[1-6]", element.tag) else level
            item = _item(element) or item
        else:
            bold -= _is_bold(element)
            words.append((element.tail or "", bold > 0))
    yield from _flushed(words, level, item, "\n\n")


def _flushed(words: list[tuple[str, bool]], level: int, item: str, gap: str, row: int = 0) -> Iterator[Line]:
    text = _SPACE.sub(" ", "".join(piece for piece, _ in words))
    text = _EDGES.sub(CELL if row else " ", text).strip(" \u3000\t")
    if text:
        yield Line(text, gap, level, item, bold_in(text, words), row=row)


def _is_bold(element: lxml.html.HtmlElement) -> bool:
    return element.tag in ("b", "strong") or bool(_BOLD.search(element.get("style", "")))


def _is_centred(element: lxml.html.HtmlElement) -> bool:
    return element.get("align") == "center" or bool(_CENTRED.search(element.get("style", "")))


def _item(element: lxml.html.HtmlElement) -> str:
    parent = element.getparent()
    if element.tag != "li" or parent is None or parent.tag != "ol":
        return ""
    return f"ol{parent.sourceline}"


def _seen(tree: lxml.html.HtmlElement) -> lxml.html.HtmlElement:
    for element in list(tree.iter(etree.Element)):
        unseen = _UNSEEN.fullmatch(element.tag) or "hidden" in element.attrib
        if (unseen or _HIDDEN.search(element.get("style", ""))) and element.getparent() is not None:
            element.drop_tree()
    return tree


def _names(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """`<meta>` by lower-case name; markup inside their content is dropped."""
    metas = (
        (meta.get("name") or meta.get("property") or "", meta.get("content") or "")
        for meta in tree.iter("meta")
    )
    return {
        name.lower(): re.sub(r"<[^>]*>", "", content).strip() for name, content in metas if name and content
    }


def _main_lines(text: str) -> tuple[Line, ...]:
    try:
        summary = Document(text).summary(html_partial=True)
        return tuple(html_lines(lxml.html.document_fromstring(summary)))
    except (Unparseable, etree.ParserError, ValueError):
        return ()


def _with_headings(main: Sequence[Line], around: Sequence[Line], links: Container[str]) -> Iterator[Line]:
    """The main text with the short lines above its paragraphs that were taken for furniture, as where each is set in a box."""
    skipped, rest = list[Line](), list(main)
    begun = False
    for line in around:
        if rest and line.text == rest[0].text:
            yield from skipped if begun and len(skipped) <= _MOST_HEADINGS else ()
            yield replace(rest.pop(0), centred=line.centred)  # styles are not kept in the main text
            begun, skipped = True, []
        elif len(line.text) <= _LONG_LINE and (line.level or line.text not in links):
            skipped.append(line)
        else:
            skipped = []
    yield from rest


def _prose(lines: Iterable[Line]) -> int:
    """How many characters stand in running text."""
    return sum(len(line.text) for line in lines if len(line.text) >= _LONG_LINE and "。" in line.text)
