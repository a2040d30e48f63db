"""The table of readers: which kinds of document can be read, how each is known, and who reads it.

A document is known by its first bytes, else by its name. A reader and the library it needs are imported when a document
of its kind is read, so a kind that nobody uses costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.importing.reading.page import Page


@dataclass(frozen=True)
class Reader:
    """How one kind of document is read.

    Attributes:
        read: its bytes and the charset that HTTP says -> the page.
        names: how names of such files end.
        begins: the bytes that such files begin with, where only they do.
        media_types: what HTTP calls them.
    """

    read: Callable[[bytes, str | None], Page]
    names: tuple[str, ...]
    begins: bytes = b""
    media_types: tuple[str, ...] = ()


def _text(content: bytes, charset: str | None) -> Page:
    from bot.importing.reading.text_page import read_text

    return read_text(content, charset)


def _html(content: bytes, charset: str | None) -> Page:
    from bot.importing.reading.html_page import read_html

    return read_html(content, charset)


def _docx(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.docx_page import read_docx

    return read_docx(content)


def _pdf(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.pdf_page import read_pdf

    return read_pdf(content)


def _markdown(content: bytes, charset: str | None) -> Page:
    from bot.importing.reading.markdown_page import read_markdown

    return read_markdown(content, charset)


READERS = {
    "text": Reader(_text, (".txt",), media_types=("text/plain",)),
    "html": Reader(_html, (".html", ".htm", ".shtml"), media_types=("text/html", "application/xhtml+xml")),
    "docx": Reader(_docx, (".docx",), b"PK\x03\x04"),
    "pdf": Reader(_pdf, (".pdf",), b"%PDF-", ("application/pdf",)),
    "markdown": Reader(_markdown, (".md",), media_types=("text/markdown",)),
}
NAMES = tuple(name for reader in READERS.values() for name in reader.names)


def kind_of(content: bytes, name: str, media_type: str = "") -> str | None:
    """The kind of a document: by its first bytes, by what HTTP says, by its name; None where nothing tells."""
    ways = (
        (kind for kind, one in READERS.items() if one.begins and content.startswith(one.begins)),
        (kind for kind, one in READERS.items() if media_type in one.media_types),
        (kind for kind, one in READERS.items() if name.lower().endswith(one.names)),
    )
    return next((kind for way in ways for kind in way), None)
