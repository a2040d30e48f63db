"""What is read of a message over a corpus: its act, what it names, and what of it is the question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Unit
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus
from tests.builders import reader as reader_of

if TYPE_CHECKING:
    from bot.dialogue.interpreter import Interpreter
    from bot.model import Corpus
    from bot.retrieval.dictionary import Dictionary


@pytest.fixture(scope="module")
def reader(knowledge: Corpus, dictionary: Dictionary) -> Interpreter:
    """Of our own corpus, and some more offices."""
    named = (WATER, PARKS, Unit("chengguan", "市城管局", ("城管局",)))
    held = replace(
        knowledge,
        units=(*knowledge.units, *named),
        phrases={**knowledge.phrases, "weather": ("今天下雨吗",), "fee": ("停车收费",)},
    )
    return reader_of(held, dictionary)


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        ("都有哪些单位讲了", "units"),
        ("单位列表给我看看", "units"),
        ("还有别的单位吗", "others"),
        ("还有没有呀", "another"),
        ("水务局有几条做法", "count"),
        ("他们讲完了没有", "count"),
        ("那第二把火呢", "ordinal"),
        ("倒数第二条", "ordinal"),
        ("请问水务局第三条是什么", "ordinal"),
        ("那这条后面一条呢", "next"),
        ("后头一把呢", "next"),
        ("那前一条是讲什么的", "previous"),
        ("退回去", "back"),
        ("回到目录", "themes"),
        ("给我看三条", "number"),
        ("给我看三把火", None),
        ("返回单位列表", "units"),
        ("没看明白", "unclear"),
        ("长话短说", "brief"),
        ("没回答到点子上", "wrong"),
        ("不看了再见", "close"),
        ("能不能再具体些", "detail"),
        ("原文在哪里看", "told"),
        ("这个是谁讲的", "told"),
        ("发布日期呢", "told"),
        ("刚才那条再给我看一下", "again"),
        ("接着说吧", "more"),
        ("园林局呢", "instead"),
        ("水务局讲了什么", "unit"),
        ("清楚了谢谢", "thanks"),
        ("看看停车秩序吧", "theme"),
        ("选2", "number"),
        ("那你能回答什么", "help"),
    ],
)
def test_an_act_is_read_in_words_that_people_use(reader: Interpreter, typed: str, act: str) -> None:
    assert reader.read(typed).act == act


@pytest.mark.parametrize(
    "typed",
    [
        "下水道怎么修",
        "第二条路修好了没",
        "前进路怎么走",
        "长期坚持的做法有哪些单位学过垃圾分类",
        "停错车了怎么办",
        "水务局怎么清淤的",
        "不文明养狗的怎么劝",
        "怎么删除我的记录",
        "能不能删除我的记录",
        "帮助老人的做法",
        "2栋漏水",
        "1+1",
        "",
    ],
)
def test_a_sign_of_an_act_inside_something_else_is_no_act(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert not reading.is_act


@pytest.mark.parametrize(
    ("typed", "number", "measure"),
    [
        ("第二条", 2, "条"),
        ("请问最后一个是什么", -1, "个"),
        ("方志办第三把火", 3, "把火"),
        ("2", 2, ""),
        ("②", 2, ""),
        ("最尾嗰条", -1, "条"),
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
    ("typed", "act"),
    [
        ("没有就算了，第三条", "ordinal"),
        ("谢了老铁 那它第一条说的啥", "ordinal"),
        ("不是这个 第二条", "ordinal"),
        ("回到第一条", "ordinal"),
        ("社科联的２", "ordinal"),
        ("还有防排处", "instead"),
        ("再看一个单位，社科联", "instead"),
        ("不是这个，谢谢", "wrong"),
        ("好的，再见", "goodbye"),
    ],
)
def test_what_points_at_something_is_meant_whatever_is_said_before_it(
    reader: Interpreter, typed: str, act: str
) -> None:
    assert reader.read(typed).act == act


@pytest.mark.parametrize(("typed", "unit"), [("社可联第一条", "市社科联"), ("方志半第一条", "市方志办")])
def test_an_ordinal_is_of_the_unit_that_is_meant_by_a_typo(
    reader: Interpreter, typed: str, unit: str
) -> None:
    reading = reader.read(typed)
    assert reading.unit
    assert (reading.act, reading.unit.name, reading.number) == ("ordinal", unit, 1)


@pytest.mark.parametrize(
    ("typed", "rather"),
    [
        ("这还差不多，谢谢", "thanks"),
        ("那我两个都抄 谢了", "thanks"),
        ("哈哈 行 谢谢小伙子", "thanks"),
        ("那楼道垃圾谁清呢，谢谢", None),
        ("楼道的垃圾，谢谢", None),
    ],
)
def test_a_message_that_ends_in_a_courtesy_may_be_one_as_far_as_it_asks_nothing(
    reader: Interpreter, typed: str, rather: str | None
) -> None:
    assert reader.read(typed).rather == rather


@pytest.mark.parametrize(
    ("typed", "rather"), [("三无是什么意思", None), ("三无啥意思", None), ("你这是什么意思", "unclear")]
)
def test_what_a_word_means_is_no_complaint(reader: Interpreter, typed: str, rather: str | None) -> None:
    assert reader.read(typed).rather == rather


@pytest.mark.parametrize("typed", ["这个单位还做了别的没", "他们还有别的做法吗", "这家还有别的吗"])
def test_what_else_a_unit_did_is_of_no_other(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert (reading.besides, reading.they) == (False, True)


@pytest.mark.parametrize("typed", ["多谢解惑，老朽受教了", "中 知道了 多谢伙计", "核完了，多谢配合"])
def test_courtesies_are_likely_together(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert reading.likely in ("thanks", "acknowledged")
    assert reading.asked
    assert reading.sure > reading.asked.kinds[reading.likely]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("哪里讲到主心骨", "主心骨"),
        ("书记走在前那段在哪", "书记走在前"),
        ("30余次活动出自哪段", "30余次活动"),
        ("群众参与的表述在哪里呀", "群众参与"),
        ("群众看党员党员看干部这句在哪篇", "群众看党员党员看干部"),
        ("这句话出自哪里", "这句话出自哪里"),
        ("泵站在哪里", "泵站在哪里"),
        ("哪里讲得不好", "哪里讲得不好"),
    ],
)
def test_where_something_stands_is_a_question_for_that(reader: Interpreter, typed: str, asked: str) -> None:
    assert reader.read(typed).question == asked


@pytest.mark.parametrize("around", ["请问{}", "麻烦您，{}，谢谢", "好的，{}吧", "你好 {}？", "嗯{}啊"])
@pytest.mark.parametrize("said", ["第二条", "下一个", "返回", "谁讲的", "一共几条", "太长了", "还有吗"])
def test_politeness_and_particles_change_nothing(reader: Interpreter, around: str, said: str) -> None:
    assert reader.read(around.format(said)).act == reader.read(said).act


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("不是这个，我问的是贴宣传画的那个", "贴宣传画的那个"),
        ("不是这个我问的是贴宣传画的那个", "贴宣传画的那个"),
        ("我问的是停车", "停车"),
        ("不是停车，我问的是堵车", "堵车"),
        ("那换个问题，红锋社区是谁包的", "红锋社区是谁包的"),
        ("说错了，我问的是小广告", "小广告"),
        ("不对，小广告是谁清的", "小广告是谁清的"),
        ("算了，垃圾谁扫的", "垃圾谁扫的"),
    ],
)
def test_what_is_taken_back_is_not_searched(reader: Interpreter, typed: str, asked: str) -> None:
    reading = reader.read(typed)
    assert (reading.act, reading.question) == (None, asked)


@pytest.mark.parametrize(
    ("typed", "act"),
    [("算了，那他们第二条是啥", "ordinal"), ("不看这个了，下一条", "next"), ("我问的是社科联", "instead")],
)
def test_what_is_wanted_instead_may_be_an_act(reader: Interpreter, typed: str, act: str) -> None:
    assert reader.read(typed).act == act


@pytest.mark.parametrize(
    "typed",
    [
        "旧路灯换成新的了没有",
        "不牵绳遛狗有没有人管",
        "我们那里没有物业，没有人扫地，怎么办",
        "除了罚款还有什么办法管乱停车",
        "那活动参与人数呢,我问的是送福那个",
    ],
)
def test_a_question_goes_to_search_as_it_was_typed(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert (reading.act, reading.question, reading.excluded) == (None, typed, ())


def test_what_editors_know_people_to_ask_is_a_question(reader: Interpreter, knowledge: Corpus) -> None:
    asked = [text for passage in knowledge.passages for text in passage.asked_as]
    read = [reader.read(text) for text in asked]
    acts = [reading.act for reading in read if reading.is_act]
    # An ordinal of nothing that was shown is searched.
    assert len(acts) - acts.count("ordinal") <= len(asked) / 50
    assert len(asked) > 100


@pytest.mark.parametrize(
    ("typed", "excluded", "asked"),
    [
        ("除了社科联还有谁带头", ["市社科联"], "还有谁带头"),
        ("除了社科联和方志办呢", ["市社科联", "市方志办"], "呢"),
        ("除方志办以外谁管垃圾", ["市方志办"], "谁管垃圾"),
        ("方志办之外还有谁管垃圾", ["市方志办"], "还有谁管垃圾"),
        ("不要方志办的，垃圾谁管", ["市方志办"], "垃圾谁管"),
        ("他们除了充电还清理了什么", [], "他们除了充电还清理了什么"),
        ("除了这个他们还清了什么", [], "除了这个他们还清了什么"),
        ("他们除了这个还干了什么事", [], "他们除了这个还干了什么事"),
    ],
)
def test_units_may_be_excluded(reader: Interpreter, typed: str, excluded: list[str], asked: str) -> None:
    reading = reader.read(typed)
    assert [unit.name for unit in reading.excluded] == excluded
    assert reading.question == asked


@pytest.mark.parametrize(
    ("typed", "shown"), [("除了这两家还有谁", 2), ("除了他们呢", 1), ("除了这个还有吗", 1), ("还有谁", 0)]
)
def test_units_may_be_excluded_by_pointing_at_them(reader: Interpreter, typed: str, shown: int) -> None:
    reading = reader.read(typed)
    assert (reading.shown, reading.excludes_shown) == (shown, shown > 0)
    assert reading.besides


@pytest.mark.parametrize(
    ("typed", "counted"),
    [
        ("一共几条", "条"),
        ("一共有几个", "个"),
        ("有几个呢", "个"),
        ("总共几个人", "人"),
        ("有多少个单位", "单位"),
        ("搞了几多回", "回"),
    ],
)
def test_what_is_counted_is_told_from_its_measure(reader: Interpreter, typed: str, counted: str) -> None:
    assert reader.read(typed).counted == counted


def test_a_clause_that_tells_of_something_is_not_passed_over_as_a_courtesy(reader: Interpreter) -> None:
    assert reader.read("我们这里夜市油烟很大，有单位管过吗").act is None
    assert reader.read("多谢你，有哪些单位").act == "units"


def test_what_happened_to_a_thing_is_no_courtesy(reader: Interpreter) -> None:
    assert reader.read("妥了").rather in ("acknowledged", "close")  # either is met by a courtesy
    assert reader.read("井盖丢了").rather is None


def test_a_listed_phrase_with_something_that_may_be_asked_is_not_all_that_is_said(
    reader: Interpreter,
) -> None:
    assert reader.read("师傅，哪些单位").is_act
    assert not reader.read("哪些单位写了四联双报到").is_act
    assert reader.read("还有哪些单位也做了").act == "others"
    assert reader.read("我要投诉我们物业").rather == "human"


def test_a_note_is_spoken_of_by_its_title(reader: Interpreter, knowledge: Corpus) -> None:
    (note,) = (speech for speech in knowledge.speeches if speech.is_note)
    reading = reader.read("编者按是谁写的")
    assert (reading.act, reading.unit) == ("told", note.unit)


@pytest.mark.parametrize(
    "typed", ["我不是问停车，我问遛狗", "没说停车，是说遛狗", "不是要停车的，我要的是遛狗"]
)
def test_what_is_asked_in_the_place_of_something_else_is_meant(reader: Interpreter, typed: str) -> None:
    assert reader.read(typed).question == "遛狗"


def test_what_editors_list_is_known_to_the_letter(reader: Interpreter) -> None:
    assert reader.read("怎么用").act == "help"
    assert reader.read("？").act == "help"
    assert reader.read("88").act == "goodbye"
    assert reader.read("习近平").act is None


@pytest.mark.parametrize("typed", ["今天下雨吗", "请问今天下雨吗", "你好，今天下雨吗？谢谢"])
def test_rows_that_only_editors_know_are_known_politely_as_well(reader: Interpreter, typed: str) -> None:
    assert reader.read(typed).act == "weather"


def test_rows_that_only_editors_know_are_not_known_inside_a_question(reader: Interpreter) -> None:
    assert reader.read("老旧小区的停车收费怎么定的").act is None


@pytest.fixture(scope="module")
def small(dictionary: Dictionary) -> Interpreter:
    return reader_of(corpus(RIVER, FLOWERS), dictionary)


PIECES = st.sampled_from(
    [
        "第",
        "二",
        "条",
        "我问的是",
        "除了",
        "市水务局",
        "，",
        "不",
        "下一",
        "还有谁",
        "a",
        "?",
        "这两家",
        "以外",
    ]
)


@given(st.text(max_size=40) | st.lists(PIECES, max_size=12).map("".join))
def test_any_text_is_read(small: Interpreter, text: str) -> None:
    reading = small.read(text)
    assert reading.act is None or reading.question


def test_a_blank_ends_what_is_taken_back(reader: Interpreter) -> None:
    assert reader.read("第一点 啊不 第三点").number == 3
