from __future__ import annotations

import io
import zipfile

import pytest

from bot.errors import SourceError
from bot.importing.reading.odt_page import read_odt
from tests.importing.reading.samples import LOOKS, sample


def with_part(name: str, content: bytes) -> bytes:
    """The sample with one part in place of its own."""
    raw = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample("looks.odt"))) as old, zipfile.ZipFile(raw, "w") as new:
        for part in old.namelist():
            new.writestr(part, content if part == name else old.read(part))
    return raw.getvalue()


def test_open_document_keeps_titles_bold_lists_and_tables() -> None:
    lines = read_odt(sample("looks.odt")).lines
    assert tuple(line.text for line in lines) == LOOKS
    assert [line.level for line in lines] == [1, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    assert [line.bold for line in lines[:4]] == [9, 0, 4, 6]
    assert [bool(line.item) for line in lines[4:8]] == [False, True, True, False]
    assert lines[5].item == lines[6].item


def test_what_was_struck_out_and_what_repeats_headings_is_left_out() -> None:
    with zipfile.ZipFile(io.BytesIO(sample("looks.odt"))) as archive:
        content = archive.read("content.xml").decode()
    added = (
        "<text:tracked-changes><text:p>删去的</text:p></text:tracked-changes>"
        "<text:table-of-content><text:p>目录</text:p></text:table-of-content>"
    )
    begins = content.index(">", content.index("<office:text")) + 1
    raw = with_part("content.xml", f"{content[:begins]}{added}{content[begins:]}".encode())
    assert tuple(line.text for line in read_odt(raw).lines) == LOOKS


def test_a_locked_document_says_so() -> None:
    manifest = '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry><m:encryption-data/>'
    with pytest.raises(SourceError, match="有密码"):
        read_odt(with_part("META-INF/manifest.xml", f"{manifest}</m:file-entry></m:manifest>".encode()))


@pytest.mark.parametrize("content", [b"<broken", b"", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_what_is_broken_is_an_error_or_empty(content: bytes) -> None:
    try:
        assert read_odt(with_part("content.xml", content)).lines == ()
    except SourceError as error:
        assert "打不开这个 OpenDocument 文件" in str(error)  # noqa: PT017 # either is right


def test_what_unpacks_to_too_much_is_not_opened() -> None:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b"A" * 210_000_000)
    with pytest.raises(SourceError, match="太大"):
        read_odt(raw.getvalue())
