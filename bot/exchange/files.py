"""The files that tables stand in."""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.errors import SourceError
from bot.exchange.csv_file import read_csv
from bot.exchange.xlsx_file import read_xlsx

if TYPE_CHECKING:
    from bot.exchange.sheet import Sheet

SUFFIXES = (".csv", ".xlsx")
OLD = (".xls", ".et", ".ods")
"""Told apart only to say what to do."""

LARGEST_FILE = 100_000_000  # bytes
_FAILED = ".未导入"


def table_files(source: str) -> list[Path]:
    """The tables that a SOURCE names: itself, or those in the folder; none where it is something else."""
    path = Path(source)
    if not path.is_dir():
        return [path] if path.suffix.lower() in (*SUFFIXES, *OLD) else []
    files = (file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES and file.is_file())
    # With ~$ begin the files by which Excel marks that a workbook is open.
    return sorted(file for file in files if not file.name.startswith(("~$", ".")))


def read_tables(path: Path) -> list[Sheet]:
    """The sheets of a file that have anything in them.

    Raises:
        SourceError: it cannot be read, is too large or empty.
    """
    try:
        sheets = [sheet for sheet in _sheets(path) if sheet.rows]
    except SourceError as error:
        raise SourceError(f"{path}：{error}") from error
    if not sheets:
        raise SourceError(f"{path}：里面是空的；看是不是存错了文件")
    return sheets


def failures_path(source: Path) -> Path:
    """Where the failed rows of a source go: beside it, in a file of its kind that is not there yet."""
    stem = source.stem.partition(_FAILED)[0]
    suffix = ".xlsx" if source.suffix.lower() == ".xlsx" else ".csv"
    names = (f"{stem}{_FAILED}{f'-{number}' if number > 1 else ''}{suffix}" for number in count(1))
    return next(path for path in map(source.with_name, names) if not path.exists())


def _sheets(path: Path) -> list[Sheet]:
    if path.suffix.lower() in OLD:
        raise SourceError("这种表格读不了；请用 Excel 或 WPS 另存为 .xlsx 再导入")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise SourceError(f"超过 {LARGEST_FILE // 1_000_000} MB；请分成几个文件")
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"读不了（{cause(error)}）；请检查路径和权限") from error
    # What it is, over what its name says.
    return read_xlsx(content) if content.startswith(b"PK\x03\x04") else [read_csv(content)]
