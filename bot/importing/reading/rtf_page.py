"""RTF -> Page, through LibreOffice or, without looks, through striprtf."""

from __future__ import annotations

import re

from striprtf.striprtf import rtf_to_text

from bot.errors import SourceError
from bot.importing.reading.docx_page import read_docx
from bot.importing.reading.libre_office import as_docx
from bot.importing.reading.page import Line, Page

_UNESCAPED = re.compile(rb"[\x81-\xfe][\x40-\xfe]|[\x80-\xff]")
"""GBK as it is: its second byte may look like a brace, and the format wants all of it escaped."""


def read_rtf(raw: bytes) -> Page:
    """The page.

    Raises:
        SourceError: it cannot be made out.
    """
    made = as_docx(raw, ".rtf")
    return read_docx(made) if made else Page(tuple(_lines(raw)))


def _lines(raw: bytes) -> list[Line]:
    escaped = _UNESCAPED.sub(lambda found: b"".join(b"\\'%02x" % byte for byte in found[0]), raw)
    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call] # it types only some of its arguments
            escaped.decode("ascii"), encoding="gb18030", errors="replace"
        )
    except (ValueError, LookupError, TypeError) as error:
        raise SourceError("打不开这个 RTF 文件；请用 Word 或 WPS 打开后另存为 .docx 再导入") from error
    rows = (" ".join(row.replace("|", " ").split()) for row in text.split("\n"))
    return [Line(row) for row in rows if row]
