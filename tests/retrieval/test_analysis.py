from collections import Counter

from bot.retrieval.analysis import Analysis
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise


def test_terms_are_characters_pairs_and_words(dictionary: Dictionary) -> None:
    assert Counter(Analysis(dictionary).terms("停车位")) == Counter(
        ["停", "车", "位", "停车", "车位", "停车位"]
    )


def test_a_word_of_two_characters_counts_as_word_and_as_pair(dictionary: Dictionary) -> None:
    assert Analysis(dictionary).terms("社区").count("社区") == 2


def test_punctuation_makes_no_term_and_parts_pairs(dictionary: Dictionary) -> None:
    assert set(Analysis(dictionary).terms("垃圾，群众！")) == {"垃", "圾", "群", "众", "垃圾", "群众"}


def test_latin_letters_and_digits_are_terms_of_their_own(dictionary: Dictionary) -> None:
    assert Analysis(dictionary).terms("ppt 2023") == ["ppt", "2023"]


def test_question_and_passage_meet_however_they_were_typed(dictionary: Dictionary) -> None:
    typed = Analysis(dictionary).terms(normalise("志願服務 隊"))
    assert Counter(typed) == Counter(Analysis(dictionary).terms("志愿服务队"))
