"""Units that are named by what they do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Conversation, Corpus, Question, Status
from tests.builders import reader as reader_of

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition
    from bot.dialogue.interpreter import Interpreter
    from bot.retrieval.dictionary import Dictionary


@pytest.fixture(scope="module")
def reader(knowledge: Corpus, dictionary: Dictionary) -> Interpreter:
    return reader_of(knowledge, dictionary)


@pytest.mark.parametrize(
    ("typed", "unit", "asked"),
    [
        ("写志书那家做了什么", "市方志办", "市方志办做了什么"),
        ("清小广告的那家还有第三条没", "市方志办", "市方志办还有第三条没"),
        ("修泵站这家第一条讲什么", "市防洪排涝工程管理处", "市防洪排涝工程管理处第一条讲什么"),
        ("那防排那家的领导班子呢", "市防洪排涝工程管理处", "那市防洪排涝工程管理处的领导班子呢"),
        ("社科那家搞啥活动了", "市社科联", "市社科联搞啥活动了"),
        ("那个清小广告的单位有几条", "市方志办", "市方志办有几条"),
        ("书记亲自抓的那家", "市社科联", "书记亲自抓的那家"),
        ("管排水的那家呢", "市防洪排涝工程管理处", "市防洪排涝工程管理处呢"),
        ("防洪那个处的领导怎么抓的", "市防洪排涝工程管理处", "市防洪排涝工程管理处的领导怎么抓的"),
        ("防洪第二条是什么", "市防洪排涝工程管理处", "市防洪排涝工程管理处第二条是什么"),
        ("那防洪的最后一条呢", "市防洪排涝工程管理处", "那市防洪排涝工程管理处最后一条呢"),
        ("不看了，换古仔那篇", "市方志办", "不看了,换市方志办"),
        ("麻雀变凤凰那一篇稿子是谁讲的", "市方志办", "市方志办是谁讲的"),
    ],
)
def test_a_unit_is_known_by_what_its_texts_or_names_say(
    reader: Interpreter, typed: str, unit: str, asked: str
) -> None:
    reading = reader.read(typed)
    assert reading.unit
    assert (reading.unit.name, reading.question) == (unit, asked)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("除了写志书那家还有谁带头", "市方志办"), ("除了防洪的呢", "市防洪排涝工程管理处")],
)
def test_a_unit_that_is_described_can_be_excluded(reader: Interpreter, typed: str, unit: str) -> None:
    assert [unit.name for unit in reader.read(typed).excluded] == [unit]


@pytest.mark.parametrize(
    "typed", ["卖螺蛳粉那家讲了啥", "办公交卡那家讲了啥", "带头那家怎么做的", "那个修地铁的单位做了什么"]
)
def test_what_tells_of_no_unit_or_of_several_is_not_taken_for_one(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert (reading.unit, reading.is_of_unknown) == (None, True)


@pytest.mark.parametrize(
    "typed",
    [
        "刚才那家还有什么活动",
        "垃圾清零是那个单位",
        "那家呢",
        "哪个单位清小广告",
        "最后一位那个单位呢",
        "不闹了这个单位还做了什么",
        "党员第二条讲什么",
        "文明手册第一条写的什么",
        "防洪最后做好了吗",
        "解难点、除痛点呢",
        "有没有关于停车的那篇",
        "一等奖讲的是哪个故事,是不是麻雀变凤凰那篇",
    ],
)
def test_what_describes_nothing_is_no_description(reader: Interpreter, typed: str) -> None:
    reading = reader.read(typed)
    assert (reading.question, reading.is_of_unknown) == (typed, False)


def test_a_unit_that_nobody_knows_is_not_the_one_spoken_of(edition: Edition) -> None:
    dialogue = edition.dialogue
    _, after = dialogue.answer(Question("社科联做了什么"), Conversation())
    answer, _ = dialogue.answer(Question("修地铁那家做了什么"), after)
    assert (answer.status, answer.wording) == (Status.DIRECTORY, "units")
    answer, _ = dialogue.answer(Question("写志书那家做了什么"), after)
    assert answer.subject == "市方志办"


def test_where_nothing_was_shown_such_a_message_is_a_question(edition: Edition) -> None:
    answer, _ = edition.dialogue.answer(Question("治水那家一共叫上了多少个单位一起干活"), Conversation())
    assert answer.verdict is not None
    assert answer.act is None
