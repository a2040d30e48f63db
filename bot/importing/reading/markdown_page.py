"""Markdown -> Page: a stranger's document, or a speech file of our own.

In our own files the headings are ours, not the speaker's; they only mark where a practice begins.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml
from markdown_it import MarkdownIt

from bot.importing.reading.encoding import decode
from bot.importing.reading.page import Line, Page, bold_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

_FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
_BOLD = re.compile(
    r"\*\*([^*\n]+?)([。！？：；，、）”】》]+)\*\*(?=\w)"
)  # which CommonMark does not close: no space follows
_OWN_HEADING = re.compile(r"\{#[a-z0-9-]+\}\s*$")
_SAID = ("title", "unit", "speaker", "date", "publisher", "author", "source")


def read_markdown(raw: bytes, charset: str | None = None) -> Page:
    """The page."""
    text = decode(raw, charset)
    front = _front_matter(text)
    said = {
        key: str(front[key])
        for key in _SAID
        if isinstance(front.get(key), (str, int)) or (key == "date" and front.get(key))
    }
    source = front.get("source")
    if isinstance(source, dict):
        said |= {"publisher": str(source["publisher"])} if source.get("publisher") else {}
        said["title"] = str(source.get("title") or said.get("title") or "")
    marked = _BOLD.sub(r"**\1**\2", _FRONT.sub("", text))
    lines = tuple(_lines(MarkdownIt("commonmark").enable("table").parse(marked)))
    title = said.pop("title", "")
    return Page(lines, titles=(title,) if title else (), said=said)


def _front_matter(text: str) -> dict[str, Any]:
    found = _FRONT.match(text)
    try:
        front = yaml.safe_load(found[1]) if found else {}
    except (yaml.YAMLError, RecursionError):
        return {}
    return front if isinstance(front, dict) else {}


def _lines(tokens: list[Token]) -> Iterator[Line]:
    level, number, item = 0, "", ""
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "list_item_open" and token.info:
            number = f"{token.info}{token.markup} "
        elif token.type in ("inline", "code_block", "fence", "html_block"):
            text = _text(token).strip()
            if level and _OWN_HEADING.search(text):
                item = "own"
            elif text:
                yield from _split(number + text, level, item, bold_in(text, _pieces(token)) + len(number))
                item = ""
            level, number = 0, ""


def _split(text: str, level: int, item: str, bold: int) -> Iterator[Line]:
    start = 0
    for number, part in enumerate(text.split("\n")):
        words = part.strip()
        if words:
            ours = min(max(bold - start, 0), len(words))
            yield Line(words, "\n" if number else "\n\n", level, "" if number else item, ours)
        start += len(part) + 1


def _pieces(token: Token) -> Iterator[tuple[str, bool]]:
    bold = 0
    for child in token.children or ():
        bold += (child.type == "strong_open") - (child.type == "strong_close")
        yield _shown(child), bold > 0


def _text(token: Token) -> str:
    if token.type != "inline":
        return re.sub(r"<[^>]*>", "", token.content)
    return "".join(map(_shown, token.children or ()))


def _shown(child: Token) -> str:
    kinds = {"softbreak": "\n", "hardbreak": "\n", "image": "", "html_inline": ""}
    return kinds.get(child.type, child.content)
