"""PDF -> Page: the lines of the text layer, joined to paragraphs where the page broke them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pypdfium2

from bot.errors import SourceError
from bot.importing.reading.page import Line, Page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_PAGES = 500
_FULL = 0.86  # of the widest usual line; the rest is what justification and punctuation leave
_NEW_PARAGRAPH = re.compile(
    r"[一二三四五六七八九十]+[、是]|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]+[，、步招]|[①-⑳【●■]"
)


def read_pdf(raw: bytes) -> Page:
    """The page.

    Raises:
        SourceError: it cannot be opened, or has no text layer.
    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        raise SourceError("打不开这个 PDF（损坏或有密码）；请去掉密码或另存一份再导入") from error
    if len(document) > _MOST_PAGES:
        raise SourceError(f"PDF 有 {len(document)} 页，太长；请只留要导入的几页")
    rows = [row.strip() for page in document for row in page.get_textpage().get_text_range().splitlines()]
    lines = tuple(_paragraphs([row for row in rows if row]))
    if not lines:
        raise SourceError("PDF 里没有文字层（多半是扫描件）；请先做文字识别（OCR）再导入")
    return Page(lines)


def _paragraphs(rows: list[str]) -> Iterator[Line]:
    widths = sorted(_width(row) for row in rows)
    full = widths[int(len(widths) * 0.9)] * _FULL if widths else 0
    paragraph = previous = ""
    for row in rows:
        if paragraph and (_NEW_PARAGRAPH.match(row) or not _runs_on(previous, full)):
            yield Line(paragraph)
            paragraph = ""
        joint = " " if paragraph[-1:].isascii() and row[:1].isascii() and paragraph else ""
        paragraph, previous = paragraph + joint + row, row
    if paragraph:
        yield Line(paragraph)


def _runs_on(row: str, full: float) -> bool:
    return _width(row) >= full and not re.search(r"[。！？；：][”』」）]?$", row)


def _width(row: Iterable[str]) -> int:
    """Columns it takes, a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in row)
