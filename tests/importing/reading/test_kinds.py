from __future__ import annotations

import io
import zipfile

import pytest

from bot.importing.reading.kinds import kind_of
from tests.importing.reading.samples import sample


def zipped(*names: str, mimetype: str = "") -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        for name in names:
            archive.writestr(name, mimetype if name == "mimetype" else "x")
    return raw.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "media_type", "kind"),
    [
        (b"%PDF-1.7", "a.txt", "", "pdf"),
        (b"\n\n%PDF-1.7", "a.pdf", "", "pdf"),
        (b"PK\x03\x04", "a", "text/html", "archive"),
        (b"PK\x03\x04", "a.docx", "", "docx"),
        (b"<p>", "a.md", "text/html", "html"),
        (b"#", "A.MD", "", "markdown"),
        (b"?", "a.xyz", "image/gif", None),
        (b"{\\rtf1 x}", "a.doc", "", "rtf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.wps", "", "old_word"),
        ("\ufeff<!DOCTYPE html><html>".encode(), "a.doc", "", "html"),
        (b'<?xml version="1.0"?>\n<html xmlns="x">', "a.doc", "", "html"),
        ("<html>".encode("utf-16"), "a.doc", "", "html"),
        ("一是好。".encode("gbk"), "a.doc", "", "text"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="x">', "a.doc", "", "old_word"),
        (b"From: a\nMIME-Version: 1.0\n\n", "a.doc", "", "letter"),
        (b"a line\nMIME-Version: 1.0\n", "a.txt", "", "text"),
        (b"\xff\xd8\xff\xe0", "a.png", "", "picture"),
    ],
)
def test_a_document_is_known_by_what_is_in_it_then_by_http_then_by_its_name(
    content: bytes, name: str, media_type: str, kind: str | None
) -> None:
    assert kind_of(content, name, media_type) == kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "table"),
        (zipped("mimetype", "content.xml", mimetype="application/vnd.oasis.opendocument.text"), "odt"),
        (zipped("材料/a.docx"), "archive"),
        (b"PK\x05\x06" + bytes(18), "archive"),
    ],
)
def test_an_archive_is_told_by_its_parts(content: bytes, kind: str) -> None:
    assert kind_of(content, "a.zip") == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("looks.doc", "old_word"),
        ("looks.docx", "docx"),
        ("looks.odt", "odt"),
        ("looks.pdf", "pdf"),
        ("looks.rtf", "rtf"),
        ("slides.pptx", "pptx"),
        ("scan.jpg", "picture"),
        ("scan.png", "picture"),
        ("letter.eml", "letter"),
        ("gbk.zip", "archive"),
        ("locked.docx", "old_word"),
    ],
)
def test_real_files_are_known_without_their_names(name: str, kind: str) -> None:
    assert kind_of(sample(name), "") == kind
