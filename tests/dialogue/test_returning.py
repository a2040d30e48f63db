"""What was shown before, again, over a small corpus."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.dialogue import Dialogue
from bot.model import Conversation, Question
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus

if TYPE_CHECKING:
    from bot.model import Answer
    from bot.retrieval.dictionary import Dictionary

HELD = corpus(RIVER, FLOWERS)


class Talk:
    """One person's conversation."""

    def __init__(self, dialogue: Dialogue) -> None:
        self._dialogue = dialogue
        self.conversation = Conversation()

    def say(self, *texts: str) -> Answer:
        for text in texts:
            answer, self.conversation = self._dialogue.answer(Question(text), self.conversation)
        return answer


@pytest.fixture
def talk(dictionary: Dictionary) -> Talk:
    return Talk(Dialogue(HELD, Search(HELD, dictionary), normalise))


def test_once_more_shows_what_is_shown(talk: Talk) -> None:
    first = talk.say("水务局第一条").quote
    before = talk.conversation
    assert talk.say("再发一遍").quote == first
    assert talk.conversation.trail == before.trail


def test_once_more_keeps_the_numbers_of_the_list_it_was_opened_from(talk: Talk) -> None:
    listed = talk.say("水务局").choices
    assert talk.say("2", "再发一遍").choices == listed


@pytest.mark.parametrize("text", ["刚才水务局那个再发一遍", "水务局那条再讲一遍"])
def test_once_more_of_a_unit_that_is_named_shows_what_was_last_shown_of_it(talk: Talk, text: str) -> None:
    shown = talk.say("水务局第二条").quote
    talk.say("园林局第一条")
    assert talk.say(text).quote == shown


@pytest.mark.parametrize("text", ["水务局那条的下一条", "回到刚才水务局那个，下一条是什么"])
def test_the_next_of_a_unit_that_is_named_follows_what_was_last_shown_of_it(talk: Talk, text: str) -> None:
    talk.say("水务局第一条", "园林局第一条")
    assert talk.say(text).quote == talk.say("水务局第二条").quote


def test_the_one_before_of_a_unit_that_is_named_precedes_what_was_last_shown_of_it(talk: Talk) -> None:
    talk.say("水务局第二条", "园林局第一条")
    assert talk.say("水务局那条的上一条").quote == talk.say("水务局第一条").quote


def test_a_list_is_nothing_that_was_shown_of_the_unit_spoken_of(talk: Talk) -> None:
    shown = talk.say("水务局哪里清淤").quote
    assert shown
    talk.say("单位")
    assert talk.say("刚才水务局那个再发一遍").quote == shown


def test_once_more_after_a_list_shows_the_list(talk: Talk) -> None:
    listed = talk.say("单位")
    again = talk.say("再发一遍")
    assert (again.wording, again.choices) == (listed.wording, listed.choices)
    assert talk.conversation.trail == ("units",)


def test_back_shows_what_was_shown_before_and_then_what_was_before_that(talk: Talk) -> None:
    talk.say("水务局第一条", "水务局第二条", "园林局第一条")
    for passage in (RIVER.practices[1], RIVER.practices[0]):
        quote = talk.say("返回").quote
        assert quote
        assert quote.passage == passage


def test_back_leads_to_a_list_that_was_asked_for(talk: Talk) -> None:
    listed = talk.say("单位")
    assert talk.say("1", "返回").choices == listed.choices


@pytest.mark.parametrize("text", ["回到列表", "返回刚才那个单子"])
def test_back_to_the_list_leads_past_what_was_read_from_it(talk: Talk, text: str) -> None:
    listed = talk.say("水务局")
    assert talk.say("1", "2", text).choices == listed.choices


def test_back_after_an_answer_in_vain_is_what_is_shown_still(talk: Talk) -> None:
    shown = talk.say("水务局第一条", "园林局第一条").quote
    talk.say("今天股票涨了没有")
    assert talk.conversation.unanswered == 1
    assert talk.say("返回").quote == shown


@pytest.mark.parametrize("text", ["返回", "再发一遍"])
def test_where_nothing_was_shown_there_is_help(talk: Talk, text: str) -> None:
    assert talk.say(text).wording == "help"


def test_a_number_after_going_back_counts_what_is_shown_then(talk: Talk) -> None:
    talk.say("单位", "2", "返回")
    assert talk.say("1").subject == "市水务局"


@pytest.mark.parametrize("text", ["刚才清淤那条再发一下", "回到清淤那条"])
def test_of_a_subject_that_is_named_what_was_shown_of_it_comes_back(talk: Talk, text: str) -> None:
    shown = talk.say("哪里清淤").quote
    talk.say("园林局第一条")
    assert talk.say(text).quote == shown
