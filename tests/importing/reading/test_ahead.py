from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.reading.ahead import ReadingAhead
from tests.importing.reading.samples import FILES
from tests.importing.reading.test_archive_page import zipped

if TYPE_CHECKING:
    from pathlib import Path


def read_each(folder: Path, *names: str, most: int = 100) -> list[tuple[str, str]]:
    """The name of each, and its first line or what was wrong."""
    reading = ReadingAhead(allow_private=False, told=lambda _: None, most_inside=most)
    return [
        (
            name.removeprefix(f"{folder}/"),
            str(page).removeprefix(f"{folder}/") if isinstance(page, SourceError) else page[1].lines[0].text,
        )
        for name, page in reading.each(str(folder / name) for name in names)
    ]


def test_what_is_inside_comes_in_its_place_and_order(tmp_path: Path) -> None:
    inner = zipped({"c.txt": "丙".encode(), "d.txt": "丁".encode()})
    (tmp_path / "a.zip").write_bytes(
        zipped({"b.txt": "乙".encode(), "inner.zip": inner, "e.txt": "戊".encode()})
    )
    for name in ("1.txt", "2.txt", "3.txt"):
        (tmp_path / name).write_text(name)
    assert read_each(tmp_path, "1.txt", "a.zip", "2.txt", "3.txt") == [
        ("1.txt", "1.txt"),
        ("a.zip/b.txt", "乙"),
        ("a.zip/inner.zip/c.txt", "丙"),
        ("a.zip/inner.zip/d.txt", "丁"),
        ("a.zip/e.txt", "戊"),
        ("2.txt", "2.txt"),
        ("3.txt", "3.txt"),
    ]


def test_a_bad_member_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.pdf": b"%PDF-broken", "../b.txt": b"x", "c.txt": b"good"}))
    (first, why), (second, where), last = read_each(tmp_path, "a.zip")
    assert (first, second) == ("a.zip/a.pdf", "a.zip/b.txt")
    assert why.startswith("a.zip/a.pdf：打不开这个 PDF")
    assert "没有打开" in where
    assert last == ("a.zip/c.txt", "good")


def test_archives_in_archives_in_archives_end_in_one_error(tmp_path: Path) -> None:
    raw = zipped({"a.txt": b"x"})
    for _ in range(10):
        raw = zipped({"a.zip": raw})
    (tmp_path / "deep.zip").write_bytes(raw)
    ((name, why),) = read_each(tmp_path, "deep.zip")
    assert name == "deep.zip/a.zip/a.zip/a.zip"
    assert "套得太深" in why


def test_archives_that_multiply_end_in_one_error(tmp_path: Path) -> None:
    two = zipped({"a.txt": b"a", "b.txt": b"b"})
    (tmp_path / "a.zip").write_bytes(zipped({f"{number}.zip": two for number in range(4)}))
    found = read_each(tmp_path, "a.zip", most=8)
    assert [text for _, text in found[:4]] == ["a", "b", "a", "b"]
    assert [name for name, why in found[4:] if "太多或太大" in why] == ["a.zip/2.zip", "a.zip/3.zip"]


def test_a_letter_in_an_archive_gives_its_attachment(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(FILES / "letter.eml", "邮件.eml")
    assert read_each(tmp_path, "a.zip") == [("a.zip/邮件.eml/楼道整治.docx", "把楼道当成自家客厅")]
