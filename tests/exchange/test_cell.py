import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.cell import NAMES, escaped, escaped_item, guarded, protected, unescaped, unguarded
from tests.exchange.texts import NASTY


@given(NASTY)
def test_what_is_guarded_and_escaped_comes_back(text: str) -> None:
    assert unescaped(unguarded(guarded(escaped(text)))) == text
    assert unescaped(unguarded(protected(escaped(text)))) == text
    assert unescaped(escaped_item(text, NAMES).strip()) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-3", "@SUM(A1)", " =1+1", "\t=1", "＝1+1", "'=1", '=HYPERLINK("x")\n2']
)
def test_a_formula_is_no_formula_any_more(text: str) -> None:
    assert guarded(text).startswith("'")
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "001",
        "1-10",
        "1/2",
        "3.10",
        "2024-01-11",
        "2024年1月11日",
        "1月10日",
        "12:30",
        "10%",
        "(5)",
        "￥100",
        "1e5",
        "１２３",
        "12345678901",
        "TRUE",
        "may 5",
        "Jan-10",
        "上午9:00",
        "二〇二四年一月十一日",
    ],
)
def test_what_looks_like_a_number_or_a_day_is_kept_from_becoming_one(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    ["清淤", "7", "120", "0", "p1", "一是清淤。", "“=”号", "1号院里种树", "——李清", "fangzhiban-20240111"],
)
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert guarded(text) == protected(text) == text


def test_an_apostrophe_that_guards_nothing_belongs_to_the_text() -> None:
    assert unguarded("'你好'") == "'你好'"


@given(st.text(st.characters(categories=["Cc", "Cs"])))
def test_no_control_character_reaches_a_cell(text: str) -> None:
    assert not set(escaped(text)) & {chr(code) for code in range(32) if chr(code) not in "\t\n"}


@given(st.lists(NASTY.filter(bool)))
def test_items_do_not_run_into_each_other(items: list[str]) -> None:
    cell = "、".join(escaped_item(item, NAMES) for item in items)
    assert [unescaped(part) for part in cell.split("、") if part] == items
