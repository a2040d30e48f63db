from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Unit
from bot.retrieval.search import Search
from tests.builders import FLOWERS, PARKS, RIVER, corpus, speech

if TYPE_CHECKING:
    from bot.retrieval.dictionary import Dictionary

SCHOOLS = Unit("jiaoyu", "市教育局", ("教育局",))
TREES = speech(
    SCHOOLS, "jiaoyu-20240503", practices=("一是种树。每所学校种下树苗20棵。", "二是读书。各班办读书角。")
)
HELD = corpus(RIVER, FLOWERS, TREES)


@pytest.fixture(scope="module")
def search(dictionary: Dictionary) -> Search:
    return Search(HELD, dictionary)


def side_by_side(search: Search, question: str) -> list[str]:
    finding = search.search(question)
    return [match.passage.id for match in finding.matches[: finding.together]]


def test_which_units_did_it_is_one_passage_of_each_that_did(search: Search) -> None:
    assert sorted(side_by_side(search, "有哪几家单位种树，分别是谁")) == [
        "jiaoyu-20240503#p1",
        "shuiwu-20240501#p2",
    ]


def test_one_unit_is_asked_for_and_one_is_told(search: Search) -> None:
    assert side_by_side(search, "哪个单位沿着河岸种下柳树") == ["shuiwu-20240501#p2"]


def test_what_several_units_tell_no_less_of_is_told_by_all(search: Search) -> None:
    assert len(side_by_side(search, "哪个单位种树")) == 2


def test_a_comparison_has_a_passage_of_each_unit_named_and_of_no_other(search: Search) -> None:
    found = side_by_side(search, "水务局和教育局种树有什么不同")
    assert sorted(found) == ["jiaoyu-20240503#p1", "shuiwu-20240501#p2"]


def test_a_unit_named_that_tells_nothing_of_it_is_said_to(search: Search) -> None:
    finding = search.search("水务局和教育局清理河道淤泥有什么不同")
    assert [match.passage.speech for match in finding.matches[: finding.together]] == ["shuiwu-20240501"]
    assert finding.silent == (SCHOOLS,)


def test_of_one_unit_all_that_tells_of_it_is_wanted(search: Search) -> None:
    finding = search.search("园林局种花的做法全部列出来")
    assert finding.unit == PARKS
    assert finding.silent == ()


def test_what_stands_side_by_side_is_not_held_against_the_first(search: Search) -> None:
    finding = search.search("有哪几家单位种树，分别是谁")
    first, second = finding.matches[: finding.together]
    assert 1 - second.score / first.score < 0.5 < finding.features["margin"]


def test_each_is_quoted_in_its_share_of_the_room(dictionary: Dictionary) -> None:
    long = "，".join(["我们先开会动员大家", "再挨家挨户地走访", "最后大家一起种树"] * 8) + "。"
    held = Search(corpus(RIVER, speech(SCHOOLS, "jiaoyu-1", practices=(f"一是动员。{long}",))), dictionary)
    finding = held.search("有哪几家单位种树，分别是谁")
    (quote,) = [m.quote for m in finding.matches[: finding.together] if m.passage.speech == "jiaoyu-1"]
    assert len(quote.text) <= 120 < len(long)
    assert "种树" in quote.text
