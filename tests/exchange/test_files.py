from pathlib import Path

import pytest

from bot.errors import SourceError
from bot.exchange import files
from bot.exchange.csv_file import write_csv
from bot.exchange.files import failures_path, read_tables, table_files
from bot.exchange.xlsx_file import write_xlsx

ROWS = [["单位名称"], ["市水务局"]]


def test_a_folder_names_its_tables_but_no_files_of_programs(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a.CSV", "~$b.xlsx", ".a.csv", "page.txt"):
        (tmp_path / name).touch()
    assert [path.name for path in table_files(str(tmp_path))] == ["a.CSV", "b.xlsx"]
    assert table_files("old.xls") == [Path("old.xls")]
    assert table_files("page.txt") == table_files("https://www.example.gov.cn/a.html") == []


def test_a_file_is_read_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(write_xlsx({"单位": ROWS}))
    (tmp_path / "a.xlsx").write_bytes(write_csv(ROWS))
    assert [sheet.title for name in ("a.csv", "a.xlsx") for sheet in read_tables(tmp_path / name)] == [
        "单位",
        "",
    ]


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 3)
    (tmp_path / "a.csv").write_bytes(b"a,b,")
    with pytest.raises(SourceError, match="分成几个文件"):
        read_tables(tmp_path / "a.csv")


def test_failed_rows_never_take_the_place_of_a_file(tmp_path: Path) -> None:
    assert failures_path(tmp_path / "a.csv").name == "a.未导入.csv"
    (tmp_path / "a.未导入.csv").touch()
    assert failures_path(tmp_path / "a.csv").name == "a.未导入-2.csv"
    assert failures_path(tmp_path / "a.未导入.csv").name == "a.未导入-2.csv"
