"""Excel workbooks.

What a workbook claims is not believed: its parts are measured before they are read, and formulas are not calculated;
the value that stands beside them is taken.
"""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING
from xml.parsers import expat

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from bot.errors import SourceError
from bot.exchange.cell import protected, unguarded
from bot.exchange.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import IO, Any

    from openpyxl.worksheet.worksheet import Worksheet

LARGEST_UNPACKED = 300_000_000  # bytes
MOST_CELLS = 2_000_000
_MOST_PARTS = 500
_NARROWEST, _WIDEST, _MOST_LINES = 12, 60, 20
_LINE = 16  # points
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_DAMAGED = "打不开，可能坏了，或者加了密码；请用 Excel 或 WPS 另存为 .xlsx 再导入"


def write_xlsx(sheets: Mapping[str, Sequence[Sequence[str]]]) -> bytes:
    """A workbook of sheets by title, whose first row is a header; all cells are text, the empty ones below as well."""
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        widths = [_width(row[column] for row in rows) for column in range(len(rows[0]))]
        for column, width in enumerate(widths, 1):
            dimension = sheet.column_dimensions[get_column_letter(column)]
            dimension.number_format, dimension.width = "@", width
        for number, row in enumerate(rows, 1):
            sheet.row_dimensions[number].height = _LINE * max(map(_lines, row, widths))
            sheet.append([_text(sheet, cell, bold=number == 1) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read_xlsx(content: bytes) -> list[Sheet]:
    """The sheets.

    Raises:
        SourceError: it is no workbook, is damaged, or too large.
    """
    try:
        has_formulas = _Measure(content).has_formulas
        book = load_workbook(io.BytesIO(content), data_only=True)
        formulas = load_workbook(io.BytesIO(content)).worksheets if has_formulas else book.worksheets
        return [_sheet(*pair) for pair in zip(book.worksheets, formulas, strict=True)]
    except SourceError:
        raise
    except Exception as error:  # a parser of files from strangers raises whatever it meets
        raise SourceError(_DAMAGED) from error


def _width(cells: Iterable[str]) -> int:
    """Of a column that shows its longest line, if that is not too long."""
    longest = max(_columns(line) for cell in cells for line in cell.split("\n"))
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _lines(cell: str, width: int) -> int:
    """How many lines it takes, as far as a screen has them."""
    return min(sum(_columns(line) // width + 1 for line in cell.split("\n")), _MOST_LINES)


def _columns(text: str) -> int:
    """A Chinese character takes as much as two Latin ones."""
    return len(text.encode("gbk", "replace"))


def _text(sheet: Any, text: str, *, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet, protected(text))
    cell.data_type = "s"  # whatever it begins with
    cell.number_format = "@"
    cell.alignment = _WRAPPED
    if bold:
        cell.font = Font(bold=True)
    return cell


class _Measure:
    """Reads the parts of a workbook without keeping them.

    Attributes:
        has_formulas: whether there are any.

    Raises:
        SourceError: it unpacks to too much, or declares entities, which no spreadsheet does.
    """

    def __init__(self, content: bytes) -> None:
        self.has_formulas = False
        self._cells = 0
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                raise SourceError(f"解开以后超过 {LARGEST_UNPACKED // 1_000_000} MB；请分成几个文件")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with archive.open(part) as file:
                        self._read(file)

    def _read(self, file: IO[bytes]) -> None:
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler = self._element
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ParseFile(file)

    def _element(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition("}")[2]
        if name == "c":
            self._cells += 1
        elif name == "f":
            self.has_formulas = True
        elif name == "mergeCell":
            size = CellRange(attributes["ref"]).size
            self._cells += size["rows"] * size["columns"]
        if self._cells > MOST_CELLS:
            raise SourceError(f"超过 {MOST_CELLS} 个单元格；请分成几个文件")

    def _doctype(self, *_: object) -> None:
        raise SourceError(_DAMAGED)


def _sheet(sheet: Worksheet, formulas: Worksheet) -> Sheet:
    rows: dict[int, dict[int, str]] = defaultdict(dict)
    problems: dict[int, str] = {}
    for (number, column), cell in sorted(sheet._cells.items()):  # noqa: SLF001 # rows() would make a cell for every gap
        value = cell.value
        if cell.data_type == "e":
            problems[number] = f"第 {column} 列是公式的错误 {value}"
        elif value is None and formulas.cell(number, column).data_type == "f":
            problems[number] = f"第 {column} 列的公式没有算出来；用 Excel 或 WPS 打开，保存，再导入"
        if value not in (None, ""):
            rows[number][column] = unguarded(_as_text(value))
    notes = _unmerge(sheet, rows)
    if len(rows) > MOST_ROWS or any(column > MOST_COLUMNS for row in rows.values() for column in row):
        raise SourceError(f"工作表“{sheet.title}”超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列；请分成几个文件")
    listed = (
        Row(number, tuple(row.get(column, "") for column in range(1, max(row) + 1)), problems.get(number, ""))
        for number, row in sorted(rows.items())
        if any(cell.strip() for cell in row.values())
    )
    return Sheet(sheet.title, list(listed), notes=notes)


def _unmerge(sheet: Worksheet, rows: dict[int, dict[int, str]]) -> list[str]:
    """Every row of cells merged downwards has what the first has."""
    merged = [area for area in sheet.merged_cells.ranges if area.max_row > area.min_row]
    for area in merged:
        value = rows[area.min_row].get(area.min_col, "")
        for number in range(area.min_row + 1, area.max_row + 1):
            rows[number][area.min_col] = value
    return ["有上下合并的单元格：每一行都按合并的内容读"] if merged else []


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.isoformat(" ") if isinstance(value, datetime) else str(value).replace("\r\n", "\n")
