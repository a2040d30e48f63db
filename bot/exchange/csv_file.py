"""CSV as Excel and WPS write and read it."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.errors import SourceError
from bot.exchange.cell import guarded, unguarded
from bot.exchange.sheet import MOST_COLUMNS, MOST_ROWS, Row, Sheet

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

_LONGEST_FIELD = 1_000_000
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def write_csv(rows: Sequence[Sequence[str]], free: Container[str] = ()) -> bytes:
    """UTF-8 with a byte order mark, by which Excel knows it.

    Args:
        rows: the header first.
        free: titles of columns where spreadsheets may write as they like; all others are guarded.
    """
    text = io.StringIO(newline="")
    is_free = [title in free for title in rows[0]]
    csv.writer(text, lineterminator="\r\n").writerows(
        [cell if as_is else guarded(cell) for cell, as_is in zip(row, is_free, strict=True)] for row in rows
    )
    return text.getvalue().encode("utf-8-sig")


def read_csv(content: bytes) -> Sheet:
    """The rows.

    Raises:
        SourceError: it is no CSV, or too large.
    """
    text, is_gbk = _decoded(content)
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        return Sheet("", list(_rows(reader)), is_gbk=is_gbk)
    except csv.Error as error:
        raise SourceError(
            f"第 {reader.line_num} 行附近读不懂（{cause(error)}）；看双引号是否成对，或用 Excel、WPS 另存为 CSV UTF-8"
        ) from error


def _rows(lines: Iterable[list[str]]) -> Iterator[Row]:
    for number, cells in enumerate(lines, 1):
        if number > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise SourceError(f"超过 {MOST_ROWS} 行或 {MOST_COLUMNS} 列；请分成几个文件")
        if any(cell.strip() for cell in cells):
            yield Row(number, tuple(unguarded(_newlines(cell)) for cell in cells))


def _newlines(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether it was in GBK.

    UTF-16 is what Excel calls “Unicode 文本”; without a mark what is not UTF-8 is GBK, which Chinese Excel calls CSV.
    """
    marked = next((name for mark, name in _MARKS.items() if content.startswith(mark)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return content.decode(encoding), encoding == "gb18030"
        except UnicodeDecodeError:
            continue
    raise SourceError("认不出是什么编码；请用 Excel 或 WPS 另存为“CSV UTF-8”")


def _delimiter(text: str) -> str:
    """The one that parts the first line most often."""
    first = next((line for line in text[:10_000].splitlines() if line.strip(",;\t \"'")), "")
    return max(",;\t", key=first.count)
