import pytest

from bot.dialogue import follow_up
from tests.builders import RIVER, WATER, corpus

FIRST = RIVER.passages[1]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("第二把火呢", 2),
        ("第2条", 2),
        ("那第二点是什么？", 2),
        ("下一条", 2),
        ("下一个呢", 2),
        ("上一条", 0),
        ("第二把火烧了什么垃圾", None),
        ("怎么停车", None),
    ],
)
def test_a_place_beside_the_last_practice_is_understood(typed: str, number: int | None) -> None:
    assert follow_up.ordinal(typed, FIRST) == number


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("防排处第一条", ("防排处", 1)),
        ("方志办第2点做了什么？", ("方志办", 2)),
        ("社科联的第三个经验是什么", ("社科联", 3)),
        ("第二把火", None),
        ("防排处第一条做法有没有人投诉", None),
    ],
)
def test_a_units_practice_is_meant_by_its_number(typed: str, told: tuple[str, int] | None) -> None:
    assert follow_up.of_unit(typed) == told


@pytest.mark.parametrize(
    ("typed", "about"),
    [("那防排处呢", "防排处"), ("防排处呢?", "防排处"), ("换成防排处", "防排处"), ("防排处做了什么", None)],
)
def test_what_is_asked_about_next_is_taken_out(typed: str, about: str | None) -> None:
    assert follow_up.what_about(typed) == about


def test_they_are_the_unit_last_spoken_of() -> None:
    assert follow_up.with_unit_named("他们怎么做的", WATER) == "市水务局怎么做的"


def test_a_practice_is_found_by_its_number() -> None:
    assert follow_up.practice(corpus(RIVER), FIRST, 2) == RIVER.passages[2]
    assert follow_up.practice(corpus(RIVER), FIRST, 9) is None
