"""What kind of document a file is: by what is in it, else by what HTTP says, else by its name."""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from bot.importing.reading.formats import FORMATS
from bot.importing.reading.tools import DAMAGED

_HEAD = 4096
_BEFORE_PDF = 1024  # PDF readers allow as much in front of it
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_WORD_XML = re.compile(r"\A\ufeff?\s*<\?xml\b.*?<(?:w:wordDocument|pkg:package)\b", re.DOTALL)
_LETTER = re.compile(
    rb"(?:[A-Za-z][A-Za-z0-9-]{1,60}:[^\n]*\n(?:[ \t][^\n]*\n)*)*?MIME-Version:", re.IGNORECASE
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LARGEST_DIRECTORY = 2_000_000
_END_OF_DIRECTORY = b"PK\x05\x06"
_ZIP = (b"PK\x03\x04", _END_OF_DIRECTORY)


def kind_of(content: bytes, name: str, media_type: str = "") -> str | None:
    """Which of FORMATS reads a document; None where nothing tells."""
    kind = _by_content(content, name)
    if kind is None:
        said = next((kind for kind, one in FORMATS.items() if media_type in one.media_types), None)
        kind = said or kind_named(name)
        if kind == "old_word" and _is_text(content):
            return "text"
    return kind


def kind_named(name: str) -> str | None:
    """The kind that a name claims; None where its ending is nobody's."""
    return next((kind for kind, one in FORMATS.items() if name.lower().endswith(one.names)), None)


def _by_content(content: bytes, name: str) -> str | None:
    if content.startswith(_ZIP):
        return _in_zip(content, kind_named(name))
    for kind, one in FORMATS.items():
        if one.begins and content.startswith(one.begins):
            return kind
    if b"%PDF-" in content[:_BEFORE_PDF] and kind_named(name) in ("pdf", "old_word", None):
        return "pdf"
    if _LETTER.match(content[:_HEAD]):
        return "letter"
    head = content[:_HEAD].decode("utf-16" if content.startswith(_WIDE) else "utf-8", errors="replace")
    if _WORD_XML.search(head):
        return "old_word"
    return "html" if _HTML.match(head.lstrip("\ufeff")) else None


def _is_text(content: bytes) -> bool:
    return content.startswith(_WIDE) or b"\0" not in content[:_HEAD]


def _in_zip(content: bytes, named: str | None) -> str | None:
    """Office files are archives, too: told by their parts; a broken one by its name."""
    try:
        if _directory_size(content) > _LARGEST_DIRECTORY:
            return "archive"
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            is_odt = "mimetype" in names and archive.open("mimetype").read(60).endswith(b"opendocument.text")
    except DAMAGED:
        return named if named in ("docx", "pptx", "odt") else "archive"
    if is_odt:
        return "odt"
    if "[Content_Types].xml" not in names:
        return "archive"
    return next((kind for part, kind in _PARTS if any(name.startswith(part) for name in names)), "docx")


_PARTS = (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "table"))


def _directory_size(content: bytes) -> int:
    """Bytes of the list of members, as the archive says."""
    at = content.rfind(_END_OF_DIRECTORY)
    return int.from_bytes(content[at + 12 : at + 16], "little") if at >= 0 else 0
