"""The index in files says what the one in memory says, to the last bit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.retrieval import inverted, stored_field, storing
from bot.retrieval.inverted import counted
from bot.retrieval.portions import Portions
from bot.retrieval.postings import Postings, scored
from bot.retrieval.search import Search
from bot.retrieval.stored_field import StoredField
from bot.retrieval.stored_index import Stored, StoredIndex
from bot.retrieval.thesaurus import FEWEST
from tests.builders import FLOWERS, RIVER, corpus, speech

if TYPE_CHECKING:
    from pathlib import Path

    from bot.model import Corpus
    from bot.retrieval.dictionary import Dictionary

TEXTS = st.lists(st.lists(st.sampled_from("abcd"), max_size=6), min_size=1, max_size=6)
TOLD = ("清理淤泥", "种下柳树", "修好路灯", "划停车位", "劝导遛狗", "张贴告示", "走访老人", "疏通水沟")


@pytest.mark.parametrize("large", [1, 1000])
@given(
    st.lists(TEXTS, min_size=1, max_size=3), st.dictionaries(st.sampled_from("abcdx"), st.floats(0.1, 2.0))
)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_in_files_have_the_scores_of_those_in_memory(
    tmp_path: Path, large: int, parts: list[list[list[str]]], weights: dict[str, float]
) -> None:
    whole = [text for part in parts for text in part]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(inverted, "LARGE", large)
        patched.setattr(stored_field, "LARGE", large)
        _store(tmp_path, parts)
        there, here = StoredField(tmp_path, "passages"), Postings(scored(counted(whole)))
        numbers = np.arange(len(whole), dtype=np.int32)[::-2]
        assert there.at(weights, numbers).tolist() == here.scores(weights)[numbers].tolist()
        assert there.possible(weights) == here.possible(weights)
        assert {term for term in "abcdx" if there.knows(term)} == {term for text in whole for term in text}


def _store(folder: Path, parts: list[list[list[str]]]) -> None:
    class Portion:
        def __init__(self, texts: list[list[str]]) -> None:
            self.passages = self.speeches = self.titles = counted(texts)

    numbers = np.arange(sum(map(len, parts)) + 1, dtype=np.int32)
    storing.store_index(lambda: map(Portion, parts), numbers, numbers[:-1], folder)  # type: ignore[arg-type] # as far as it is looked at


def stored(held: Corpus, dictionary: Dictionary, folder: Path) -> tuple[StoredIndex, Search]:
    """The index of a corpus in a folder, and what searches with nothing but that."""
    shelf = storing.store_search(held, dictionary, Portions(), folder)
    index = StoredIndex(folder)
    return index, Search(held, dictionary, shelf, stored=Stored(index, index))


@pytest.fixture(scope="module")
def index(dictionary: Dictionary, tmp_path_factory: pytest.TempPathFactory) -> StoredIndex:
    held = corpus(
        *(speech(slug=f"s{n}", practices=(f"一是{told}。", "二是值守。")) for n, told in enumerate(TOLD))
    )
    return stored(held, dictionary, tmp_path_factory.mktemp("stored"))[0]


def test_an_engine_is_told_how_much_terms_tell_here(index: StoredIndex) -> None:
    boosts = index.boosts("passages", {"淤泥": 2.0, "清理": 1.0, "水": 1.0, "没有": 1.0})
    assert boosts["淤泥"] == pytest.approx(2.0, rel=0.1)
    assert boosts["清理"] == pytest.approx(1.0, rel=0.1)
    assert boosts["水"] > 5  # all have it by their titles; an engine would take it for nothing
    assert "没有" not in boosts
    assert index.boosts("speeches", {"淤泥": 1.0})["淤泥"] == pytest.approx(0.6, rel=0.2)


def test_the_terms_of_each_text_are_spelled_for_an_engine(index: StoredIndex) -> None:
    assert index.beside == ("speeches", "titles")
    told = [*index.spelled("passages")]
    assert len(told) == 2 * len(TOLD)
    assert {"清理", "淤", "泥"} <= {*told[0].split()}
    assert told[0].split().count("水") > 1  # in the title and in the unit
    assert len([*index.spelled("titles")]) == len(TOLD)


def test_a_speech_of_one_passage_says_nothing_besides(dictionary: Dictionary, tmp_path: Path) -> None:
    index, _ = stored(corpus(speech(practices=("一是清理淤泥。",))), dictionary, tmp_path)
    assert index.beside == ()


def test_while_no_engine_answers_the_rarest_terms_name_passages(index: StoredIndex) -> None:
    terms = {"清理": 1.0, "淤泥": 1.0, "水": 1.0}
    first, *rest = index.first(terms, 20)
    assert (first.number, first.leads) == (0, True)
    assert not any(passage.leads for passage in rest)
    assert {passage.number for passage in index.first(terms, 20, units=[0])} >= {0}
    assert index.first(terms, 20, units=[9]) == []
    assert [passage.number for passage in index.of(terms, [3, 0])] == [3, 0]


def test_a_search_in_files_knows_other_words_as_one_in_memory_does(
    dictionary: Dictionary, tmp_path: Path
) -> None:
    others = tuple(f"第{n}条 清理河道淤泥，看守岸边的水闸。" for n in range(FEWEST))
    held = corpus(speech(practices=(*others, "禁止向未成年人销售烟草。")))
    here, (_, there) = Search(held, dictionary), stored(held, dictionary, tmp_path)
    asked = "店里能卖烟给小孩吗"
    first = there.search(asked).matches[0]
    assert "销售" in first.quote.text
    assert first.score == here.search(asked).matches[0].score


def test_a_search_in_files_finds_what_one_in_memory_finds(dictionary: Dictionary, tmp_path: Path) -> None:
    held = corpus(RIVER, FLOWERS)
    here, (_, there) = Search(held, dictionary), stored(held, dictionary, tmp_path)
    for question in (
        "河道淤泥怎么清理",
        "园林局种树了吗",
        "除了水务局还有谁种树",
        "hedao zenme qingli",
        "停车",
    ):
        assert there.search(question).features == here.search(question).features
        told, expected = ([m.quote.text for m in s.search(question).matches] for s in (there, here))
        assert told == expected
        assert there.mended(question) == here.mended(question)
