from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from bot.cli import main
from tests.importing.reading.test_archive_page import zipped

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

PAGE = "把办事窗口当成家门\n2024-01-11\n来源：市税务局\n市税务局 张三\n我们这样做。一是划车位。好。二是清垃圾。好。"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "page.txt").write_text(PAGE, "utf-8")
    return tmp_path / "page.txt"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def test_one_source_is_printed_as_one_object(page: Path) -> None:
    result = run(page, "--dry-run", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "title": "把办事窗口当成家门",
        "date": "2024-01-11",
        "publisher": "市税务局",
        "editor_note": None,
        "speeches": [
            {
                "title": "把办事窗口当成家门",
                "unit": "市税务局",
                "speaker": "张三",
                "practices": [
                    {"heading": "划车位", "text": "一是划车位。好。"},
                    {"heading": "清垃圾", "text": "二是清垃圾。好。"},
                ],
                "evidence": {
                    "title": {"sure": True, "why": "title", "alternatives": []},
                    "unit": {"sure": True, "why": "byline", "alternatives": []},
                    "speaker": {"sure": True, "why": "byline", "alternatives": []},
                    "practices": {"sure": True, "why": "label", "alternatives": []},
                },
            }
        ],
        "evidence": {
            "title": {"sure": True, "why": "title", "alternatives": []},
            "date": {"sure": True, "why": "label", "alternatives": []},
        },
        "warnings": [],
    }


def test_several_sources_are_one_object_a_line_with_their_source(page: Path, tmp_path: Path) -> None:
    for sources in ((page, page), (tmp_path,)):
        rows = [json.loads(line) for line in run(*sources, "--dry-run", "--json").stdout.splitlines()]
        assert {row["source"] for row in rows} == {str(page)}
        assert len(rows) == len(sources)


def test_drafts_go_where_they_are_told_to(page: Path, tmp_path: Path) -> None:
    result = run(page, "--into", tmp_path / "out")
    assert result.exit_code == 0
    assert (tmp_path / "out/shuiwuju-20240111.md").exists()
    assert "# 导入报告" in result.stdout


def test_a_source_that_fails_is_one_line_of_error_and_the_others_are_imported(
    page: Path, tmp_path: Path
) -> None:
    result = run(tmp_path / "none.txt", page, "--dry-run", "--json")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "没有这个文件" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_a_page_inside_our_own_network_is_not_fetched() -> None:
    result = run("http://127.0.0.1:9/x", "--dry-run")
    assert result.exit_code == 1
    assert "--allow-private" in result.stderr


def test_several_documents_end_in_one_table_and_one_does_not(page: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.pdf").write_bytes(b"%PDF broken")
    (tmp_path / "two.zip").write_bytes(zipped({"a.txt": PAGE.encode(), "b.txt": PAGE.encode()}))
    result = run(tmp_path, "--dry-run")
    assert result.exit_code == 1
    shown = [line.split() for line in result.stdout.splitlines()[-12:]]
    assert ["│", "读了", "│", "3", "份", "│"] in shown
    assert ["│", "能写的草稿", "│", "1", "篇", "│"] in shown
    assert ["│", "打不开", "│", "1", "份", "│"] in shown
    assert "一共" not in run(page, "--dry-run").stdout


def test_what_a_folder_holds_that_cannot_be_read_is_told_file_by_file_and_counted(
    page: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "材料"
    folder.mkdir()
    page = page.rename(folder / page.name)
    for name, content in (("a.ppt", b"x"), ("b.xls", b"x"), ("c.rar", b"Rar!"), ("d.heic", b"x")):
        (folder / name).write_bytes(content)
    result = run(folder, "--dry-run")
    assert [line.partition("：")[0] for line in result.stderr.splitlines()] == [
        str(folder / name) for name in ("a.ppt", "b.xls", "c.rar", "d.heic")
    ]
    shown = [line.split() for line in result.stdout.splitlines()]
    assert ["│", "不认识", "│", "4", "份", "│"] in shown
    assert "一共 5 份材料" in result.stdout
    assert str(page) in result.stdout


def test_what_an_archive_holds_is_an_object_a_line_with_where_it_stands(tmp_path: Path) -> None:
    archive = tmp_path / "a.zip"
    archive.write_bytes(
        zipped({"材料/b.txt": PAGE.encode(), "c.txt": "一是好。".encode(), "d.pdf": b"%PDF x"})
    )
    result = run(archive, "--dry-run", "--json")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["source"] for row in rows] == [f"{archive}/材料/b.txt", f"{archive}/c.txt"]
    assert result.stderr == f"{archive}/d.pdf：打不开这个 PDF（已损坏）；请另存一份再导入\n"
    assert result.exit_code == 1
