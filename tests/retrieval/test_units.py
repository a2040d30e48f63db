from dataclasses import replace

import pytest

from bot.model import Corpus
from bot.retrieval.analysis import Analysis
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.lexicon import own_words
from bot.retrieval.units import Mention, UnitFinder, names
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus


@pytest.fixture
def units(dictionary: Dictionary) -> UnitFinder:
    held = corpus(RIVER, FLOWERS)
    return UnitFinder(held, Analysis(dictionary, own_words(held)))


@pytest.mark.parametrize("name", ["市水务局", "水务局", "管水的", "李清", "水清岸绿"])
def test_a_unit_is_known_by_each_of_its_names_its_speaker_and_its_title(units: UnitFinder, name: str) -> None:
    mention = units.find(f"{name}做了什么")
    assert [unit.slug for unit in mention.units] == ["shuiwu"]
    assert mention.rest == "做了什么"


def test_the_longest_name_is_taken(units: UnitFinder) -> None:
    assert units.find("市水务局清淤").rest == "清淤"


def test_a_name_inside_another_word_is_no_name(dictionary: Dictionary) -> None:
    held = corpus(RIVER)
    finder = UnitFinder(held, Analysis(dictionary, [*own_words(held), "市水务局长"]))
    assert finder.find("市水务局长是谁") == Mention((), (), "市水务局长是谁")


def test_a_question_without_a_name_names_nobody(units: UnitFinder) -> None:
    assert units.find("河水怎么变清的") == Mention((), (), "河水怎么变清的")


def test_all_units_are_found_in_the_order_they_stand_in(units: UnitFinder) -> None:
    mention = units.find("园林局和水务局种树有什么不同")
    assert mention.units == (PARKS, WATER)
    assert mention.rest == "和 种树有什么不同"


@pytest.mark.parametrize(
    "question", ["除了水务局还有谁种树", "不是水务局的，种树还有谁", "除水务局外还有谁种树"]
)
def test_a_unit_that_is_excepted_is_not_asked(units: UnitFinder, question: str) -> None:
    mention = units.find(question)
    assert (mention.units, mention.excepted) == ((), (WATER,))
    assert "水务" not in mention.rest


def test_one_title_of_many_and_no_title_are_no_names_of_a_unit() -> None:
    untitled = replace(RIVER, slug="x", title="")
    others = [replace(RIVER, slug=title, title=title) for title in ("种树的故事", "修剪的故事")]
    for speeches in ([untitled], others):
        found = names(Corpus(speeches=tuple(speeches)))
        assert [name for name, _ in found if name != RIVER.speaker] == []
