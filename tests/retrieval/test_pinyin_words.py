import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.pinyin_words import END, PinyinWords


@pytest.fixture
def words(dictionary: Dictionary) -> PinyinWords:
    return PinyinWords({"lisan": ["李闩", "梨伞"]}, dictionary)


def test_what_people_ask_with_is_likelier_than_what_newspapers_have(words: PinyinWords) -> None:
    assert words.of("jiang")[0].word == "讲"
    assert words.of("shei")[0].word == "谁"


def test_words_of_the_corpus_are_known_in_their_order(words: PinyinWords) -> None:
    known = [spelt.word for spelt in words.of("lisan")]
    assert known.index("李闩") < known.index("梨伞")


def test_a_word_is_likelier_behind_some_than_behind_others(words: PinyinWords) -> None:
    which = next(spelt for spelt in words.of("na") if spelt.word == "哪")
    assert words.after("是", which) < words.after("谢谢", which) == which.cost
    particle = next(spelt for spelt in words.of("ma") if spelt.word == "吗")
    end = particle._replace(word=END, cost=9.0)
    assert words.after("吗", end) < words.after("把", end)


def test_what_is_spelt_as_nothing_is_no_word(words: PinyinWords) -> None:
    assert list(words.of("xyz")) == []
