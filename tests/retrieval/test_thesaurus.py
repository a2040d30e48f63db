import pytest

from bot.retrieval.dictionary import Dictionary
from bot.retrieval.search import Search
from bot.retrieval.shelf import Shelf
from bot.retrieval.texts import texts_of
from bot.retrieval.thesaurus import FEWEST, Thesaurus
from tests.builders import corpus, speech

SAID = ("儿童", "销售", "职工", "企业", "变更", "房屋")


@pytest.fixture(scope="module")
def thesaurus() -> Thesaurus:
    shares = {"员工": 0.002, "公司": 0.01}
    return Thesaurus(Shelf({"parts": texts_of(SAID)}), lambda word: shares.get(word, 0.0))


@pytest.mark.parametrize(
    ("said", "means"),
    [("小孩", "儿童"), ("卖", "销售"), ("员工", "职工"), ("改", "变更"), ("房子", "房屋")],
)
def test_a_word_means_what_is_explained_in_the_same_way(thesaurus: Thesaurus, said: str, means: str) -> None:
    assert means in thesaurus.means(said)


def test_a_word_that_is_explained_like_none_of_the_corpus_means_nothing(thesaurus: Thesaurus) -> None:
    assert not thesaurus.means("大象")


def test_a_word_that_many_passages_have_is_looked_for_as_it_is(thesaurus: Thesaurus) -> None:
    assert not thesaurus.means("公司")


def test_a_large_corpus_is_found_in_other_words(dictionary: Dictionary) -> None:
    others = tuple(f"第{n}条 清理河道淤泥，看守岸边的水闸。" for n in range(FEWEST))
    told = speech(practices=(*others, "禁止向未成年人销售烟草。"))
    found = Search(corpus(told), dictionary).search("店里能卖烟给小孩吗")
    assert "销售" in found.matches[0].quote.text
    assert {e.found for e in found.matches[0].coverage.evidence} >= {"销售"}
    few = speech(practices=(*others[:5], "禁止向未成年人销售烟草。"))
    assert not Search(corpus(few), dictionary).search("店里能卖烟给小孩吗").matches
