import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.exchange import csv_file
from bot.exchange.csv_file import read_csv, write_csv
from tests.exchange.texts import PRINTABLE

ROWS = [["单位名称", "俗称"], ["市水务局", "管水的\n水官"], ["市园林局", ""]]


def cells(content: bytes) -> list[list[str]]:
    return [list(row.cells) for row in read_csv(content).rows]


@given(st.lists(st.lists(PRINTABLE.filter(str.strip), min_size=2, max_size=2), min_size=1, max_size=4))
def test_rows_come_back_as_they_were_written(rows: list[list[str]]) -> None:
    assert cells(write_csv([["题目", "原文"], *rows])) == [["题目", "原文"], *rows]


def test_excel_knows_the_encoding_and_nothing_is_calculated() -> None:
    content = write_csv([["题目"], ["=1+1"], ["001"]])
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "题目\r\n'=1+1\r\n'001\r\n"


def test_dates_may_be_written_as_spreadsheets_like() -> None:
    assert b"\r\n2024-01-11,'2024-01-11" in write_csv([["日期", "题目"], ["2024-01-11"] * 2], {"日期"})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n"])
def test_what_offices_save_is_read(encoding: str, delimiter: str, line_end: str) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=line_end).writerows(ROWS)
    assert cells(text.getvalue().encode(encoding)) == ROWS


def test_only_gbk_may_have_lost_characters() -> None:
    assert read_csv("单位名称,俗称".encode("gbk")).is_gbk
    assert not read_csv("单位名称,俗称".encode()).is_gbk


def test_line_breaks_of_windows_in_cells_are_line_breaks() -> None:
    assert cells(b'a,b\r\n"x\r\ny",z\r\n')[1] == ["x\ny", "z"]


def test_empty_rows_are_no_rows_but_counted() -> None:
    assert [row.number for row in read_csv(b"a,b\n,\n\nx,y\n").rows] == [1, 4]


def test_a_picture_is_not_taken_for_a_table() -> None:
    with pytest.raises(SourceError, match="CSV UTF-8"):
        read_csv(b"\x89PNG\r\n\xff\xff\xff")


def test_a_table_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csv_file, "MOST_ROWS", 3)
    with pytest.raises(SourceError, match="分成几个文件"):
        read_csv(b"a,b\n" * 4)


def test_a_cell_without_end_is_refused() -> None:
    with pytest.raises(SourceError, match="双引号"):
        read_csv(b'a,b\n"' + b"x" * 1_100_000)
