"""A corpus in a folder is the corpus that was put there, whatever is asked of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.corpus.stored_corpus import StoredCorpus, open_corpus
from bot.corpus.storing import store
from bot.dialogue.directory import keys_of
from bot.model import Theme, Unit
from bot.retrieval.normalization import normalise
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus, speech

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot.model import Corpus, Passage, Speech

LAMPS = replace(
    speech(WATER, "shuiwu-20240601", practices=("一是修灯。灯亮了。",), title="灯", themes={1: ("河", "灯")}),
    moved={"old": "p1"},
    formerly=("lamps",),
    date=None,
)
PONDS = speech(
    Unit("tang", "市塘管处"), "tang-1", practices=("一是养鱼。",), title="养鱼记", themes={1: ("河",)}
)
HELD = corpus(
    RIVER, FLOWERS, LAMPS, PONDS, themes=(Theme("he", "河", ""), Theme("deng", "灯", "")), version="1"
)


def names(told: Speech, passage: Passage) -> Iterator[str]:
    return keys_of(told, passage, normalise)


def put(held: Corpus, folder: Path) -> StoredCorpus:
    store(held, folder, names)
    return open_corpus(replace(held, speeches=(), version=""), folder)


@pytest.fixture
def stored(tmp_path: Path) -> StoredCorpus:
    return put(HELD, tmp_path)


def test_it_says_what_the_corpus_says(stored: StoredCorpus) -> None:
    assert tuple(stored.speeches) == HELD.speeches
    assert [*stored.passages] == [*HELD.passages]
    assert [stored.passages[n] for n in range(len(stored.passages))] == [*HELD.passages]
    assert [*stored.passages[1:3]] == [*HELD.passages[1:3]]
    assert [*stored.speeches[:2]] == [*HELD.speeches[:2]]
    assert [*stored.newest] == [*HELD.newest]
    assert stored.spoken_for == HELD.spoken_for
    assert stored.titled == HELD.titled
    assert (stored.is_corrected, stored.version, stored.units) == (False, "1", HELD.units)


def test_what_is_looked_up_is_found(stored: StoredCorpus) -> None:
    for slug in ("shuiwu-20240501", "shuiwu-20240601", "nobody"):
        assert stored.speech(slug) == HELD.speech(slug)
    assert stored.renamed("lamps") == HELD.renamed("lamps") == LAMPS
    for passage in HELD.passages:
        assert stored.passage(passage.id) == passage
        assert stored.number_of(passage) == HELD.number_of(passage)
        assert stored.speech_of(passage) == HELD.speech_of(passage)
    assert stored.passage("shuiwu-20240501#p9") is None
    for unit in (WATER, PARKS, Unit("x", "市某局")):
        assert [*stored.speeches_of(unit)] == [*HELD.speeches_of(unit)]
        assert stored.passages_of(unit) == HELD.passages_of(unit)
    for theme in ("河", "灯", "山"):
        assert [*stored.of_theme(theme)] == [*HELD.of_theme(theme)]
        assert [*stored.newest_of_theme(theme)] == [*HELD.newest_of_theme(theme)]
    for name in ("市水务局第1条", "市园林局：推窗见绿", "市园林局第9条"):
        assert stored.called(names)(name) == HELD.called(names)(name)


def test_what_is_withheld_is_found_by_nothing_and_keeps_its_number(stored: StoredCorpus) -> None:
    less, expected = stored.without({"lamps#old"}), HELD.without({"lamps#old"})
    assert less.withheld == expected.withheld
    assert less.speech(LAMPS.slug) is None
    assert less.renamed("lamps") is None
    assert less.passage(LAMPS.passages[0].id) is None
    assert [*less.newest] == [*expected.newest]
    assert [*less.speeches_of(WATER)] == [*expected.speeches_of(WATER)]
    assert [*less.of_theme("灯")] == []
    assert less.called(names)("市水务局：一是修灯。灯亮了。") is None
    assert len(less.passages) == len(HELD.passages)
    part = less.without({RIVER.passages[1].id})
    told = part.speech(RIVER.slug)
    assert told is not None
    assert [passage.anchor for passage in told.passages] == ["opening", "p2"]
    assert part.speech_of(RIVER.passages[2]) == told
    assert stored.without({"nobody#p1"}) is stored
