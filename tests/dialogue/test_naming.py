from __future__ import annotations

from bot.dialogue.naming import NAMES, examples, names
from bot.model import City
from tests.builders import FLOWERS, PARKS, RIVER, corpus, speech


def test_every_name_has_its_placeholder() -> None:
    assert names(City("问答", "桂林", "乡村振兴")) == dict(
        zip(NAMES, ("桂林", "乡村振兴", "问答"), strict=True)
    )


def test_what_an_editor_wrote_down_is_what_people_are_told_to_try() -> None:
    written = corpus(RIVER, wording={"examples": "\n河水怎么变清的 \n\n谁来种树\n谁来种树"})
    assert list(examples(written)) == ["河水怎么变清的", "谁来种树"]


def test_where_nothing_is_written_down_each_speech_gives_a_question_it_answers() -> None:
    taught = speech(PARKS, "b", practices=("一是种花。", "二是种树。"), asked_as={2: ("谁来种树",)})
    told = corpus(RIVER, FLOWERS, taught, FLOWERS, wording={"examples": " \n"})
    assert list(examples(told)) == ["市水务局做了什么", "市园林局做了什么", "谁来种树"]
    assert list(examples(corpus())) == []
