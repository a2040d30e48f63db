import pytest

from bot.model import Coverage, How, Synonym
from bot.retrieval.analysis import Analysis
from bot.retrieval.asks import load_asking
from bot.retrieval.coverage import cover, form, is_stray
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.english import English
from bot.retrieval.query import QueryAnalysis
from bot.retrieval.question_words import load_question_words


@pytest.fixture
def queries(dictionary: Dictionary) -> QueryAnalysis:
    words = Synonym(("牛皮癣",), ("小广告",), "居民的叫法")
    english = English(lambda: ("防洪", "早", "停车"), ("of",), {})
    return QueryAnalysis(
        Analysis(dictionary), dictionary, load_question_words(), [words], load_asking(), english, lambda _: ()
    )


def test_a_passage_with_every_word_covers_all(queries: QueryAnalysis) -> None:
    assert cover(queries.query("停车位怎么规划"), "在规划停车位时联系车主").share == 1.0


def test_words_that_only_ask_do_not_count(queries: QueryAnalysis) -> None:
    assert cover(queries.query("请问有没有什么办法清理垃圾呢"), "清理垃圾").share > 0.9


def test_a_word_found_by_its_meaning_counts_less_than_the_word(queries: QueryAnalysis) -> None:
    by_meaning = cover(queries.query("牛皮癣"), "清理小广告")
    assert [evidence.how for evidence in by_meaning.evidence] == [How.MEANING]
    assert 0 < by_meaning.share < cover(queries.query("小广告"), "清理小广告").share


def test_a_word_found_in_an_editors_question_counts_less_still(queries: QueryAnalysis) -> None:
    asked = cover(queries.query("牛皮癣"), "铲除城市顽疾", "牛皮癣怎么铲")
    assert [evidence.how for evidence in asked.evidence] == [How.ASKED]
    assert 0 < asked.share < cover(queries.query("牛皮癣"), "清理小广告").share


def test_part_of_a_word_is_not_the_word(queries: QueryAnalysis) -> None:
    (evidence,) = cover(queries.query("停车场"), "规划停车位").evidence
    assert evidence.how is How.PART
    assert evidence.found == "停车"
    assert evidence.strength < 0.5


def test_the_number_asked_for_is_evidence(queries: QueryAnalysis) -> None:
    covered = cover(queries.query("活动搞了几次"), "活动30余次")
    assert ("几次", "30余次") in [(evidence.word, evidence.found) for evidence in covered.evidence]


def test_nothing_is_covered_of_a_question_that_tells_nothing(queries: QueryAnalysis) -> None:
    assert cover(queries.query("怎么办呢"), "清理垃圾").share == 0.0


def how(covered: Coverage) -> list[tuple[str, str, How]]:
    return [(e.word, e.found, e.how) for e in covered.evidence]


def test_a_word_of_the_text_is_found_once_however_many_words_may_mean_it(queries: QueryAnalysis) -> None:
    assert how(cover(queries.query("park cars"), "规划停车位")) == [
        ("park", "停车", How.MEANING),
        ("cars", "", How.MISSING),
    ]


def test_words_that_mean_something_together_are_found_together(queries: QueryAnalysis) -> None:
    assert how(cover(queries.query("flood control"), "防洪排涝")) == [
        ("flood", "防洪", How.MEANING),
        ("control", "防洪", How.MEANING),
    ]


def test_one_character_that_a_word_may_mean_is_no_more_than_a_character(queries: QueryAnalysis) -> None:
    assert is_stray(cover(queries.query("good morning"), "高起点早统筹"))


def test_a_character_is_enough_for_whoever_asks_for_nothing_else(queries: QueryAnalysis) -> None:
    assert not is_stray(cover(queries.query("狗"), "文明遛狗"))
    assert is_stray(cover(queries.query("狗"), "文明停车"))
    assert is_stray(cover(queries.query("狗粮"), "文明遛狗"))


def test_the_form_of_a_question_has_one_mark_for_what_a_passage_tells_of_it(queries: QueryAnalysis) -> None:
    query = queries.query("清理楼道垃圾花了多少钱")
    assert form(query, cover(query, "清理楼道里的垃圾")) == "X花了多少钱"
    assert form(query, cover(query, "清理河道")) == "X楼道垃圾花了多少钱"


def test_the_form_of_a_question_of_which_nothing_is_told_is_the_question(queries: QueryAnalysis) -> None:
    query = queries.query("请问办证要带什么")
    assert form(query, cover(query, "种花")) == "请问办证要带什么"
