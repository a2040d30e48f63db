import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.errors import SourceError
from bot.exchange import xlsx_file
from bot.exchange.cell import escaped, unescaped
from bot.exchange.sheet import Row, Sheet
from bot.exchange.xlsx_file import read_xlsx, write_xlsx
from tests.exchange.texts import NASTY


def book(fill: Callable[[Worksheet], object]) -> bytes:
    workbook = Workbook()
    assert workbook.active is not None
    fill(workbook.active)
    return saved(workbook)


def saved(workbook: Workbook) -> bytes:
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def rows(content: bytes) -> list[Row]:
    return list(read_xlsx(content)[0].rows)


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            target.writestr(name, data)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


@given(st.lists(NASTY.filter(str.strip), min_size=1, max_size=4))
@settings(max_examples=50)
def test_texts_come_back_as_they_were_written(texts: list[str]) -> None:
    content = write_xlsx({"词汇": [["列"] * len(texts), [escaped(text) for text in texts]]})
    assert [unescaped(cell) for cell in rows(content)[1].cells] == texts


def test_cells_are_text_for_whoever_opens_the_book() -> None:
    cell = load_workbook(io.BytesIO(write_xlsx({"词汇": [["列"], ["=1+1"]]})))["词汇"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == ("=1+1", "s", "@")


def test_every_sheet_is_read_with_its_title() -> None:
    sheets = read_xlsx(write_xlsx({"单位": [["a"], ["1"]], "主题": [["b"]]}))
    assert [(sheet.title, len(sheet.rows)) for sheet in sheets] == [("单位", 2), ("主题", 1)]


def test_numbers_and_days_are_read_as_people_see_them() -> None:
    content = book(lambda sheet: sheet.append([7, 7.0, 1.5, True, datetime(2024, 1, 11), "x"]))  # noqa: DTZ001 # as Excel has it
    assert rows(content)[0].cells == ("7", "7", "1.5", "是", "2024-01-11 00:00:00", "x")


def test_a_formula_is_not_calculated_and_one_without_a_value_is_told() -> None:
    content = book(lambda sheet: sheet.append(["a", "=1+1"]))
    assert "没有算出来" in rows(content)[0].problem
    content = changed(content, SHEET, b"<v></v>", b"<v>2</v>")
    assert rows(content)[0] == Row(1, ("a", "2"))


def test_the_error_of_a_formula_is_no_text() -> None:
    assert "#N/A" in rows(book(lambda sheet: sheet.append(["a", "#N/A"])))[0].problem


def test_merged_cells_count_for_each_row() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (["市水务局", "甲"], [None, "乙"], [None, "丙"]):
            sheet.append(row)
        sheet.merge_cells("A1:A2")

    content = book(fill)
    assert [row.cells for row in rows(content)] == [("市水务局", "甲"), ("市水务局", "乙"), ("", "丙")]
    assert "合并" in read_xlsx(content)[0].notes[0]


def test_a_cell_far_away_costs_nothing() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "a"
        sheet["A1048576"] = " "
        sheet["A2"].number_format = "@"

    assert len(rows(book(fill))) == 1


def far(sheet: Worksheet) -> None:
    sheet["XFD1"] = "x"


@pytest.mark.parametrize(
    "content",
    [
        book(far),
        changed(book(lambda sheet: sheet.merge_cells("A1:B2")), SHEET, b"A1:B2", b"A1:XFD1048576"),
    ],
    ids=["wide", "merged"],
)
def test_a_sheet_that_is_too_large_is_refused(content: bytes) -> None:
    with pytest.raises(SourceError, match="分成几个文件"):
        read_xlsx(content)


def test_a_book_that_unpacks_to_too_much_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "LARGEST_UNPACKED", 1000)
    with pytest.raises(SourceError, match="解开以后"):
        read_xlsx(book(far))


def test_entities_are_refused() -> None:
    content = changed(book(far), SHEET, b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet')
    with pytest.raises(SourceError, match="打不开"):
        read_xlsx(content)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, changed(book(far), SHEET, b"<c ", b"<<")]
)
def test_a_damaged_book_is_one_clear_error(content: bytes) -> None:
    with pytest.raises(SourceError, match="打不开"):
        read_xlsx(content)


def test_a_document_of_word_is_no_book() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(SourceError, match="打不开"):
        read_xlsx(out.getvalue())


def test_an_empty_book_has_no_rows() -> None:
    assert read_xlsx(book(lambda _: None)) == [Sheet("Sheet", [])]
