from hypothesis import given
from hypothesis import strategies as st

from bot.exchange import sheet
from bot.exchange.sheet import LONGEST_CELL, gathered, spread


def test_short_cells_stay_where_they_are() -> None:
    assert spread(["题目", "原文"], [["一", "二"]]) == [["题目", "原文"], ["一", "二"]]


def test_a_table_without_rows_has_a_header() -> None:
    assert spread(["题目"], []) == [["题目"]]


@given(st.integers(1, 3), st.integers(0, 5))
def test_a_cell_longer_than_excel_holds_goes_on_in_more_columns(times: int, more: int) -> None:
    text = "文" * LONGEST_CELL * times + "。" * more
    header, row = spread(["题目", "原文"], [["一", text]])
    assert max(map(len, row)) <= LONGEST_CELL < sheet.LONGEST_CELL + 1
    assert "".join(row[place] for place in gathered(header)["原文"]) == text


def test_columns_are_found_in_any_order_and_however_their_titles_are_spaced() -> None:
    assert gathered(["原文（续2）", " 题 目", "", "原文", "原文(续3)"]) == {"原文": [3, 0, 4], "题目": [1]}
