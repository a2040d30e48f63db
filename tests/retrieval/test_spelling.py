import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("口袋公圆", "口袋公园"),
        ("口带公园", "口袋公园"),
        ("扣袋工园", "口袋公园"),
        ("kou dai gong yuan", "口袋公园"),
        ("koudaigongyuan zenme jian", "口袋公园怎么"),
        ("行道树修减", "行道树修剪"),
    ],
)
def test_typos_and_pinyin_are_read_as_words_of_the_corpus(
    dictionary: Dictionary, typed: str, meant: str
) -> None:
    mended = Search(corpus(RIVER, FLOWERS), dictionary).mended(typed)
    assert mended
    assert mended.startswith(meant)


def test_southern_sounds_are_taken_for_one_another(dictionary: Dictionary) -> None:
    assert Search(corpus(RIVER, FLOWERS), dictionary).mended("市元宁居") == "市园林局"


@pytest.mark.parametrize(
    "sound", ["清理河道", "南宁防洪排涝", "公园开门时间", "报名", "qwerty", "hello world"]
)
def test_what_is_well_spelt_is_left_alone(dictionary: Dictionary, sound: str) -> None:
    assert Search(corpus(RIVER, FLOWERS), dictionary).mended(sound) is None
