import json
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.edition import Edition
from bot.model import Calibration, Corpus
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import MATCHES, Search
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus

GOLDEN = Path(__file__).parents[1] / "golden" / "tune.jsonl"
QUESTIONS = [json.loads(line)["q"] for line in GOLDEN.read_text("utf-8").splitlines()]
TRADITIONAL = opencc.OpenCC("s2t")
WIDE = {ord(char): ord(char) + 0xFEE0 for char in map(chr, range(0x21, 0x7F))}


@pytest.fixture(scope="module")
def small(dictionary: Dictionary) -> Search:
    return Search(corpus(RIVER, FLOWERS), dictionary)


def first(search: Search, question: str) -> str | None:
    matches = search.search(question).matches
    return matches[0].passage.id if matches else None


def test_the_passage_that_tells_of_it_is_first(small: Search) -> None:
    assert first(small, "河道淤泥怎么清理") == "shuiwu-20240501#p1"
    assert first(small, "口袋公园") == "yuanlin-20240502#p1"


def test_words_that_only_one_passage_has_to_the_letter_are_meant_to_find_it(edition: Edition) -> None:
    cited = edition.search.search("“走进社区服务防排”")
    assert (cited.is_named, cited.matches[0].passage.place) == (True, 2)
    assert not edition.search.search("走进社区服务排防").is_named
    assert not edition.search.search("创建全国文明城市").is_named  # which several say


def test_a_unit_alone_gives_its_passages_in_order(small: Search) -> None:
    finding = small.search("水务局做了什么")
    assert finding.asks_only_unit
    assert finding.unit == WATER
    assert [match.passage.anchor for match in finding.matches] == ["opening", "p1", "p2"]


def test_a_unit_named_keeps_the_search_to_it(small: Search) -> None:
    finding = small.search("园林局有没有清理河道淤泥")
    assert finding.unit == PARKS
    assert {match.passage.speech for match in finding.matches} <= {"yuanlin-20240502"}


def test_a_unit_given_is_a_unit_named(small: Search) -> None:
    assert small.search("种树", PARKS).unit == PARKS


def test_nothing_in_common_finds_nothing(small: Search) -> None:
    finding = small.search("qwerty")
    assert finding.matches == ()
    assert finding.probability == 0.0


def test_probability_is_what_the_calibration_makes_of_the_features(dictionary: Dictionary) -> None:
    calibration = Calibration(bias=-1.0, weights={"told": 3.0})
    finding = Search(corpus(RIVER, FLOWERS, calibration=calibration), dictionary).search("河道淤泥怎么清理")
    assert finding.probability == calibration.probability(finding.features) > 0.5
    assert finding.features["coverage"] == finding.matches[0].coverage.share


def test_a_calibration_by_form_weighs_how_a_question_is_put_whatever_it_is_about(
    dictionary: Dictionary,
) -> None:
    calibration = Calibration(
        bias=3.0, weights={}, wording={"花了": -6.0, "X": 0.5, "河": -9.0}, is_by_form=True
    )
    search = Search(corpus(RIVER, FLOWERS, calibration=calibration), dictionary)
    how, paid = search.search("河道淤泥怎么清理"), search.search("清理河道淤泥花了多少钱")
    assert (how.weighed, paid.weighed) == ("X怎么X", "X花了多少钱")
    assert how.probability > 0.9
    assert paid.probability < 0.1


def test_search_says_what_it_finds_and_leaves_the_verdict_to_others(small: Search) -> None:
    finding = small.search("河水里有没有看到大雁天鹅飞来过冬")
    assert finding.matches[0].coverage.share < 0.5
    assert finding.limit is None
    certain = Calibration(bias=9.0, weights={})
    assert small.search("清理河道淤泥要多少钱").limit
    assert certain.probability(small.search("清理河道淤泥要多少钱").features) > 0.99


def test_a_unit_that_tells_nothing_of_the_question_shows_its_own_passages(small: Search) -> None:
    finding = small.search("水务局的宇宙飞船")
    assert [match.passage.anchor for match in finding.matches] == ["opening", "p1", "p2"]
    assert not finding.asks_only_unit
    assert not finding.features


def test_what_speaks_against_a_unit_asked_for_alone_is_told(small: Search) -> None:
    finding = small.search("水务局多少钱")
    assert finding.asks_only_unit
    assert finding.limit
    assert finding.limit.kind == "money"


def test_a_corpus_without_content_answers_nothing(dictionary: Dictionary) -> None:
    assert Search(Corpus(calibration=Calibration()), dictionary).search("停车").matches == ()


@given(st.text(max_size=80))
@settings(max_examples=60)
def test_any_question_gives_matches_with_quotes_from_their_passages(edition: Edition, question: str) -> None:
    finding = edition.search.search(question)
    assert 0.0 <= finding.probability <= 1.0
    assert len(finding.matches) <= MATCHES
    for match in finding.matches:
        stored = edition.corpus.passage(match.passage.id)
        assert stored is not None
        assert match.quote.text
        assert match.quote.text == stored.text[match.quote.start : match.quote.end]


@given(st.sampled_from(QUESTIONS), st.sampled_from(["spaces", "wide", "traditional"]))
@settings(max_examples=150)
def test_how_a_question_was_typed_does_not_change_the_first_passage(
    edition: Edition, question: str, how: str
) -> None:
    typed = {
        "spaces": " ".join(question),
        "wide": question.translate(WIDE),
        "traditional": TRADITIONAL.convert(question),
    }[how]
    if how == "spaces" and any(char.isascii() and char.isalnum() for char in question):
        typed = question  # letters put apart by spaces are no longer a word
    plain, again = edition.verdict(question).finding, edition.verdict(typed).finding
    assert [m.passage.id for m in plain.matches[:1]] == [m.passage.id for m in again.matches[:1]]


def test_a_thing_that_nobody_here_speaks_of_is_foreign(small: Search) -> None:
    foreign = small.search("河道淤泥怎么装电梯").features["foreign"]
    assert 0 < foreign < 1
    assert small.search("河道淤泥怎么清理").features["foreign"] == 0.0


def test_a_foreign_thing_outside_of_what_is_asked_does_not_count(small: Search) -> None:
    assert small.search("我家楼里有电梯。河道淤泥怎么清理").features["foreign"] == 0.0


def test_what_stands_in_quotation_marks_is_found_as_one(small: Search) -> None:
    (word,) = [e for e in small.search("“树有人管”是谁讲的").matches[0].coverage.evidence if e.weight > 1]
    assert (word.word, word.found) == ("树有人管", "树有人管")


def test_the_number_asked_for_is_told_with_the_quote(small: Search) -> None:
    first = small.search("清淤多少次").matches[0]
    assert first.number == "20余次"
    assert first.number in first.quote.text
    assert small.search("怎么清淤").matches[0].number is None
    assert small.search("清淤多少次，组织了多少人").matches[0].number is None


def test_whoever_wants_all_of_a_unit_gets_the_unit(small: Search) -> None:
    finding = small.search("水务局的全部做法给我列出来，我要写综述")
    assert finding.asks_only_unit
    assert finding.unit == WATER
