"""Word (.docx) -> Page."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from lxml import etree

from bot.errors import SourceError
from bot.importing.page import Line, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.table import Table

_LARGEST_UNPACKED = 200_000_000
_MOST_PARTS = 5_000
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_NOT_TEXT = re.compile(r"toc|目录|header|footer|页眉|页脚", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(raw: bytes) -> Page:
    """The page; what Word repeats (table of contents, headers, footers) is left out.

    Raises:
        SourceError: not a Word file, or one that unpacks to more than is sensible.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
        if sum(sizes) > _LARGEST_UNPACKED or len(sizes) > _MOST_PARTS:
            raise SourceError("Word 文件解开来太大，没有打开；请把正文另存成一个新的 .docx")
        document = docx.Document(io.BytesIO(raw))
        return Page(tuple(_lines(document)))
    except (zipfile.BadZipFile, OpcError, KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise SourceError("打不开这个 Word 文件；请用 Word 或 WPS 打开后另存为 .docx 再导入") from error


def _lines(document: WordDocument) -> Iterator[Line]:
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from _paragraph(block)
        else:
            yield from _table(block)


def _paragraph(paragraph: Paragraph) -> Iterator[Line]:
    style = paragraph.style.name or "" if paragraph.style is not None else ""
    if _NOT_TEXT.match(style):
        return
    level = _level(style, centred=_centred(paragraph))
    for number, text in enumerate(paragraph.text.split("\n")):
        if text.strip():
            yield Line(text.strip(), "\n" if number else "\n\n", level, _item(paragraph))


def _level(style: str, *, centred: bool) -> int:
    heading = _HEADING.match(style)
    if heading:
        return int(heading[1]) + 1
    return 1 if centred or style in ("Title", "标题") else 0


def _centred(paragraph: Paragraph) -> bool:
    """By itself, or by the first of its styles that says how."""
    alignment, style = paragraph.alignment, paragraph.style
    while alignment is None and isinstance(style, ParagraphStyle):
        alignment, style = style.paragraph_format.alignment, style.base_style
    return alignment == WD_ALIGN_PARAGRAPH.CENTER


def _item(paragraph: Paragraph) -> str:
    """The list in which Word numbers this paragraph, by itself or by its style; bullets number nothing."""
    numbering = paragraph._p.find(f".//{_W}numPr")  # noqa: SLF001 # python-docx has no word for lists
    style = paragraph.style
    while numbering is None and isinstance(style, ParagraphStyle):
        numbering, style = style.element.find(f".//{_W}numPr"), style.base_style
    values = (
        {child.tag.removeprefix(_W): child.get(f"{_W}val") for child in numbering}
        if numbering is not None
        else {}
    )
    number, depth = values.get("numId", "0"), values.get("ilvl", "0")
    return f"w{number}.{depth}" if _format(paragraph, number, depth) not in ("", "bullet", "none") else ""


def _format(paragraph: Paragraph, number: str, depth: str) -> str:
    """How a level of a list is numbered (decimal, chineseCounting, bullet…); empty where there is no such list."""
    if not (number.isdecimal() and depth.isdecimal()):
        return ""
    try:
        lists = paragraph.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return ""
    abstract = lists.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
    path = "w:abstractNum[@w:abstractNumId='{}']/w:lvl[@w:ilvl='{}']/w:numFmt/@w:val"
    return next(iter(lists.xpath(path.format(abstract[0], depth))), "") if abstract else ""


def _table(table: Table) -> Iterator[Line]:
    for row in table.rows:
        cells = list[str]()
        for cell in row.cells:
            text = " ".join(cell.text.split())
            if text and text not in cells[-1:]:  # merged cells come once for each column
                cells.append(text)
        if cells:
            yield Line(" ".join(cells), "\n")
