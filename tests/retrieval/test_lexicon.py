from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import City, Synonym
from bot.retrieval.lexicon import led_by
from bot.retrieval.search import Search
from tests.builders import FLOWERS, RIVER, corpus

if TYPE_CHECKING:
    from bot.retrieval.dictionary import Dictionary

GENERAL = Synonym(("臭水沟",), ("黑臭水体", "河道淤泥"), "河脏", general=True)
USELESS = Synonym(("牛皮癣",), ("小广告",), "小广告", general=True)


def test_of_general_words_those_count_that_speeches_have() -> None:
    own = Synonym(("飞毯",), ("魔毯",), "童话")
    said = "\n".join(passage.text for passage in RIVER.passages)
    assert [synonym.means for synonym in led_by((GENERAL, USELESS, own), said)] == [("河道淤泥",), ("魔毯",)]


def test_a_general_entry_leads_from_what_residents_say_to_what_the_speech_says(
    dictionary: Dictionary,
) -> None:
    without = Search(corpus(RIVER, FLOWERS), dictionary).search("臭水沟")
    finding = Search(corpus(RIVER, FLOWERS, synonyms=(GENERAL, USELESS)), dictionary).search("臭水沟")
    assert finding.matches[0].passage.id == "shuiwu-20240501#p1"
    assert finding.probability > without.probability


def test_the_names_of_city_and_campaign_tell_nothing_of_what_is_asked(dictionary: Dictionary) -> None:
    city = City("漓江问答", "桂林", "全国文明城市", ("创城",))
    search = Search(corpus(RIVER, FLOWERS, city=city), dictionary)
    plain = search.search("口袋公园")
    for question in ("桂林口袋公园", "桂林市口袋公园", "漓江问答 口袋公园", "全国文明城市 口袋公园"):
        finding = search.search(question)
        assert finding.matches[0].passage == plain.matches[0].passage, question
        assert finding.limit is None, question


def test_our_own_city_is_not_elsewhere_though_no_speech_names_it(dictionary: Dictionary) -> None:
    of = {name: Search(corpus(RIVER, FLOWERS, city=City("问答", name)), dictionary) for name in ("桂林", "")}
    assert of["桂林"].search("桂林口袋公园怎么建").limit is None
    elsewhere = of[""].search("桂林口袋公园怎么建").limit
    assert elsewhere
    assert "桂林" in elsewhere.why
