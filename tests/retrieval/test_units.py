import pytest

from bot.retrieval.analysis import Analysis
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.lexicon import own_words
from bot.retrieval.units import UnitFinder
from tests.builders import FLOWERS, RIVER, corpus


@pytest.fixture
def units(dictionary: Dictionary) -> UnitFinder:
    held = corpus(RIVER, FLOWERS)
    return UnitFinder(held, Analysis(dictionary, own_words(held)))


@pytest.mark.parametrize("name", ["市水务局", "水务局", "管水的", "李清", "水清岸绿"])
def test_a_unit_is_known_by_each_of_its_names_its_speaker_and_its_title(units: UnitFinder, name: str) -> None:
    mention = units.find(f"{name}做了什么")
    assert mention is not None
    assert mention.unit.slug == "shuiwu"
    assert mention.rest == "做了什么"


def test_the_longest_name_is_taken(units: UnitFinder) -> None:
    mention = units.find("市水务局清淤")
    assert mention is not None
    assert mention.name == "市水务局"


def test_a_name_inside_another_word_is_no_name(dictionary: Dictionary) -> None:
    held = corpus(RIVER)
    finder = UnitFinder(held, Analysis(dictionary, [*own_words(held), "市水务局长"]))
    assert finder.find("市水务局长是谁") is None


def test_a_question_without_a_name_names_nobody(units: UnitFinder) -> None:
    assert units.find("河水怎么变清的") is None
