from dataclasses import replace

import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, WATER, corpus, speech


@pytest.mark.parametrize(
    "question",
    [
        "清理河道淤泥要多少钱",
        "清理河道淤泥归谁管",
        "清理河道淤泥违法吗",
        "怎么报名清理河道淤泥",
        "南宁怎么清理河道淤泥",
        "帮我写一份清理河道淤泥的通知",
        "清理河道淤泥的队长叫什么名字",
        "2019年清理河道淤泥",
        "清理河道淤泥用了几台车",
        "您对清理河道淤泥满意吗",
        "清理河道淤泥明年还搞不搞",
        "市公安局清理河道淤泥",
    ],
)
def test_a_question_for_something_else_is_not_answered_for_its_words(
    dictionary: Dictionary, question: str
) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.search("清理河道淤泥").limit is None
    assert search.search(question).limit


def test_what_the_passage_tells_is_no_limit(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.search("清淤搞了多少次").limit is None
    assert search.search("组织了几支队伍清理淤泥").limit is None


@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("我家门口清理河道淤泥", "我家门口要清理河道淤泥，有没有单位做过"),
        ("清理河道淤泥投诉多次没人管", "清理河道淤泥投诉多次没人管，别的小区是怎么做的"),
        ("清理河道淤泥归谁管", "清理河道淤泥归谁管我不问，只想听别的小区是怎么做的"),
    ],
)
def test_who_wants_to_hear_what_others_did_is_not_turned_away_for_a_trouble_of_their_own(
    dictionary: Dictionary, mine: str, theirs: str
) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    reasons = {search.search(mine).limit}
    assert None not in reasons
    assert search.search(theirs).limit not in reasons


def test_who_speaks_for_a_unit_is_told_by_its_own_passages(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.search("李清是谁").asks_only_unit
    assert search.search("李清是谁").limit is None
    assert search.search("李清的电话").limit
    assert search.search("李清的职务叫什么名字").limit


def test_a_kind_that_the_passage_tells_is_no_limit(dictionary: Dictionary) -> None:
    paid = speech(practices=("一是清淤，清淤经费20万元由市里出。",))
    search = Search(corpus(paid, FLOWERS), dictionary)
    assert search.search("清淤的经费是多少钱").limit is None
    assert search.search("口袋公园花了多少钱").limit


def test_what_a_message_tells_before_it_asks_is_no_limit(dictionary: Dictionary) -> None:
    search = Search(corpus(RIVER, FLOWERS), dictionary)
    assert search.search("去年我交了多少钱都没用，电话也打了。他们是怎么清理河道淤泥的？").limit is None


FUNDED = speech(
    practices=("一是清淤。机关党员到河边清理河道淤泥。修口袋公园的经费20万元由市里出，公园里种了树。",)
)


@pytest.mark.parametrize(
    ("beside", "apart"),
    [
        ("口袋公园的经费多少钱", "清理河道淤泥多少钱"),
        ("口袋公园多少万元", "清理淤泥多少万元"),
    ],
)
def test_what_is_asked_for_must_stand_beside_what_it_is_asked_of(
    dictionary: Dictionary, beside: str, apart: str
) -> None:
    search = Search(corpus(FUNDED, FLOWERS), dictionary)
    assert search.search(beside).matches[0].passage == search.search(apart).matches[0].passage
    assert search.search(beside).features["apart"] < 0.3
    assert search.search(apart).features["apart"] > 0.7


def test_who_asks_what_was_done_asks_for_nothing_that_could_stand_apart(dictionary: Dictionary) -> None:
    search = Search(corpus(FUNDED, FLOWERS), dictionary)
    assert search.search("有没有单位清理河道淤泥").features["apart"] < 0.3


LAW = speech(
    slug="law",
    unit=WATER,
    speaker=None,
    title="河道条例",
    practices=("河道淤泥应当每年清理。", "不得向河道倾倒淤泥。", "清理河道淤泥由河长负责。"),
)


@pytest.mark.parametrize("question", ["清理河道淤泥违法吗", "怎么报名清理河道淤泥", "清理河道淤泥要多少钱"])
def test_a_document_that_prescribes_tells_what_no_account_of_practices_does(
    dictionary: Dictionary, question: str
) -> None:
    found = Search(corpus(LAW, FLOWERS), dictionary).search(question)
    assert found.matches[0].passage.speech == "law"
    assert found.limit is None
    assert found.features["untold"] == found.features["apart"] == 0.0


def test_one_passage_of_two_that_prescribes_makes_no_law(dictionary: Dictionary) -> None:
    half = replace(LAW, passages=LAW.passages[1:])
    found = Search(corpus(half, FLOWERS), dictionary).search("清理河道淤泥违法吗")
    assert found.limit
    assert found.features["untold"] > 0.0


def test_a_stranger_is_one_to_a_law_as_well(dictionary: Dictionary) -> None:
    assert Search(corpus(LAW, FLOWERS), dictionary).search("南宁怎么清理河道淤泥").limit
