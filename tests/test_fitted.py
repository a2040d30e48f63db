from __future__ import annotations

import pytest

from bot.model import START, Fitted, read_weights, stretches, written

WEIGHTS = {
    START: {"practice": 1.0, "money": 0.0},
    "多少钱": {"money": 4.0, "practice": -2.0},
    "怎": {"practice": 1.0},
}


def test_stretches_are_up_to_three_characters_with_ends_and_numbers_made_one() -> None:
    told = ("^", "有", "0", "个", "$", "^有", "有0", "0个", "个$", "^有0", "有0个", "0个$")
    assert stretches("“有30”个") == told


def test_each_stretch_is_told_once_and_in_order() -> None:
    assert stretches("呢呢") == ("^", "呢", "$", "^呢", "呢呢", "呢$", "^呢呢", "呢呢$")


def test_what_is_found_adds_to_where_each_kind_starts() -> None:
    model = Fitted(WEIGHTS)
    assert model.of(stretches("种树")).likeliest == "practice"
    asked = model.of(stretches("种树多少钱"))
    assert (asked.likeliest, asked.signs) == ("money", ("多少钱",))
    assert sum(model.of(stretches("怎么种树多少钱")).kinds.values()) == pytest.approx(1.0)


def test_what_is_written_is_read_again() -> None:
    assert read_weights(["# a remark", "", *written(WEIGHTS)]) == WEIGHTS
