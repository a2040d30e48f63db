"""OpenDocument text (.odt) -> Page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.importing.reading.office_parts import OfficeParts
from bot.importing.reading.page import CELL, Line, Page, bold_in, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml import etree

_NAMESPACES = {
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
_DEEPEST_STYLE = 20
_MOST_SPACES = 100


def _name(short: str) -> str:
    prefix, _, name = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{name}"


_BLOCKS = (_name("text:p"), _name("text:h"))
_SKIPPED = (
    *map(_name, ("text:table-of-content", "text:alphabetical-index", "text:sequence-decls")),
    *map(_name, ("text:tracked-changes", "text:note", "office:annotation")),
)
_BREAKS = {_name("text:tab"): " ", _name("text:line-break"): "\n"}


def read_odt(raw: bytes) -> Page:
    """The page; the table of contents, notes, comments and what was struck out are left out.

    Raises:
        SourceError: it cannot be opened, is locked, or unpacks to more than is sensible.
    """
    parts = OfficeParts(raw, "OpenDocument")
    content, styles = parts.needed("content.xml"), parts.of("styles.xml")
    body = content.find(f".//{_name('office:text')}")
    reader = _Reader(_Styles([part for part in (styles, content) if part is not None]))
    return Page(tuple(reader.lines(body)) if body is not None else ())


class _Styles:
    """What styles say, their own or inherited."""

    def __init__(self, roots: Iterable[etree._Element]) -> None:
        found = [one for root in roots for one in root.iter(_name("style:style"), _name("text:list-style"))]
        self._by_name = {one.get(_name("style:name")): one for one in found}

    def value(self, style: str | None, attribute: str) -> str:
        """Of an attribute of the text or paragraph properties; empty where none of them says."""
        for _ in range(_DEEPEST_STYLE):
            one = self._by_name.get(style)
            if one is None:
                return ""
            values = (child.get(_name(attribute)) for child in one)
            value = next(filter(None, values), None)
            if value:
                return str(value)
            style = one.get(_name("style:parent-style-name"))
        return ""

    def is_bold(self, style: str | None) -> bool:
        return self.value(style, "fo:font-weight") in ("bold", "600", "700", "800", "900")

    def is_title(self, style: str | None) -> bool:
        return style == "Title" or self.value(style, "fo:text-align") == "center"

    def is_numbered(self, style: str | None) -> bool:
        """Whether a list counts its items."""
        one = self._by_name.get(style)
        return one is not None and one.find(_name("text:list-level-style-number")) is not None


class _Reader:
    """Reads blocks in order."""

    def __init__(self, styles: _Styles) -> None:
        self._styles = styles
        self._lists = 0

    def lines(self, element: etree._Element, item: str = "") -> Iterator[Line]:
        """The lines under an element; `item` names the numbered list around it."""
        for number, child in enumerate(element, 1):
            if child.tag in _SKIPPED or not isinstance(child.tag, str):
                continue
            if child.tag in _BLOCKS:
                yield from self._block(child, item)
            elif child.tag == _name("table:table-row"):
                yield from self._row(child, number)
            elif child.tag == _name("text:list"):
                self._lists += 1
                style = child.get(_name("text:style-name"))
                numbered = self._styles.is_numbered(style) if style else bool(item)
                yield from self.lines(child, f"o{self._lists}" if numbered else "")
            else:
                yield from self.lines(child, item)

    def _row(self, row: etree._Element, number: int) -> Iterator[Line]:
        """A line a row; a row of one cell only frames its paragraphs."""
        cells = row.findall(_name("table:table-cell"))
        if len(cells) == 1:
            yield from self.lines(cells[0])
            return
        texts = (" ".join(line.text for line in self.lines(cell)) for cell in cells)
        text = CELL.join(filter(None, texts))
        if text:
            yield Line(text, "\n", row=number)

    def _block(self, block: etree._Element, item: str) -> Iterator[Line]:
        style = block.get(_name("text:style-name"))
        pieces = list(self._pieces(block, bold=self._styles.is_bold(style)))
        whole = "".join(words for words, _ in pieces)
        text = "\n".join(" ".join(part.split()) for part in whole.split("\n"))
        yield from lines_of(text, bold_in(text, pieces), self._level(block, style), item)

    def _level(self, block: etree._Element, style: str | None) -> int:
        """1 for what is set as a title, 2… for headings."""
        if block.tag == _name("text:h"):
            depth = block.get(_name("text:outline-level"), "1")
            return min(int(depth) if depth.isdecimal() else 1, 5) + 1
        return 1 if self._styles.is_title(style) else 0

    def _pieces(self, element: etree._Element, *, bold: bool) -> Iterator[tuple[str, bool]]:
        yield element.text or "", bold
        for child in element:
            if child.tag == _name("text:s"):
                count = child.get(_name("text:c"), "1")
                yield " " * (min(int(count), _MOST_SPACES) if count.isdecimal() else 1), bold
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag], bold
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                style = child.get(_name("text:style-name"))
                weight = (
                    self._styles.value(style, "fo:font-weight") if child.tag == _name("text:span") else ""
                )
                yield from self._pieces(child, bold=self._styles.is_bold(style) if weight else bold)
            yield child.tail or "", bold
