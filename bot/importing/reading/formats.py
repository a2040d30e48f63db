"""Which kinds of document can be read, how each is known, and what reading it may cost; `readers` says who reads it."""

from __future__ import annotations

from dataclasses import dataclass

_MB = 1_000_000


@dataclass(frozen=True)
class Format:
    """One kind of document, and what reading it may cost.

    Attributes:
        called: what people call such a file.
        names: how names of such files end.
        begins: the bytes that such files begin with, where only they do.
        media_types: what HTTP calls them.
        is_container: whether what matters are the documents inside.
        largest: bytes.
        seconds: that reading may take.
        memory: bytes of address space that reading may take.
    """

    called: str
    names: tuple[str, ...]
    begins: tuple[bytes, ...] = ()
    media_types: tuple[str, ...] = ()
    is_container: bool = False
    largest: int = 20 * _MB
    seconds: int = 30
    memory: int = 1_500 * _MB


FORMATS = {
    "text": Format("文字稿", (".txt",), media_types=("text/plain",)),
    "html": Format("网页", (".html", ".htm", ".shtml"), media_types=("text/html", "application/xhtml+xml")),
    "docx": Format(
        "Word 文件（.docx）",
        (".docx",),
        media_types=("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
    ),
    "old_word": Format(
        "旧版 Word 文件（.doc）",
        (".doc", ".wps"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
        ("application/msword",),
        seconds=90,
    ),
    "rtf": Format("RTF 文件", (".rtf",), (b"{\\rtf",), ("application/rtf", "text/rtf"), seconds=90),
    "odt": Format(
        "OpenDocument 文件（.odt）", (".odt",), media_types=("application/vnd.oasis.opendocument.text",)
    ),
    "pptx": Format(
        "PowerPoint 文件（.pptx）",
        (".pptx",),
        media_types=("application/vnd.openxmlformats-officedocument.presentationml.presentation",),
        largest=100 * _MB,
    ),
    "pdf": Format("PDF", (".pdf",), (b"%PDF-",), ("application/pdf",), largest=100 * _MB),
    "picture": Format(
        "图片",
        (".jpg", ".jpeg", ".png"),
        (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"),
        ("image/jpeg", "image/png"),
    ),
    "markdown": Format("Markdown 文件", (".md",), media_types=("text/markdown",)),
    "letter": Format(
        "邮件或网页归档",
        (".eml", ".mht", ".mhtml"),
        media_types=("message/rfc822", "multipart/related"),
        is_container=True,
        largest=50 * _MB,
    ),
    "archive": Format(
        "压缩包",
        (".zip",),
        media_types=("application/zip",),
        is_container=True,
        largest=200 * _MB,
        seconds=60,
    ),
}
NAMES = tuple(name for one in FORMATS.values() for name in one.names)
