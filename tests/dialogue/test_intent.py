"""The examples of grammar.toml are its tests."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.grammar import load_grammar
from bot.dialogue.intent import Interpreter
from bot.model import Unit
from bot.retrieval.normalization import normalise
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus

if TYPE_CHECKING:
    from bot.model import Corpus

ACTS = load_grammar().acts
EXAMPLES = [(act.name, typed) for act in ACTS for typed in act.examples]
UNLIKE = [(act.name, typed) for act in ACTS for typed in act.unlike]


@pytest.fixture(scope="module")
def reader(knowledge: Corpus) -> Interpreter:
    """Of our own corpus, and the offices that the examples name."""
    named = (WATER, PARKS, Unit("chengguan", "市城管局", ("城管局",)))
    return Interpreter(replace(knowledge, units=(*knowledge.units, *named)), normalise)


@pytest.mark.parametrize(("act", "typed"), EXAMPLES)
def test_what_stands_beside_a_rule_is_read_by_it(reader: Interpreter, act: str, typed: str) -> None:
    assert reader.read(typed).act == act


@pytest.mark.parametrize(("act", "typed"), UNLIKE)
def test_what_is_unlike_a_rule_is_not_read_by_it(reader: Interpreter, act: str, typed: str) -> None:
    assert reader.read(typed).act != act


@pytest.mark.parametrize(
    ("typed", "number", "measure"),
    [
        ("第二条", 2, "条"),
        ("请问最后一个是什么", -1, "个"),
        ("方志办第三把火", 3, "把火"),
        ("2", 2, ""),
        ("②", 2, ""),
    ],
)
def test_which_one_is_told_with_what_it_counts(
    reader: Interpreter, typed: str, number: int, measure: str
) -> None:
    reading = reader.read(typed)
    assert (reading.number, reading.measure) == (number, measure)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("社科联呢", "市社科联"), ("那防洪处的第二条", "市防洪排涝工程管理处"), ("第二条", None)],
)
def test_the_unit_is_known_by_any_of_its_names(reader: Interpreter, typed: str, unit: str | None) -> None:
    found = reader.read(typed).unit
    assert (found.name if found else None) == unit


@pytest.mark.parametrize(
    "around", ["请问{}", "麻烦您，{}，谢谢", "那{}呢", "好的，{}吧", "你好 {}？", "嗯嗯那个{}啊"]
)
@pytest.mark.parametrize(
    "said", ["第二条", "下一个", "方志办", "返回", "谁讲的", "一共几条", "太长了", "还有吗"]
)
def test_politeness_and_particles_change_nothing(reader: Interpreter, around: str, said: str) -> None:
    assert reader.read(around.format(said)).act == reader.read(said).act


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("不是这个，我问的是贴宣传画的那个", "贴宣传画的那个"),
        ("不是这个我问的是贴宣传画的那个", "贴宣传画的那个"),
        ("我问的是停车", "停车"),
        ("那换个问题，红锋社区是谁包的", "红锋社区是谁包的"),
        ("不对，小广告是谁清的", "小广告是谁清的"),
        ("算了，垃圾谁扫的", "垃圾谁扫的"),
    ],
)
def test_what_is_taken_back_is_not_searched(reader: Interpreter, typed: str, asked: str) -> None:
    reading = reader.read(typed)
    assert (reading.act, reading.question) == (None, asked)


@pytest.mark.parametrize(
    ("typed", "act"),
    [("算了，那他们第二条是啥", "ordinal"), ("不看这个了，下一条", "next"), ("我问的是社科联", "unit")],
)
def test_what_is_wanted_instead_may_be_an_act(reader: Interpreter, typed: str, act: str) -> None:
    assert reader.read(typed).act == act


@pytest.mark.parametrize(
    "typed",
    [
        "你好，我想问一下小区停车乱怎么办，谢谢",
        "旧路灯换成新的了没有",
        "不牵绳遛狗有没有人管",
        "我们那里没有物业，没有人扫地，怎么办",
        "除了罚款还有什么办法管乱停车",
    ],
)
def test_a_question_goes_to_search_as_it_was_typed(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert (reading.act, reading.question, reading.excluded) == (None, typed, ())


def test_what_editors_know_people_to_ask_is_a_question(reader: Interpreter, knowledge: Corpus) -> None:
    asked = [text for passage in knowledge.passages for text in passage.asked_as]
    read = [text for text in asked if reader.read(text).question != text or reader.read(text).act]
    # An ordinal of nothing that was shown is searched.
    assert {reader.read(text).act for text in read} <= {"ordinal"}
    assert len(asked) > 100


@pytest.mark.parametrize(
    ("typed", "excluded", "asked"),
    [
        ("除了社科联还有谁带头", ["市社科联"], "还有谁带头"),
        ("除了社科联和方志办呢", ["市社科联", "市方志办"], "呢"),
        ("除方志办以外谁管垃圾", [], "除方志办以外谁管垃圾"),
        ("除了方志办以外谁管垃圾", ["市方志办"], "谁管垃圾"),
        ("不要方志办的，垃圾谁管", ["市方志办"], "垃圾谁管"),
    ],
)
def test_units_may_be_excluded(reader: Interpreter, typed: str, excluded: list[str], asked: str) -> None:
    reading = reader.read(typed)
    assert [unit.name for unit in reading.excluded] == excluded
    assert reading.question == asked


def test_what_editors_list_is_known_whatever_stands_around_it(reader: Interpreter) -> None:
    assert reader.read("请问怎么用呀").act == "help"
    assert reader.read("好的多谢哈").act == "thanks"
    assert reader.read("OK 多谢").act == "thanks"
    assert reader.read("？").act == "help"
    assert reader.read("88").act == "goodbye"


@pytest.mark.parametrize("typed", ["谢谢的反义词", "帮助老人的做法", "", "1+1", "三把火是哪三把火"])
def test_a_word_of_the_grammar_inside_something_else_is_no_act(reader: Interpreter, typed: str) -> None:
    assert reader.read(typed).act is None


SMALL = Interpreter(corpus(RIVER, FLOWERS), normalise)
PIECES = st.sampled_from(
    ["第", "二", "条", "我问的是", "除了", "市水务局", "，", "不", "下一", "还有谁", "a", "?"]
)


@given(st.text(max_size=40) | st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_read(text: str) -> None:
    reading = SMALL.read(text)
    assert reading.act is None or reading.question
