"""PDF -> Page: the rows of the text layer with their looks; pages that are pictures are left to be recognised."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

import pypdfium2
from pypdfium2 import raw as pdfium

from bot.errors import LOCKED, NEEDS_PROGRAM, TOO_LARGE, SourceError
from bot.importing.reading.page import Line, Page, bold_in
from bot.importing.reading.rows import Row, paragraphs
from bot.importing.reading.tools import has_recognition, without_recognition

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_PAGES = 500
_FEWEST = 20
"""Characters that are more than a stamp or the number of a page."""

_MOSTLY = 0.5
_BOLD = 600
_LONGEST_NAME = 100
_ASIDE = "Artifact"
"""What PDF calls that which is on the page and not of the text: what a program prints above and below each."""

_WORD_GAP = 0.3  # of the size of a character; a smaller gap is none


def read_pdf(raw: bytes) -> Page:
    """The page; pictures among pages of text are left out, for they are photographs more often than not.

    Raises:
        SourceError: it cannot be opened, or is a scan and characters cannot be recognised here.
    """
    pages = [(list(_rows(page)), page) for page in opened(raw)]
    pictures = [number for number, (rows, page) in enumerate(pages, 1) if _is_picture(rows, page)]
    is_scan = 2 * len(pictures) > len(pages)
    if is_scan and not has_recognition():
        raise SourceError(without_recognition("PDF 里没有文字层（多半是扫描件）"), NEEDS_PROGRAM)
    lines = tuple(_lines([rows for rows, _ in pages], pictures if is_scan else []))
    if is_scan or not pictures:
        return Page(lines)
    listed = "、".join(map(str, pictures))
    return Page(
        lines, notes=(f"第 {listed} 页是图片，没有读；里面有字的话，请把这几页另存成一个 PDF 再导入",)
    )


def _is_picture(rows: Sequence[Row], page: pypdfium2.PdfPage) -> bool:
    """Whether what it shows is not written: nothing or next to nothing is, and pictures or drawings fill it."""
    if sum(len(row.text) for row in rows) >= _FEWEST:
        return False
    if not rows:
        return bool(pdfium.FPDFPage_CountObjects(page) > 0)
    covered = 0.0
    for image in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = image.get_bounds()
        covered += (right - left) * (top - bottom)
    return bool(covered > _MOSTLY * page.get_width() * page.get_height())


def _lines(pages: Sequence[Sequence[Row]], pictures: Sequence[int]) -> Iterator[Line]:
    """Paragraphs, which run on from page to page, and pictures."""
    for is_picture, group in groupby(enumerate(pages, 1), lambda numbered: numbered[0] in pictures):
        numbered = list(group)
        if is_picture:
            yield from (Line("", picture=number) for number, _ in numbered)
        else:
            yield from paragraphs([row for _, rows in numbered for row in rows])


def opened(raw: bytes) -> pypdfium2.PdfDocument:
    """The document.

    Raises:
        SourceError: it is damaged, locked or too long.
    """
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise SourceError("这个 PDF 有密码，打不开；请去掉密码、另存一份再导入", LOCKED) from error
        raise SourceError("打不开这个 PDF（已损坏）；请另存一份再导入") from error
    if len(document) > _MOST_PAGES:
        raise SourceError(f"PDF 有 {len(document)} 页，太长；请只留要导入的几页", TOO_LARGE)
    return document


@dataclass(frozen=True)
class _Char:
    """A character, and from where to where it stands in its row."""

    text: str
    left: float
    right: float
    size: float
    bold: bool


def _rows(page: pypdfium2.PdfPage) -> Iterator[Row]:
    """The rows of one page that hold something of its text."""
    text = page.get_textpage()
    row = list[_Char]()
    for number in range(text.count_chars()):
        char = chr(pdfium.FPDFText_GetUnicode(text, number))
        if char in "\r\n":
            yield from _row(row)
            row = []
        elif not _is_aside(text, number):
            row.append(_char(text, number, char))
    yield from _row(row)


def _is_aside(text: pypdfium2.PdfTextPage, number: int) -> bool:
    """Whether a character is marked as none of the text; white space that stands in no file is not."""
    shown = pdfium.FPDFText_GetTextObject(text, number)
    return any(
        _name(pdfium.FPDFPageObj_GetMark(shown, mark)) == _ASIDE
        for mark in range(pdfium.FPDFPageObj_CountMarks(shown) if shown else 0)
    )


def _name(mark: pdfium.FPDF_PAGEOBJECTMARK) -> str:
    name, size = (pdfium.FPDF_WCHAR * _LONGEST_NAME)(), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), size)
    return bytes(name)[: size.value].decode("utf-16-le", "replace").rstrip("\0")


def _char(text: pypdfium2.PdfTextPage, number: int, char: str) -> _Char:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, number, ctypes.byref(box))
    return _Char(char, box.left, box.right, abs(box.top - box.bottom), _is_bold(text, number))


def _is_bold(text: pypdfium2.PdfTextPage, number: int) -> bool:
    """By its weight, or by the name of its font where the weight is not told."""
    name = ctypes.create_string_buffer(_LONGEST_NAME)
    pdfium.FPDFText_GetFontInfo(text, number, name, _LONGEST_NAME, None)
    return b"bold" in name.value.lower() or pdfium.FPDFText_GetFontWeight(text, number) >= _BOLD


def _row(chars: Sequence[_Char]) -> Iterator[Row]:
    shown = list(_in_order(chars))
    words = "".join(char.text for char in shown).strip()
    if words:
        size = median(char.size for char in chars if not char.text.isspace())
        yield Row(words, size, bold_in(words, [(char.text, char.bold) for char in shown]))


def _in_order(chars: Sequence[_Char]) -> Iterator[_Char]:
    """As they stand from left to right: quotation marks of another font may come after the row they stand in."""
    back = next(
        (place for place, (one, other) in enumerate(pairwise(chars), 1) if other.left < one.left), None
    )
    late = [char for char in chars[back:] if not char.text.isspace()] if back else []
    if not late or any(char.text.isalnum() for char in late):
        yield from chars
        return
    seen = sorted((char for char in chars if not char.text.isspace()), key=lambda char: char.left)
    for before, char in zip([None, *seen], seen, strict=False):
        if before and char.left - before.right > _WORD_GAP * char.size:
            yield _Char(" ", before.right, char.left, char.size, bold=False)
        yield char
