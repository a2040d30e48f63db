from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exchange.cell import NAMES
from bot.exchange.kinds import WORD, Day, Flag, Practices, Text, Words
from bot.model import Expected
from tests.exchange.texts import NASTY


@given(NASTY)
def test_a_speakers_words_keep_the_space_around_them(text: str) -> None:
    assert Text().read(Text().show(text.strip("\n"))) == text.strip("\n")


def test_empty_lines_around_a_speakers_words_are_slips() -> None:
    assert Text().read("\n　　一是清淤。\n\n") == "　　一是清淤。"


@given(NASTY)
def test_a_word_comes_back(text: str) -> None:
    assert WORD.read(WORD.show(text)) == (text or None)
    assert WORD.read(f" {WORD.show(text)}\n") == (text or None)


@given(st.lists(NASTY.filter(bool)))
def test_words_come_back(words: list[str]) -> None:
    for kind in (Words(), Words(NAMES)):
        assert kind.read(kind.show(tuple(words))) == tuple(words)


def test_names_may_be_parted_as_people_part_them() -> None:
    assert Words(NAMES).read("水务局、水利局；管水的;\n 水官 ，大人") == (
        "水务局",
        "水利局",
        "管水的",
        "水官 ，大人",
    )


@pytest.mark.parametrize(
    "cell", ["2024-01-11", "2024/1/11", "2024.1.11", "2024年1月11日", " 2024-1-11 ", "2024-01-11 00:00:00"]
)
def test_a_day_is_read_as_people_and_spreadsheets_write_it(cell: str) -> None:
    assert Day().read(cell) == date(2024, 1, 11)
    assert Day().show(Day().read(cell)) == "2024-01-11"


@pytest.mark.parametrize("cell", ["昨天", "11/1/2024", "2024-02-30", "45302", "2024-01-11 08:30:00"])
def test_what_is_no_day_is_refused_with_what_to_write(cell: str) -> None:
    with pytest.raises(ValueError, match="写成 2024-01-11 的样子"):
        Day().read(cell)


def test_no_day_is_no_day() -> None:
    assert Day().read(" ") is None
    assert Day().show(None) == ""


def test_a_flag_is_yes_or_empty() -> None:
    assert (Flag().read("是"), Flag().read(""), Flag().read("否")) == (True, False, False)
    with pytest.raises(ValueError, match="空着"):
        Flag().read("对")


def test_practices_are_written_as_people_say_them() -> None:
    practices = (Expected("市水务局", 2), Expected("市园林局", None), Expected("市水务局", 0))
    assert Practices().show(practices) == "市水务局 第2条\n市园林局\n市水务局 第0条"
    assert Practices().read("市水务局第 2 条\n\n 市园林局\n市水务局 第0条") == practices
    assert Practices().read("") == ()
