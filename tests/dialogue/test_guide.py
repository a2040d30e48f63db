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
