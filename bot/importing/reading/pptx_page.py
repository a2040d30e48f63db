"""PowerPoint (.pptx) -> Page: slide after slide, its notes below it.

A few lines over the archive's XML: we need words and looks, not the presentation.
"""

from __future__ import annotations

from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING

from bot.importing.reading.office_parts import OfficeParts
from bot.importing.reading.page import CELL, Line, Page, bold_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PRESENTATION = "ppt/presentation.xml"
_MOST_SLIDES = 1_000
_FURNITURE = ("dt", "ftr", "hdr", "sldNum", "sldImg")


def read_pptx(raw: bytes) -> Page:
    """The page.

    Raises:
        SourceError: it cannot be opened, or unpacks to more than is sensible.
    """
    return Page(tuple(_Reader(OfficeParts(raw, "PowerPoint")).lines()))


class _Reader:
    """Reads the slides in the order of the presentation."""

    def __init__(self, parts: OfficeParts) -> None:
        self._parts = parts

    def lines(self) -> Iterator[Line]:
        slides = self._parts.needed(_PRESENTATION).findall(f".//{_P}sldId")[:_MOST_SLIDES]
        targets = self._related(_PRESENTATION)
        for number, slide in enumerate(slides, 1):
            path, _ = targets.get(slide.get(f"{_R}id", ""), ("", ""))
            yield from self._slide(path, number)
            notes = (target for target, kind in self._related(path).values() if kind.endswith("/notesSlide"))
            for note in notes:
                yield from self._slide(note, number)

    def _related(self, path: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: by id, the path and the kind of each."""
        root = self._parts.of(f"{dirname(path)}/_rels/{path.rpartition('/')[2]}.rels")
        return {
            one.get("Id", ""): (
                normpath(join(dirname(path), one.get("Target", ""))).lstrip("/"),
                one.get("Type", ""),
            )
            for one in (root if root is not None else ())
        }

    def _slide(self, path: str, number: int) -> Iterator[Line]:
        root = self._parts.of(path)
        if root is None or root.get("show") == "0":
            return
        for shape in root.iter(f"{_P}sp", f"{_A}tbl"):
            if shape.tag == f"{_A}tbl":
                yield from _table(shape)
                continue
            holder = shape.find(f"./{_P}nvSpPr/{_P}nvPr/{_P}ph")
            kind = "" if holder is None else holder.get("type", "")
            if kind not in _FURNITURE:
                yield from _paragraphs(
                    shape, _level(kind, number), f"s{number}.{shape.find(f'.//{_P}cNvPr').get('id')}"
                )


def _level(kind: str, number: int) -> int:
    """The title of the first slide is the presentation's."""
    return (1 if number == 1 else 2) if kind in ("title", "ctrTitle") else 0


def _paragraphs(shape: etree._Element, level: int, item: str) -> Iterator[Line]:
    for paragraph in shape.iter(f"{_A}p"):
        pieces = list(_pieces(paragraph))
        text = " ".join("".join(words for words, _ in pieces).split())
        numbered = paragraph.find(f"./{_A}pPr/{_A}buAutoNum") is not None
        if text:
            yield Line(text, level=level, item=item if numbered else "", bold=bold_in(text, pieces))


def _pieces(paragraph: etree._Element) -> Iterator[tuple[str, bool]]:
    for run in paragraph:
        if run.tag == f"{_A}br":
            yield " ", False
        elif run.tag in (f"{_A}r", f"{_A}fld"):
            looks = run.find(f"{_A}rPr")
            yield run.findtext(f"{_A}t") or "", looks is not None and looks.get("b") in ("1", "true")


def _table(table: etree._Element) -> Iterator[Line]:
    """A line a row."""
    for number, row in enumerate(table.iter(f"{_A}tr"), 1):
        cells = (" ".join("".join(cell.itertext(f"{_A}t")).split()) for cell in row.iter(f"{_A}tc"))
        text = CELL.join(filter(None, cells))
        if text:
            yield Line(text, "\n", row=number)
