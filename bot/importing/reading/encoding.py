"""Bytes -> text, for files that say their encoding, say it wrongly, or do not say it."""

from __future__ import annotations

import codecs
import io
import re

from bot.errors import SourceError

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]{3,20})""", re.IGNORECASE)
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030"}
_MOST_CONTROLS = 0.01


def decode(raw: bytes, declared: str | None = None) -> str:
    """The text: by byte order mark, by declaration, else by what fits.

    Args:
        raw: the file.
        declared: what the HTTP header says.

    Raises:
        SourceError: the bytes are not text.
    """
    text = _decoded(raw, declared)
    controls = sum(char < " " and char not in "\t\n\r\f" for char in text)
    if controls > len(text) * _MOST_CONTROLS:
        raise SourceError("不是文字文件（里面是二进制内容）；请换成 .txt .html .docx .pdf 或 .md")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(raw: bytes, declared: str | None) -> str:
    for mark, encoding in _BOMS.items():
        if raw.startswith(mark):
            return raw.decode(encoding, errors="replace")
    said = _DECLARED.search(raw[:4096])
    claims = [claim for claim in (declared, said and said[1].decode()) if claim]
    for claim in (*claims, "utf-8", "gb18030", "big5"):
        text = _strict(raw, claim)
        if text is not None:
            return text
    return raw.decode(_known(claims[0]) if claims and _known(claims[0]) else "gb18030", errors="replace")


def _strict(raw: bytes, claim: str) -> str | None:
    encoding = _known(claim)
    try:
        return raw.decode(encoding) if encoding else None
    except UnicodeError:
        return None


def _known(claim: str) -> str:
    """The codec to use for a declared name; empty for names that are no text encoding."""
    try:
        io.TextIOWrapper(io.BytesIO(), encoding=claim)
    except (LookupError, ValueError):
        return ""
    name = codecs.lookup(claim).name
    return _SUPERSETS.get(name, name)
