"""The table of readers: which kinds of document can be read, how each is known, and who reads it.

A reader and the library it needs are imported when a document of its kind is read, so a kind that nobody uses costs
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.importing.reading.page import Page

_MB = 1_000_000


@dataclass(frozen=True)
class Reader:
    """How one kind of document is read.

    Attributes:
        read: its bytes and the charset that HTTP says -> the page.
        called: what people call such a file.
        names: how names of such files end.
        begins: the bytes that such files begin with, where only they do.
        media_types: what HTTP calls them.
        is_container: whether what matters are the documents inside.
        largest: bytes.
        seconds: that reading may take.
        memory: bytes of address space that reading may take.
    """

    read: Callable[[bytes, str | None], Page]
    called: str
    names: tuple[str, ...]
    begins: tuple[bytes, ...] = ()
    media_types: tuple[str, ...] = ()
    is_container: bool = False
    largest: int = 20 * _MB
    seconds: int = 30
    memory: int = 1_500 * _MB


def _text(content: bytes, charset: str | None) -> Page:
    from bot.importing.reading.text_page import read_text

    return read_text(content, charset)


def _html(content: bytes, charset: str | None) -> Page:
    from bot.importing.reading.html_page import read_html

    return read_html(content, charset)


def _docx(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.docx_page import read_docx

    return read_docx(content)


def _old_word(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.old_word_page import read_old_word

    return read_old_word(content)


def _rtf(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.rtf_page import read_rtf

    return read_rtf(content)


def _odt(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.odt_page import read_odt

    return read_odt(content)


def _pptx(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.pptx_page import read_pptx

    return read_pptx(content)


def _pdf(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.pdf_page import read_pdf

    return read_pdf(content)


def _picture(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.picture_page import read_picture

    return read_picture(content)


def _markdown(content: bytes, charset: str | None) -> Page:
    from bot.importing.reading.markdown_page import read_markdown

    return read_markdown(content, charset)


def _letter(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.letter_page import read_letter

    return read_letter(content)


def _archive(content: bytes, _: str | None) -> Page:
    from bot.importing.reading.archive_page import read_archive

    return read_archive(content)


READERS = {
    "text": Reader(_text, "文字稿", (".txt",), media_types=("text/plain",)),
    "html": Reader(
        _html, "网页", (".html", ".htm", ".shtml"), media_types=("text/html", "application/xhtml+xml")
    ),
    "docx": Reader(
        _docx,
        "Word 文件（.docx）",
        (".docx",),
        media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    "old_word": Reader(
        _old_word,
        "旧版 Word 文件（.doc）",
        (".doc", ".wps"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        ("application/msword",),
        seconds=90,
    ),
    "rtf": Reader(_rtf, "RTF 文件", (".rtf",), (b"{\\rtf",), ("application/rtf", "text/rtf"), seconds=90),
    "odt": Reader(
        _odt, "OpenDocument 文件（.odt）", (".odt",), media_types=("application/vnd.oasis.opendocument.text",)
    ),
    "pptx": Reader(
        _pptx,
        "PowerPoint 文件（.pptx）",
        (".pptx",),
        media_types=("application/vnd.openxmlformats-officedocument.presentationml.presentation",),
        largest=100 * _MB,
    ),
    "pdf": Reader(_pdf, "PDF", (".pdf",), (b"%PDF-",), ("application/pdf",), largest=100 * _MB),
    "picture": Reader(
        _picture,
        "图片",
        (".jpg", ".jpeg", ".png"),
        (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"),
        ("image/jpeg", "image/png"),
    ),
    "markdown": Reader(_markdown, "Markdown 文件", (".md",), media_types=("text/markdown",)),
    "letter": Reader(
        _letter,
        "邮件或网页归档",
        (".eml", ".mht", ".mhtml"),
        media_types=("message/rfc822", "multipart/related"),
        is_container=True,
        largest=50 * _MB,
    ),
    "archive": Reader(
        _archive,
        "压缩包",
        (".zip",),
        media_types=("application/zip",),
        is_container=True,
        largest=200 * _MB,
        seconds=60,
    ),
}
NAMES = tuple(name for reader in READERS.values() for name in reader.names)
