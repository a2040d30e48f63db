from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.slots import CITY, MIDDLE, NUMBER, ORDINAL, SUBJECT, THEME, THEY, UNIT, Slotting, bare
from bot.retrieval.normalization import normalise

NAMES = [("水务局", UNIT), ("市水务局", UNIT), ("河道保洁", THEME), ("江城", CITY)]
TOLD = ("路灯", "原文", "停车", "难")
SLOTTING = Slotting(NAMES, lambda text: [word for word in TOLD if word in text], {"原文"})


def text(typed: str) -> str:
    return SLOTTING.of(normalise(typed)).text


def numbers(typed: str) -> list[tuple[str, int, str]]:
    """Kind, number and measure of each number."""
    slots = SLOTTING.of(normalise(typed)).slots
    return [(slot.kind, slot.number, slot.measure) for slot in slots if slot.kind in ORDINAL + NUMBER]


@pytest.mark.parametrize(
    ("typed", "number", "measure"),
    [
        ("1", 1, ""),
        ("１", 1, ""),
        ("①", 1, ""),
        ("二", 2, ""),
        ("两", 2, ""),
        ("十", 10, ""),
        ("十二", 12, ""),
        ("二十", 20, ""),
        ("三十五", 35, ""),
        ("(3)", 3, ""),
        ("3.", 3, ""),
        ("3个", 3, "个"),
        ("三把火是哪些", 3, "把火"),
        ("选二吧", 2, ""),
        ("一条", 1, "条"),
    ],
)
def test_a_number_is_read_however_it_is_written(typed: str, number: int, measure: str) -> None:
    assert numbers(typed) == [(NUMBER, number, measure)]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("第二", 2),
        ("第2条", 2),
        ("第十一个", 11),
        ("第 3 项", 3),
        ("三是什么", 3),
        ("其二", 2),
        ("头一个", 1),
        ("首条", 1),
        ("最后一个", -1),
        ("最后", -1),
        ("末尾那", -1),
        ("尾巴那条", -1),
        ("the second one", 2),
        ("Third", 3),
        ("2nd one", 2),
        ("the last story", -1),
        ("最上面那个", 1),
        ("中间那条", MIDDLE),
        ("倒数第二条", -2),
        ("末一篇", -1),
        ("水务局一是什么", 1),
        ("那水务局二是", 2),
    ],
)
def test_an_ordinal_is_read_however_it_is_written(typed: str, number: int) -> None:
    assert numbers(typed)[0][:2] == (ORDINAL, number)


@pytest.mark.parametrize(
    ("typed", "number", "many"),
    [
        ("前两点", 1, 2),
        ("头三条", 1, 3),
        ("最后两条", -2, 2),
        ("后三个", -3, 3),
        ("头一个", 1, 1),
        ("第二条", 2, 1),
    ],
)
def test_an_ordinal_may_mean_several(typed: str, number: int, many: int) -> None:
    (slot,) = SLOTTING.of(normalise(typed)).slots
    assert (slot.kind, slot.number, slot.many) == (ORDINAL, number, many)


@pytest.mark.parametrize("typed", ["who won the first prize", "last year", "at the first flood"])
def test_an_english_numeral_inside_a_sentence_counts_nothing_that_is_shown(typed: str) -> None:
    assert all(slot.kind != ORDINAL for slot in SLOTTING.of(normalise(typed)).slots)


@pytest.mark.parametrize("typed", ["然后两条", "之后三个", "统一是什么"])
def test_what_follows_a_time_or_ends_a_word_is_no_such_ordinal(typed: str) -> None:
    assert all(slot.kind != ORDINAL for slot in SLOTTING.of(normalise(typed)).slots)


@pytest.mark.parametrize(
    ("typed", "slotted", "measure"),
    [
        ("第二个单位呢", "N呢", "单位"),
        ("最后一家单位", "N", "单位"),
        ("第二家", "N", "家"),
        ("第一条单位", "N单位", "条"),
    ],
)
def test_an_ordinal_may_count_units(typed: str, slotted: str, measure: str) -> None:
    slot = SLOTTING.of(typed).of(ORDINAL)
    assert slot
    assert (text(typed), slot.measure) == (slotted, measure)


@pytest.mark.parametrize(
    "typed", ["123", "2b", "详细一点", "统一行动", "四联双报到", "再来一个", "周三是几号", "看一下"]
)
def test_what_is_no_number_of_something_is_none(typed: str) -> None:
    assert numbers(typed) == []


@pytest.mark.parametrize(
    ("typed", "slotted"),
    [
        ("市水务局的第二条", "UN"),
        ("那水务局呢？", "那U呢"),
        ("河道保洁 怎么搞", "T怎么搞"),
        ("他们去了哪", "H去了哪"),
        ("这个单位还做了什么", "H还做了什么"),
        ("好的，谢谢！", "好的,谢谢"),
        ("路灯坏了", "X坏了"),
        ("停车难怎么办", "X怎么办"),
        ("原文在哪", "原文在哪"),
        ("1+1", "D+D"),
    ],
)
def test_names_numbers_and_subjects_have_slots_and_marks_are_commas(typed: str, slotted: str) -> None:
    slotted = slotted.replace("UN", "U的N") if "的" in typed else slotted
    assert text(typed) == slotted


def test_what_stood_in_a_slot_is_kept_and_may_be_left_out() -> None:
    held = SLOTTING.of("他们的停车难在水务局")
    assert [(slot.kind, slot.text) for slot in held.slots] == [
        (THEY, "他们"),
        (SUBJECT, "停车难"),
        (UNIT, "水务局"),
    ]
    assert held.subjects == ("停车难",)
    assert held.words == ("停车", "难")
    assert held.said == "H的停车难在U"
    assert held.without(UNIT, "他们的停车难在水务局") == "他们的停车难在"
    assert held.of(ORDINAL) is None


def test_of_two_names_the_longer_one_stands_there() -> None:
    unit = SLOTTING.of("市水务局").of(UNIT)
    assert unit is not None
    assert unit.text == "市水务局"


def test_marks_and_spaces_do_not_count_unless_there_is_nothing_else() -> None:
    assert bare("第 二，条！") == "第二条"
    assert bare("？") == "？"
    assert SLOTTING.of("").text == ""


@given(st.text(max_size=30) | st.lists(st.sampled_from([*TOLD, "水务局", "第二", "，", "他们"])).map("".join))
def test_every_character_of_a_message_stands_in_a_slot_or_beside_one(typed: str) -> None:
    plain = normalise(typed)
    held = SLOTTING.of(plain)
    lost = sum(len(slot.text) for slot in held.slots)
    assert lost <= len(plain)
    assert len(bare(held.text)) - len(held.slots) <= len(plain) - lost + 1


def test_the_names_of_the_city_and_its_campaign_are_no_subject() -> None:
    slotted = SLOTTING.of(normalise("水务局在江城停车怎么管"))
    assert (slotted.text, slotted.subjects) == ("U在CX怎么管", ("停车",))
    assert slotted.without(UNIT + CITY, "水务局在江城停车怎么管") == "在停车怎么管"
