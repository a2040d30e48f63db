from collections.abc import Callable

import pytest

from bot.model import Synonym
from bot.retrieval.analysis import Analysis
from bot.retrieval.asks import load_asking
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.english import English
from bot.retrieval.normalization import normalise
from bot.retrieval.query import QueryAnalysis
from bot.retrieval.question_words import load_question_words


def queries(
    dictionary: Dictionary, *synonyms: Synonym, names: Callable[[str], tuple[str, ...]] = lambda _: ()
) -> QueryAnalysis:
    words = load_question_words()
    english = English(lambda: ("垃圾", "志愿者"), words.english, words.english_asking)
    return QueryAnalysis(Analysis(dictionary), dictionary, words, synonyms, load_asking(), english, names)


def test_the_subject_is_left_when_the_asking_is_taken_away(dictionary: Dictionary) -> None:
    query = queries(dictionary).query("请问你们单位是怎么清理垃圾的呀")
    assert [word.text for word in query.words] == ["清理", "垃圾"]


def test_dialect_that_only_asks_is_taken_away_too(dictionary: Dictionary) -> None:
    assert [w.text for w in queries(dictionary).query("边个单位有清理垃圾噶").words] == ["清理", "垃圾"]


def test_what_people_say_adds_what_the_corpus_says_at_lower_weight(dictionary: Dictionary) -> None:
    query = queries(dictionary, Synonym(("拉线…充",), ("飞线充电",), "")).query("拉线下楼充电")
    assert 0 < query.terms["飞线"] < query.terms["充电"]
    assert query.meanings[0].said == "拉线下楼充"


def test_a_vocabulary_works_in_one_direction_only(dictionary: Dictionary) -> None:
    assert "拉线" not in queries(dictionary, Synonym(("拉线",), ("飞线充电",), "")).query("飞线充电").terms


def test_asking_words_weigh_little_in_the_index(dictionary: Dictionary) -> None:
    terms = queries(dictionary).query("怎么停车").terms
    assert terms["怎么"] < 0.5 < terms["停车"]


def test_a_question_about_nothing_in_particular_has_no_subject(dictionary: Dictionary) -> None:
    assert queries(dictionary).query("做了哪些工作").subject == 0
    assert queries(dictionary).query("清理垃圾的做法").subject > 1


def test_a_verb_tells_no_more_for_its_particle(dictionary: Dictionary) -> None:
    ask = queries(dictionary).query
    assert ask("撕过").words[0].weight == ask("撕").words[0].weight


def test_what_is_asked_for_is_read_off_the_sentence_that_asks(dictionary: Dictionary) -> None:
    query = queries(dictionary).query("上个月我报名当了志愿者，交了20块钱。他们是怎么清理垃圾的？")
    assert query.asking == "他们是怎么清理垃圾的"
    assert query.asked.likeliest == "practice"
    assert queries(dictionary).query("清理垃圾一共花了几次钱").counts
    assert not queries(dictionary).query("我等了几天。怎么清理垃圾").counts


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("我是从桂林来的，想问停车怎么管", ()),
        ("老铁我是桂林的，停车怎么管", ()),
        ("我们是桂林那边的想问停车怎么管", ()),
        ("老师好，我们桂林过来学习的，看看停车", ()),
        ("我们桂林的小区，停车怎么管", ("桂林",)),
        ("我想问桂林怎么管的，急", ("桂林",)),
        ("我妈在桂林，想问桂林停车怎么管", ("桂林",)),
    ],
)
def test_where_whoever_writes_comes_from_is_not_what_they_ask_about(
    dictionary: Dictionary, typed: str, names: tuple[str, ...]
) -> None:
    query = queries(dictionary, names=lambda said: ("桂林",) if "桂林" in said else ()).query(
        normalise(typed)
    )
    assert query.names == names


def test_of_a_message_of_hundreds_of_words_those_are_read_that_tell_most(dictionary: Dictionary) -> None:
    said = queries(dictionary).query("第3条8万" * 100 + "停车场").words
    assert (len(said), said[-1].text) == (80, "停车场")
    assert [word.start for word in said] == sorted(word.start for word in said)


def test_a_part_of_a_question_asks_for_nothing(dictionary: Dictionary) -> None:
    part = queries(dictionary).part("清理垃圾多少钱")
    assert part.asked.kinds == {}
    assert part.terms == queries(dictionary).query("清理垃圾多少钱").terms


def test_english_means_words_of_the_corpus_and_is_asked_for_as_these(dictionary: Dictionary) -> None:
    query = queries(dictionary).query("which office helps volunteers with garbage")
    assert [word.text for word in query.words if word.weight > 0.5] == ["volunteers", "garbage"]
    assert [meaning.means for meaning in query.meanings] == [("志愿者",), ("垃圾",)]
    assert query.terms["垃圾"] > 0
    assert "garbage" not in query.terms
    assert query.asked.likeliest == "practice"


def test_what_english_asks_for_is_read_as_chinese_asks_it(dictionary: Dictionary) -> None:
    assert queries(dictionary).query("how much does garbage removal cost").asked.likeliest == "money"
    assert queries(dictionary).query("garbage 怎么清").asked.likeliest == "practice"


def test_the_words_of_the_sentence_that_asks_are_known(dictionary: Dictionary) -> None:
    query = queries(dictionary).query("我家楼下有电梯。怎么清理垃圾")
    assert [word.text for word in query.asked_words] == ["清理", "垃圾"]
    assert [word.text for word in query.words if word.is_noun][-1] == "垃圾"
