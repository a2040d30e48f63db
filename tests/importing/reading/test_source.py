from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.importing.reading.page import Enclosed
from bot.importing.reading.source import Raw, expand, inside, load

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_stands_for_all_files_in_it_but_tables_and_what_programs_leave(tmp_path: Path) -> None:
    for name in (
        *("b.txt", "a/c.HTML", "d.xlsx", "e.docx", "~$e.docx", "._b.txt"),
        *("f.heic", "Thumbs.db", ".git/HEAD"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [name.removeprefix(f"{tmp_path}/") for name in expand(str(tmp_path))] == [
        "a/c.HTML",
        "b.txt",
        "e.docx",
        "f.heic",
    ]


def test_a_folder_with_nothing_to_import_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有能导入的文件"):
        list(expand(str(tmp_path)))


def test_a_file_is_what_its_first_bytes_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    assert load(str(tmp_path / "a.txt")).kind == "pdf"


def test_a_wrong_ending_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(b"<html><p>x")
    assert load(str(tmp_path / "a.doc")).notes == ("文件名以 .doc 结尾，里面其实是网页，照此读了",)
    (tmp_path / "a.html").write_bytes(b"<html><p>x")
    assert load(str(tmp_path / "a.html")).notes == ()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("none.txt", None, "没有这个文件"),
        ("a.xyz", b"", "不认识这种文件"),
        ("a.xlsx", b"", "是表格"),
        ("a.rar", b"Rar!", "请先解开"),
        ("a.ppt", b"x", "另存为 .pptx"),
        ("a.heic", b"x", "另存为 .jpg"),
        ("a.txt", b"x" * 20_000_001, "超过 20 MB"),
    ],
)
def test_what_cannot_be_imported_is_an_error_that_says_why(
    tmp_path: Path, name: str, content: bytes | None, says: str
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match=says):
        load(str(tmp_path / name))


def test_a_document_inside_another_is_named_after_both() -> None:
    archive = Raw("a.zip", "archive", b"")
    one = inside(archive, Enclosed("材料/b.txt", b"x", note="随信"))
    assert (one.name, one.kind, one.depth, one.notes) == ("a.zip/材料/b.txt", "text", 1, ("随信",))


def test_what_could_not_be_taken_out_of_another_says_so() -> None:
    with pytest.raises(SourceError, match=r"a\.zip/b\.txt：有密码"):
        inside(Raw("a.zip", "archive", b""), Enclosed("b.txt", fault="有密码"))


def test_archives_stand_in_archives_twice_and_no_deeper() -> None:
    empty = b"PK\x05\x06" + bytes(18)
    second = inside(Raw("a.zip", "archive", b"", depth=1), Enclosed("b.zip", empty))
    with pytest.raises(SourceError, match="套得太深"):
        inside(second, Enclosed("c.zip", empty))
    assert inside(second, Enclosed("c.txt", b"x")).depth == 3
