"""Who reads which kind of document: a row for each of `formats`.

A reader and the library it needs are imported when a document of its kind is read, so a kind that nobody uses costs
nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.importing.reading.page import Page


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


READERS: dict[str, Callable[[bytes, str | None], Page]] = {
    "text": _text,
    "html": _html,
    "docx": _docx,
    "old_word": _old_word,
    "rtf": _rtf,
    "odt": _odt,
    "pptx": _pptx,
    "pdf": _pdf,
    "picture": _picture,
    "markdown": _markdown,
    "letter": _letter,
    "archive": _archive,
}
"""Of each kind: its bytes and the charset that HTTP says -> the page."""
