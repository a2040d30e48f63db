from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from bot.model import Passage, Reply, Role, Status
from bot.model.names import Names
from tests.builders import RIVER, WATER, corpus, speech


@given(st.text(alphabet="好。！？“”（）\n 话，…", max_size=60))
def test_sentences_are_in_order_apart_and_leave_out_only_space(text: str) -> None:
    spans = Passage("s", "p1", "", text, Role.PRACTICE, 1).sentences
    flat = [offset for span in spans for offset in span]
    assert flat == sorted(flat)
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_only_practices_have_a_number_and_the_opening_is_place_0() -> None:
    opening, first, second = RIVER.passages
    assert [p.number for p in RIVER.passages] == [None, 1, 2]
    assert [p.place for p in RIVER.passages] == [0, 1, 2]
    assert RIVER.practices == (first, second)
    assert not RIVER.is_note
    assert replace(RIVER, passages=(replace(opening, role=Role.NOTE),)).is_note


def test_a_units_speeches_come_newest_first() -> None:
    old = speech(slug="old", practices=("一",))
    new = speech(slug="new", practices=("二",))
    undated = speech(slug="undated", practices=("三",))
    object.__setattr__(old, "date", date(2020, 1, 1))
    object.__setattr__(undated, "date", None)
    assert [s.slug for s in corpus(undated, old, new).speeches_of(WATER)] == ["new", "old", "undated"]


def test_a_corpus_finds_its_parts_by_name() -> None:
    held = corpus(RIVER)
    assert held.passage("shuiwu-20240501#p2") == RIVER.passages[2]
    assert held.speech("shuiwu-20240501") is RIVER
    assert held.unit("shuiwu") is WATER
    assert held.passage("nobody#p1") is None


def test_a_replys_length_is_counted_in_bytes() -> None:
    assert Reply("摆a", Status.COURTESY).bytes == 4


def test_the_names_in_a_text_are_found_longest_first_however_they_begin() -> None:
    names = Names(["水务", "市水务局", "李", "务局", "", "园林局", "水务"])
    assert names.within("找市水务局的李") == ["市水务局", "水务", "务局", "李"]
    assert list(names.at("市水务局", 1)) == ["水务"]
    assert list(names.at("李")) == ["李"]
    assert names.within("") == []
