from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.importing.reading.sandbox import read, read_here
from bot.importing.reading.source import Raw
from tests.importing.reading.samples import sample

if TYPE_CHECKING:
    from pathlib import Path


def test_a_page_comes_out_of_the_child_as_it_was_read() -> None:
    raw = "第一行⺠\n\n第二行 “好”".encode()
    assert read(Raw("a.txt", "text", raw)) == read_here("text", raw)


def test_documents_inside_come_out_of_the_child_byte_for_byte() -> None:
    for name, kind in (("letter.eml", "letter"), ("gbk.zip", "archive")):
        assert read(Raw(name, kind, sample(name))) == read_here(kind, sample(name))


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    read(Raw("a.rtf", "rtf", sample("looks.rtf")))
    assert list(tmp_path.iterdir()) == []


def test_what_is_known_of_a_source_already_stands_before_what_its_reader_says() -> None:
    assert read(Raw("a.txt", "text", b"x", notes=("先说",))).notes == ("先说",)


def test_the_kind_of_trouble_in_the_child_is_told() -> None:
    with pytest.raises(SourceError) as raised:
        read(Raw("a.pdf", "pdf", sample("locked.pdf")))
    assert raised.value.kind == "有密码"


def test_an_error_in_the_child_is_told_with_the_name_of_the_source() -> None:
    with pytest.raises(SourceError, match=r"a\.pdf：打不开这个 PDF"):
        read(Raw("a.pdf", "pdf", b"%PDF-1.7 broken"))


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("text", b""),
        ("text", "一是好。".encode() * 200_000),
        ("html", b"<div>" * 300_000),
        ("html", b"<table><tr><td>" * 100_000),
        ("letter", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 2_000),
        ("letter", b"Content-Type: message/rfc822\n\n" * 100_000),
        ("rtf", b"{" * 1_000_000),
        ("rtf", b"{\\rtf1 " + b"\\par" * 100_000),
    ],
)
def test_what_is_empty_huge_or_nested_too_deep_ends_in_an_error(kind: str, raw: bytes) -> None:
    with pytest.raises(SourceError):
        read(Raw("来源", kind, raw))


def test_a_word_file_that_takes_more_memory_or_time_than_it_may_ends_in_an_error() -> None:
    archive = io.BytesIO()
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Default Extension="xml" ContentType="{main}"/>'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        )
        parts.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="a" Type="{office}" Target="document.xml"/></Relationships>',
        )
        parts.writestr(
            "document.xml",
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
            + "<w:p/>" * 1_000_000
            + "</w:body></w:document>",
        )
    with pytest.raises(SourceError, match=r"a\.docx"):
        read(Raw("a.docx", "docx", archive.getvalue()), memory=250_000_000)
    with pytest.raises(SourceError, match=r"a\.docx"):
        read(Raw("a.docx", "docx", archive.getvalue()), seconds=1)
