"""The index in the process, as far as its scores are not those of `Postings`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.retrieval.index import CorpusIndex
from bot.retrieval.search import Search
from bot.retrieval.shelf import Shelf
from tests.builders import RIVER, corpus, speech

if TYPE_CHECKING:
    from bot.retrieval.dictionary import Dictionary

TOLD = ("清理淤泥", "种下柳树", "修好路灯", "划停车位", "劝导遛狗", "张贴告示", "走访老人", "疏通水沟")


@pytest.fixture(scope="module")
def index(dictionary: Dictionary) -> CorpusIndex:
    held = corpus(
        *(speech(slug=f"s{n}", practices=(f"一是{told}。", "二是值守。")) for n, told in enumerate(TOLD))
    )
    shelf = Shelf()
    Search(held, dictionary, shelf)
    return CorpusIndex(held.speeches, [0] * len(held.speeches), shelf)


def test_an_engine_is_told_how_much_terms_tell_here(index: CorpusIndex) -> None:
    boosts = index.boosts("passage", {"淤泥": 2.0, "清理": 1.0, "水": 1.0, "没有": 1.0})
    assert boosts["淤泥"] == pytest.approx(2.0, rel=0.1)
    assert boosts["清理"] == pytest.approx(1.0, rel=0.1)
    assert boosts["水"] > 5  # all have it by their titles; an engine would take it for nothing
    assert "没有" not in boosts


def test_what_is_in_a_speech_is_in_all_its_passages_to_an_engine(index: CorpusIndex) -> None:
    assert index.fields == ("passage", "speech", "title")
    of_passage, of_speech = (index.boosts(field, {"淤泥": 1.0})["淤泥"] for field in ("passage", "speech"))
    assert of_speech == pytest.approx(0.6 * of_passage, rel=0.2)


def test_a_speech_of_one_passage_says_nothing_besides(dictionary: Dictionary) -> None:
    held = corpus(replace(RIVER, passages=RIVER.passages[:1]))
    shelf = Shelf()
    Search(held, dictionary, shelf)
    assert CorpusIndex(held.speeches, [0], shelf).fields == ("passage",)
