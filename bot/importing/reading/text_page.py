"""Plain text -> Page."""

from __future__ import annotations

from bot.importing.reading.encoding import decode
from bot.importing.reading.page import Line, Page


def read_text(raw: bytes, charset: str | None = None) -> Page:
    """The page, a line a line; a blank line before it is remembered as such."""
    return Page(tuple(text_lines(decode(raw, charset).split("\n"))))


def text_lines(texts: list[str]) -> list[Line]:
    """Lines without the white space around them."""
    lines, gap = list[Line](), "\n\n"
    for text in texts:
        if text.strip():
            lines.append(Line(text.strip(), gap))
            gap = "\n"
        else:
            gap = "\n\n"
    return lines
