from collections.abc import Callable

import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus

Said = Callable[[str], str | None]


@pytest.fixture
def said(dictionary: Dictionary) -> Said:
    return Search(corpus(RIVER, FLOWERS), dictionary).said


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("di yi tiao", "第一条"),
        ("xia yi ge", "下一个"),
        ("shui jiang de", "谁讲的"),
        ("xie xie ni", "谢谢你"),
        ("koudai gongyuan jian le ji ge", "口袋公园建了几个"),
        ("ban le duoshao ci huodong", "办了多少次活动"),
    ],
)
def test_every_word_of_a_message_in_pinyin_is_read(said: Said, typed: str, meant: str) -> None:
    assert said(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["koudai gongyuan shi shui jian de", "kou dai gong yuan shi shui jian de", "koudaigongyuanshishuijiande"],
)
def test_spaces_stand_between_words_between_syllables_or_nowhere(said: Said, typed: str) -> None:
    assert said(typed) == "口袋公园是谁建的"


def test_southern_sounds_are_read_as_a_word_where_none_is_spelt_like_that(said: Said) -> None:
    assert said("xindaosu xiujian") == "行道树修剪"


def test_marks_and_digits_stay_as_they_are(said: Said) -> None:
    assert said("xiexie! kan di yi tiao, 2?") == "谢谢!看第一条, 2?"


@pytest.mark.parametrize(
    "typed",
    ["name", "can you", "hai", "ha", "side", "china", "cover letter", "wifi mima", "123", "", "口袋gongyuan"],
)
def test_english_single_syllables_and_what_is_partly_chinese_are_no_pinyin(said: Said, typed: str) -> None:
    assert said(typed) is None
