"""Word up to 2003 and WPS (.doc, .wps) -> Page, through LibreOffice or, without looks, through catdoc."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from bot.errors import LOCKED, NEEDS_PROGRAM, SourceError
from bot.importing.reading.docx_page import read_docx
from bot.importing.reading.libre_office import as_docx
from bot.importing.reading.page import CELL, Line, Page
from bot.importing.reading.tools import found, run

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCKED = "这个文件有密码，打不开；请用 Word 或 WPS 去掉密码、另存一份再导入"
_XML = (b"<?xml", b"\xef\xbb\xbf<?xml")
_SECTOR = 512
_WORD = b"\xec\xa5"  # a Word document's first bytes, at the beginning of a sector
_FLAGS = slice(10, 12)
_ENCRYPTED = 0x0100


def read_old_word(raw: bytes) -> Page:
    """The page.

    Raises:
        SourceError: it is locked, is another program's, or there is nothing here to read it with.
    """
    if _holds(raw, "EncryptedPackage") or _is_locked(raw):
        raise SourceError(_LOCKED, LOCKED)
    is_xml = raw.startswith(_XML)
    if not (is_xml or _holds(raw, "WordDocument")):
        raise SourceError("不是 Word 或 WPS 文字文件；请用原来的程序打开，另存为 .docx 再导入", "不认识")
    made = as_docx(raw, ".doc")
    if is_xml and not made:
        raise SourceError("是 Word 2003 的 XML 文件，这里打不开；请用 Word 或 WPS 另存为 .docx 再导入")
    return read_docx(made) if made else Page(tuple(_lines(_by_catdoc(raw))))


def _lines(text: str) -> Iterator[Line]:
    """A line a paragraph; a row of a table is one, its cells apart by tabs."""
    rows = enumerate(map(str.strip, text.split("\n")), 1)
    yield from (Line(row, row=number if CELL in row else 0) for number, row in rows if row)


def _holds(raw: bytes, stream: str) -> bool:
    """Whether a file of this kind, which is a file system in small, has a file of this name."""
    return stream.encode("utf-16-le") in raw


def _is_locked(raw: bytes) -> bool:
    starts = (start for start in range(_SECTOR, len(raw), _SECTOR) if raw.startswith(_WORD, start))
    first = next(starts, None)
    if first is None:
        return False
    return bool(int.from_bytes(raw[first : first + _SECTOR][_FLAGS], "little") & _ENCRYPTED)


def _by_catdoc(raw: bytes) -> str:
    catdoc = found("catdoc")
    if catdoc is None:
        what = "旧版 Word 文件要用 catdoc 或 LibreOffice 来读，这里都没有装"
        raise SourceError(f"{what}；请先 apt-get install catdoc，或用 Word、WPS 另存为 .docx", NEEDS_PROGRAM)
    with TemporaryDirectory() as folder:
        (Path(folder) / "source.doc").write_bytes(raw)
        made = run([catdoc, "-w", "-d", "utf-8", "source.doc"], Path(folder))
    text = made.stdout.decode("utf-8", errors="replace")
    if made.returncode or not text.strip():
        raise SourceError("打不开这个 Word 文件；请用 Word 或 WPS 打开后另存为 .docx 再导入")
    return text
