"""What a small corpus of one unit shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.dialogue import Dialogue
from bot.model import Conversation, Corpus, Question, Status, Theme
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus, speech

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition
    from bot.model import Answer
    from bot.retrieval.dictionary import Dictionary

TREES = Theme("shu", "种树", "")
ONE = speech(
    WATER, practices=("一是种树。沿着河岸种下柳树。", "二是清淤。"), opening="开头。", themes={1: ("种树",)}
)


def dialogue(held: Corpus, dictionary: Dictionary) -> Dialogue:
    return Dialogue(held, Search(held, dictionary), normalise)


@pytest.mark.parametrize(("typed", "wording"), [("有哪些单位", "unit"), ("看看种树", "answered")])
def test_a_list_of_one_shows_that_one(dictionary: Dictionary, typed: str, wording: str) -> None:
    held = corpus(ONE, themes=(TREES,))
    answer, after = dialogue(held, dictionary).answer(Question(typed), Conversation())
    assert (answer.status, answer.wording) == (Status.ANSWERED, wording)
    assert after.passage == answer.matches[0].passage.id


def test_help_is_help_though_there_is_one_theme(dictionary: Dictionary) -> None:
    held = corpus(ONE, themes=(TREES,))
    answer, _ = dialogue(held, dictionary).answer(Question("有哪些做法"), Conversation())
    assert (answer.wording, [choice.says for choice in answer.choices]) == ("help", ["市水务局做了什么"])


def test_a_list_of_several_is_a_list(dictionary: Dictionary) -> None:
    answer, after = dialogue(corpus(RIVER, FLOWERS), dictionary).answer(
        Question("有哪些单位"), Conversation(passage=RIVER.passages[1].id)
    )
    assert [choice.says for choice in answer.choices] == [WATER.name, PARKS.name]
    assert (after.passage, after.trail, after.listed) == (None, ("units",), True)


def test_what_reads_acts_knows_no_city_and_reads_the_units_of_any(dictionary: Dictionary) -> None:
    held = dialogue(corpus(RIVER, FLOWERS), dictionary)
    first, after = held.answer(Question("请问园林局的第二条是什么"), Conversation())
    assert first.matches[0].passage == FLOWERS.passages[2]
    second, after = held.answer(Question("那管水的呢"), after)
    assert second.matches[0].passage == RIVER.passages[2]
    third, _ = held.answer(Question("管水的讲了什么"), after)
    assert third.subject == WATER.name


def said(dialogue: Dialogue, *texts: str) -> Answer:
    conversation = Conversation()
    for text in texts:
        answer, conversation = dialogue.answer(Question(text), conversation)
    return answer


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("再念一遍第一把", "p1"),
        ("跳过这条，最后一条也要", "p3"),
        ("这个看过了，要3", "p3"),
        ("上上一条", "p1"),
        ("黄志坚的也要，第一点就够", "p1"),
        ("它头一条", "p1"),
    ],
)
def test_an_ordinal_or_direction_is_meant_whatever_else_is_said(
    edition: Edition, typed: str, anchor: str
) -> None:
    before = ("防排处第一条", "方志办第三条") if anchor == "p1" else ("方志办第二条",)
    assert said(edition.dialogue, *before, typed).matches[0].passage.id == f"fangzhiban-20240111#{anchor}"


def test_two_further_is_two_further(edition: Edition) -> None:
    answer = said(edition.dialogue, "方志办第一条", "下下个")
    assert answer.matches[0].passage.id == "fangzhiban-20240111#p3"


def test_past_a_list_beside_what_is_shown_the_practice_of_that_number_is_meant(edition: Edition) -> None:
    answer = said(edition.dialogue, "谁用了四联双报到", "第三个")
    assert answer.matches[0].passage.number == 3


def test_the_last_one_after_a_number_that_there_is_not_is_of_the_same_unit(edition: Edition) -> None:
    answer = said(edition.dialogue, "防排处第一条", "换方志办的第五把火", "那末尾那把")
    assert answer.matches[0].passage.id == "fangzhiban-20240111#p3"


def test_several_ordinals_at_once_are_a_list(edition: Edition) -> None:
    answer = said(edition.dialogue, "方志办第一条", "前两点分别是啥")
    assert (answer.wording, len(answer.choices)) == ("counted", 3)
