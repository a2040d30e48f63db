"""What is shown, told in another way, over a small corpus of two units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.dialogue.answering import Answering
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.directory import Directory
from bot.dialogue.guide import Guide
from bot.dialogue.pointing import Pointing
from bot.dialogue.remembering import Remembering
from bot.dialogue.retelling import Retelling
from bot.model import Choice, Conversation, Question, Status
from bot.retrieval.normalization import normalise
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus
from tests.builders import reader as reader_of

if TYPE_CHECKING:
    from bot.dialogue.interpreter import Interpreter
    from bot.model import Answer
    from bot.retrieval.dictionary import Dictionary

HELD = corpus(RIVER, FLOWERS)
SILT, TREES = RIVER.practices
GARDENS = FLOWERS.practices[0]


@pytest.fixture(scope="module")
def reader(dictionary: Dictionary) -> Interpreter:
    return reader_of(HELD, dictionary)


@pytest.fixture(scope="module")
def retelling(dictionary: Dictionary) -> Retelling:
    search, directory = Search(HELD, dictionary), Directory(HELD, normalise)
    answering, remembering = Answering(HELD, search, directory), Remembering(HELD)
    dialogue = Dialogue(HELD, search, normalise)
    guide = Guide(
        HELD, directory, answering, remembering, lambda text, before: dialogue.answer(Question(text), before)
    )
    return Retelling(HELD, search, Pointing(HELD, directory), guide, answering, remembering)


def shown(passage: str, *, asked: str = "", **kept: object) -> Conversation:
    """After a passage was quoted to whoever asked something."""
    return Conversation(passage=passage, unit="shuiwu", trail=(asked,) if asked else (), **kept)  # type: ignore[arg-type] # by name


def quoted(answer: Answer) -> tuple[str, str]:
    assert answer.quote
    return answer.quote.passage.id, str(answer.wording)


def test_the_whole_of_what_is_shown_has_all_its_words(retelling: Retelling, reader: Interpreter) -> None:
    turn = retelling.whole(reader.read("全文"), shown(SILT.id))
    assert turn
    assert quoted(turn[0]) == (SILT.id, "whole")
    assert turn[0].quote
    assert turn[0].quote.text == SILT.text


def test_the_whole_of_a_unit_that_is_named_is_none_of_another(
    retelling: Retelling, reader: Interpreter
) -> None:
    assert retelling.whole(reader.read("市园林局的讲细点"), shown(SILT.id)) is None
    turn = retelling.whole(reader.read("市水务局的讲细点"), shown(SILT.id))
    assert turn
    assert quoted(turn[0]) == (SILT.id, "whole")


def test_the_whole_of_another_is_that_of_its_number(retelling: Retelling, reader: Interpreter) -> None:
    turn = retelling.whole(reader.read("第二条的全文"), shown(SILT.id))
    assert turn
    assert quoted(turn[0])[0] == TREES.id
    assert turn[1].passage == TREES.id


def test_the_whole_of_a_number_of_a_list_is_that_of_its_entry(
    retelling: Retelling, reader: Interpreter
) -> None:
    practices = (Choice("清淤", "市水务局第1条"), Choice("口袋公园", "市园林局第1条"))
    turn = retelling.whole(
        reader.read("第二个的全文"), shown(SILT.id, choices=practices, listed=True, asked="修了什么")
    )
    assert turn
    assert quoted(turn[0]) == (GARDENS.id, "whole")
    units = (Choice("市水务局", "市水务局"), Choice("市园林局", "市园林局"))
    turn = retelling.whole(reader.read("第二个的全文"), Conversation(choices=units, listed=True))
    assert turn
    assert quoted(turn[0]) == (FLOWERS.passages[0].id, "unit")


def test_nothing_shown_is_not_told_whole_nor_whose_it_is(retelling: Retelling, reader: Interpreter) -> None:
    assert retelling.whole(reader.read("全文"), Conversation()) is None
    assert retelling.told(reader.read("谁讲的"), Conversation()) is None


@pytest.mark.parametrize(
    ("typed", "passage"),
    [("谁讲的", SILT.id), ("第二条谁讲的", TREES.id), ("园林局的是谁讲的", FLOWERS.passages[0].id)],
)
def test_who_told_it_is_asked_of_what_is_shown_numbered_or_named(
    retelling: Retelling, reader: Interpreter, typed: str, passage: str
) -> None:
    turn = retelling.told(reader.read(typed), shown(SILT.id))
    assert turn
    assert quoted(turn[0]) == (passage, "told")


def test_of_what_is_only_offered_the_first_is_meant(retelling: Retelling, reader: Interpreter) -> None:
    choices = (Choice("口袋公园", "市园林局第1条"), Choice("清淤", "市水务局第1条"))
    turn = retelling.told(reader.read("这是谁讲的"), Conversation(choices=choices, listed=True))
    assert turn
    assert quoted(turn[0]) == (GARDENS.id, "told")


def test_of_a_unit_that_was_offered_what_was_offered_is_meant(
    retelling: Retelling, reader: Interpreter
) -> None:
    choices = (Choice("口袋公园", "市园林局第1条"),)
    turn = retelling.told(reader.read("园林局的是谁讲的"), shown(SILT.id, choices=choices))
    assert turn
    assert quoted(turn[0])[0] == GARDENS.id


def test_in_short_is_the_sentence_that_answers_what_was_asked(
    retelling: Retelling, reader: Interpreter
) -> None:
    turn = retelling.brief(reader.read("太长了"), shown(SILT.id, asked="清淤组织了几支队伍"))
    assert turn
    answer, after = turn
    assert quoted(answer) == (SILT.id, "brief")
    assert answer.quote
    assert "3支队伍" in answer.quote.text
    assert len(answer.quote.text) < len(SILT.text)
    assert after.trail == ("清淤组织了几支队伍",)


def test_in_short_of_nothing_is_an_excuse(retelling: Retelling, reader: Interpreter) -> None:
    turn = retelling.brief(reader.read("太长了"), Conversation())
    assert turn
    assert turn[0].wording == "sorry"


def test_in_short_of_a_unit_where_nothing_is_shown_is_a_question(
    retelling: Retelling, reader: Interpreter
) -> None:
    assert retelling.brief(reader.read("短一点，园林局的"), Conversation()) is None


def test_what_was_quoted_or_offered_in_vain_is_not_offered_again(
    retelling: Retelling, reader: Interpreter
) -> None:
    wrong = reader.read("不是这个")
    before = shown(SILT.id, asked="河道清淤种树", seen=(SILT.id,))
    answer, after = retelling.wrong(wrong, before)
    offered = {match.passage.id for match in answer.matches}
    assert (answer.status, answer.wording) == (Status.SUGGESTED, "sorry")
    assert TREES.id in offered
    assert SILT.id not in offered
    answer, after = retelling.wrong(wrong, after)
    assert not offered & {match.passage.id for match in answer.matches}
    assert set(after.seen) >= {SILT.id, *offered}


def test_whoever_was_shown_nothing_is_offered_themes(retelling: Retelling, reader: Interpreter) -> None:
    answer, _ = retelling.wrong(reader.read("不是这个"), Conversation())
    assert (answer.status, answer.wording, answer.matches) == (Status.COURTESY, "sorry", ())
