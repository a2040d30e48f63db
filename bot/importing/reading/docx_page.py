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

from bot.errors import TOO_LARGE, SourceError
from bot.importing.reading.page import CELL, Line, Page, bold_in, lines_of
from bot.importing.reading.tools import DAMAGED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docx.document import Document as WordDocument
    from docx.table import Table
    from docx.text.run import Run

_LARGEST_UNPACKED = 200_000_000
_MOST_PARTS = 5_000
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)
_NOT_TEXT = re.compile(r"toc|目录|header|footer|页眉|页脚", re.IGNORECASE)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DEEPEST_STYLE = 20
_UNNUMBERED = ("", "bullet", "none")


def read_docx(raw: bytes) -> Page:
    """The page; what Word repeats (table of contents, headers, footers) is left out.

    Raises:
        SourceError: not a Word file, or one that unpacks to more than is sensible.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            sizes = [part.file_size for part in parts.infolist()]
        if sum(sizes) > _LARGEST_UNPACKED or len(sizes) > _MOST_PARTS:
            raise SourceError("Word 文件解开来太大，没有打开；请把正文另存成一个新的 .docx", TOO_LARGE)
        return Page(tuple(_Reader(docx.Document(io.BytesIO(raw))).lines()))
    except (*DAMAGED, OpcError, KeyError, etree.XMLSyntaxError) as error:
        raise SourceError("打不开这个 Word 文件；请用 Word 或 WPS 打开后另存为 .docx 再导入") from error


class _Reader:
    """Reads the parts of one document."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document

    def lines(self) -> Iterator[Line]:
        """Paragraphs and rows of tables, in order."""
        for block in self._document.iter_inner_content():
            yield from self._paragraph(block) if isinstance(block, Paragraph) else self._table(block)

    def _paragraph(self, paragraph: Paragraph) -> Iterator[Line]:
        style = next((style.name or "" for style in _styles(paragraph)), "")
        if _NOT_TEXT.match(style):
            return
        bold = bold_in(paragraph.text, [(run.text, _is_bold(run, paragraph)) for run in paragraph.runs])
        yield from lines_of(paragraph.text, bold, _level(paragraph, style), self._item(paragraph))

    def _table(self, table: Table) -> Iterator[Line]:
        """A line a row; a row of one cell only frames its paragraphs."""
        for number, row in enumerate(table.rows, 1):
            cells = list(dict.fromkeys(row.cells))  # merged cells come once for each column
            if len(cells) == 1:
                yield from (line for paragraph in cells[0].paragraphs for line in self._paragraph(paragraph))
            elif any(cell.text.strip() for cell in cells):
                text = CELL.join(" ".join(cell.text.split()) for cell in cells).strip()
                yield Line(text, "\n", row=number)

    def _item(self, paragraph: Paragraph) -> str:
        """The list in which Word numbers this paragraph, by itself or by its style; bullets number nothing."""
        own = paragraph._p.find(f".//{_W}numPr")  # noqa: SLF001 # python-docx has no word for lists
        inherited = (style.element.find(f".//{_W}numPr") for style in _styles(paragraph))
        numbering = own if own is not None else next((one for one in inherited if one is not None), ())
        values = {child.tag.removeprefix(_W): child.get(f"{_W}val", "") for child in numbering}
        number, depth = values.get("numId", ""), values.get("ilvl", "0")
        return "" if self._format(number, depth) in _UNNUMBERED else f"w{number}.{depth}"

    def _format(self, number: str, depth: str) -> str:
        """How a level of a list is numbered (decimal, chineseCounting, bullet…); empty where there is no such list."""
        if not (number.isdecimal() and depth.isdecimal()):
            return ""
        try:
            lists = self._document.part.numbering_part.element
        except (KeyError, NotImplementedError):
            return ""
        abstract = lists.xpath(f"w:num[@w:numId='{number}']/w:abstractNumId/@w:val")
        path = "w:abstractNum[@w:abstractNumId='{}']/w:lvl[@w:ilvl='{}']/w:numFmt/@w:val"
        return next(iter(lists.xpath(path.format(abstract[0], depth))), "") if abstract else ""


def _styles(paragraph: Paragraph) -> Iterator[ParagraphStyle]:
    """Its style and those that one is based on; a chain that bites its tail ends."""
    style = paragraph.style
    for _ in range(_DEEPEST_STYLE):
        if not isinstance(style, ParagraphStyle):
            return
        yield style
        style = style.base_style


def _is_bold(run: Run, paragraph: Paragraph) -> bool:
    """Set so itself, or by its paragraph's style."""
    own = run.bold
    inherited = (style.font.bold for style in _styles(paragraph))
    return bool(own if own is not None else next((one for one in inherited if one is not None), False))


def _level(paragraph: Paragraph, style: str) -> int:
    """1 for what is set as a title, 2… for headings."""
    heading = _HEADING.match(style)
    if heading:
        return int(heading[1]) + 1
    alignments = (paragraph.alignment, *(style.paragraph_format.alignment for style in _styles(paragraph)))
    alignment = next((one for one in alignments if one is not None), None)
    return 1 if alignment == WD_ALIGN_PARAGRAPH.CENTER or style in ("Title", "标题") else 0
