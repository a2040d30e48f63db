from __future__ import annotations

from dataclasses import replace

import pytest

from bot.dialogue import follow_up
from bot.model import Passage, Role
from tests.builders import RIVER, WATER, corpus

OPENING, FIRST, SECOND = RIVER.passages
BETWEEN = Passage(RIVER.slug, "aside", "插一句", "插一句，河里有鱼了。", Role.ASIDE)
CLOSING = Passage(RIVER.slug, "aside-2", "谢谢大家", "谢谢大家。", Role.ASIDE)
HELD = corpus(replace(RIVER, passages=(OPENING, FIRST, BETWEEN, SECOND, CLOSING)))


@pytest.mark.parametrize(
    ("typed", "last", "meant"),
    [
        ("第二把火呢", FIRST, SECOND),
        ("第2条", FIRST, SECOND),
        ("那第二点是什么？", FIRST, SECOND),
        ("第九条", FIRST, None),
        ("下一条", FIRST, SECOND),
        ("下一个呢", FIRST, SECOND),
        ("后一条", FIRST, SECOND),
        ("下一条", SECOND, None),
        ("上一条", FIRST, None),
        ("上一条", SECOND, FIRST),
        ("前一条", SECOND, FIRST),
        ("下一条", OPENING, FIRST),
        ("上一条", OPENING, None),
        ("下一条", BETWEEN, SECOND),
        ("上一条", BETWEEN, FIRST),
        ("上一条", CLOSING, SECOND),
        ("下一条", CLOSING, None),
        ("第二把火烧了什么垃圾", FIRST, None),
        ("怎么停车", FIRST, None),
    ],
)
def test_a_place_beside_the_last_passage_is_understood(
    typed: str, last: Passage, meant: Passage | None
) -> None:
    assert follow_up.practice_meant(typed, HELD, last) == meant


def test_beside_an_editors_note_there_is_no_practice() -> None:
    note = Passage(RIVER.slug, "note", "编者按", "编者按。", Role.NOTE)
    held = corpus(replace(RIVER, passages=(note,)))
    assert follow_up.practice_meant("下一条", held, note) is None
    assert follow_up.following(held, note) is None


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
