import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus, speech


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


@pytest.mark.parametrize(("known", "typed"), [("注意", "社会注意"), ("注意力", "社会注意力")])
def test_a_word_of_the_corpus_is_not_mended_away(dictionary: Dictionary, known: str, typed: str) -> None:
    spoken = speech(practices=(f"一是讲社会主义。大家的{known}在河上。",))
    search = Search(corpus(spoken, FLOWERS), dictionary)
    assert search.mended("社汇主义") == "社会主义"
    assert search.mended(typed) is None


def test_southern_sounds_are_taken_for_one_another(dictionary: Dictionary) -> None:
    assert Search(corpus(RIVER, FLOWERS), dictionary).mended("市元宁居") == "市园林局"


@pytest.mark.parametrize(
    "sound", ["清理河道", "南宁防洪排涝", "公园开门时间", "报名", "qwerty", "hello world"]
)
def test_what_is_well_spelt_is_left_alone(dictionary: Dictionary, sound: str) -> None:
    assert Search(corpus(RIVER, FLOWERS), dictionary).mended(sound) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("口dai公园怎么建", "口袋公园怎么建"),
        ("口袋gong园", "口袋公园"),
        ("kou袋公yuan", "口袋公园"),
        ("河dao淤泥", "河道淤泥"),
    ],
)
def test_pinyin_inside_a_word_is_read_with_the_characters_beside_it(
    dictionary: Dictionary, typed: str, meant: str
) -> None:
    assert Search(corpus(RIVER, FLOWERS), dictionary).mended(typed) == meant


def test_pinyin_is_also_read_as_words_that_only_general_chinese_has(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.mended("hedao laji怎么办") == "河道垃圾怎么办"
    assert search.mended("nanning hedao") == "南宁河道"


def test_a_part_of_a_name_and_a_word_with_its_particle_are_no_typos(dictionary: Dictionary) -> None:
    search = Search(corpus(speech(practices=("一是建了公园。市委支持我们。",)), FLOWERS), dictionary)
    assert search.mended("市卫健委做了什么") is None
    assert search.mended("讲了什么") is None


def test_another_citys_office_is_no_typo_of_ours_and_what_sounds_as_ours_is(dictionary: Dictionary) -> None:
    search = Search(corpus(speech(practices=("一是市直机关整治飞线充电。",)), FLOWERS), dictionary)
    assert search.mended("来宾市机关做了什么") is None
    assert search.mended("小区里飞县充电没人管吗") == "小区里飞线充电没人管吗"


def test_who_spoke_is_called_by_the_right_name(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.mended("李清讲了什么") is None
    assert search.mended("li清讲了什么") == "李清讲了什么"
