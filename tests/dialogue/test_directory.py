from dataclasses import replace

import pytest

from bot.dialogue.directory import Directory
from bot.model import Corpus, Theme
from bot.retrieval.normalization import normalise
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus, speech

TREES = Theme("shumu", "树木", "种树、护树")


@pytest.fixture
def held() -> Corpus:
    older = speech(slug="shuiwu-20230501", practices=("一是巡河。早年的做法。",), title="早年")
    themed = speech(PARKS, "yuanlin-2", practices=("一是种树。",), themes={1: ("树木",)})
    return corpus(RIVER, older, FLOWERS, themed, themes=(TREES, Theme("kong", "没有内容的主题", "")))


def test_the_words_of_every_choice_lead_back_to_where_it_came_from(held: Corpus) -> None:
    directory = Directory(held, normalise)
    for passage in held.passages:
        (choice,) = directory.choices([passage])
        assert directory.passage(choice.says) == passage


def test_a_practice_is_called_by_unit_and_number_where_that_is_enough(held: Corpus) -> None:
    (choice,) = Directory(held, normalise).choices([RIVER.passages[2]])
    assert choice.says == "市水务局第2条"
    assert choice.label.startswith("市水务局：")


@pytest.mark.parametrize("typed", ["市水务局第2条", "市水務局 第２条", "市水务局第 2 条"])
def test_a_choice_can_be_typed_by_hand(held: Corpus, typed: str) -> None:
    assert Directory(held, normalise).passage(typed) == RIVER.passages[2]


def test_a_unit_of_which_there_is_a_note_alone_is_in_no_list_of_those_that_tell(knowledge: Corpus) -> None:
    listed = [choice.says for choice in Directory(knowledge, normalise).units()]
    noted = {speech.unit.name for speech in knowledge.speeches if speech.is_note}
    assert noted == {unit.name for unit in knowledge.units} - {*listed}


def test_only_units_and_themes_with_content_are_listed(held: Corpus) -> None:
    directory = Directory(held, normalise)
    assert [choice.says for choice in directory.units()] == [WATER.name, PARKS.name]
    assert [choice.says for choice in directory.themes()] == ["树木"]
    assert len(directory.of_theme(TREES)) == 1


def test_a_practice_is_listed_by_its_plain_heading_and_found_by_either() -> None:
    told = replace(RIVER.passages[1], plain="把河水弄干净")
    held = corpus(replace(RIVER, passages=(told,)))
    directory = Directory(held, normalise)
    assert [choice.label for choice in directory.of_unit(WATER)] == ["把河水弄干净"]
    assert [choice.label for choice in directory.choices([told])] == ["市水务局：把河水弄干净"]
    for typed in ("市水务局：把河水弄干净", f"市水务局：{told.heading}"):
        assert directory.passage(typed) == told


def test_three_questions_are_there_to_begin_with() -> None:
    held = corpus(RIVER, wording={"examples": "一\n二\n三\n四"})
    choices = Directory(held, normalise).questions()
    assert [(choice.label, choice.says) for choice in choices] == [("一", "一"), ("二", "二"), ("三", "三")]


def test_a_units_practices_are_listed_by_their_headings(held: Corpus) -> None:
    labels = [choice.label for choice in Directory(held, normalise).of_unit(PARKS)]
    assert labels == [p.heading for s in held.speeches_of(PARKS) for p in s.practices]
