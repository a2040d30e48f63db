from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import SourceError
from bot.importing.reading.source import expand, load

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_stands_for_the_files_in_it_that_can_be_read(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.HTML", "d.jpg", "e.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [name.removeprefix(f"{tmp_path}/") for name in expand(str(tmp_path))] == [
        "a/c.HTML",
        "b.txt",
        "e.docx",
    ]


def test_a_folder_with_nothing_to_import_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="没有能导入的文件"):
        list(expand(str(tmp_path)))


def test_a_file_is_what_its_first_bytes_say(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7")
    assert load(str(tmp_path / "a.txt")).kind == "pdf"


@pytest.mark.parametrize(
    ("name", "says"), [("none.txt", "没有这个文件"), ("a.doc", "另存为 .docx"), ("a.xlsx", "不认识这种文件")]
)
def test_what_cannot_be_imported_is_an_error_that_says_why(tmp_path: Path, name: str, says: str) -> None:
    if not name.startswith("none"):
        (tmp_path / name).touch()
    with pytest.raises(SourceError, match=says):
        load(str(tmp_path / name))
