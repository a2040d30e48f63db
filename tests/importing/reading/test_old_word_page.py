from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.importing.reading.old_word_page import read_old_word
from tests.importing.reading.samples import LOOKS, only, sample
from tests.tools import needs

if TYPE_CHECKING:
    from pathlib import Path


def test_libre_office_keeps_the_looks_of_an_old_word_file() -> None:
    needs("soffice", in_ci=False)
    lines = read_old_word(sample("looks.doc")).lines
    assert tuple(line.text.replace("\u3000", " ") for line in lines) == LOOKS
    assert [line.level for line in lines] == [1, 0, 3, 0, 0, 0, 0, 0, 0, 0]
    assert [line.bold for line in lines[:4]] == [9, 0, 4, 6]
    assert [bool(line.item) for line in lines[4:8]] == [False, True, True, False]


def test_catdoc_reads_its_words_where_there_is_no_libre_office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("catdoc", in_ci=True)
    only(monkeypatch, tmp_path, "catdoc")
    lines = read_old_word(sample("looks.doc")).lines
    assert tuple(line.text.replace("\u3000", " ") for line in lines) == LOOKS


def test_without_either_one_line_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, tmp_path)
    with pytest.raises(SourceError, match="apt-get install catdoc") as raised:
        read_old_word(sample("looks.doc"))
    assert raised.value.kind == "要装软件"


def test_a_locked_file_says_so_before_any_program_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only(monkeypatch, tmp_path)
    with pytest.raises(SourceError, match="有密码"):
        read_old_word(sample("locked.docx"))
    plain = sample("looks.doc")
    at = plain.index(b"\xec\xa5", 512)
    locked = plain[: at + 11] + bytes([plain[at + 11] | 1]) + plain[at + 12 :]
    with pytest.raises(SourceError, match="有密码"):
        read_old_word(locked)


def test_another_program_s_file_of_that_time_is_named_as_none_of_ours() -> None:
    slides = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le")
    with pytest.raises(SourceError, match="不是 Word 或 WPS"):
        read_old_word(slides)


def test_word_xml_of_2003_is_read_by_libre_office_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw = (
        '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
        '<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body><w:p><w:r>'
        "<w:t>一是清楼道。</w:t></w:r></w:p></w:body></w:wordDocument>"
    ).encode()
    with monkeypatch.context() as without:
        only(without, tmp_path)
        with pytest.raises(SourceError, match="XML"):
            read_old_word(raw)
    needs("soffice", in_ci=False)
    assert [line.text for line in read_old_word(raw).lines] == ["一是清楼道。"]


def test_a_broken_file_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("catdoc", in_ci=True)
    only(monkeypatch, tmp_path, "catdoc")
    with pytest.raises(SourceError, match="打不开这个 Word 文件"):
        read_old_word(sample("looks.doc")[:2_000] + "WordDocument".encode("utf-16-le"))
