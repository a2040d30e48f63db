from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.directory import Directory
from bot.dialogue.pointing import Pointing
from bot.dialogue.slots import MIDDLE
from bot.model import Choice, Conversation, Passage, Role
from bot.retrieval.normalization import normalise
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus, reader

if TYPE_CHECKING:
    from bot.retrieval.dictionary import Dictionary

OPENING, FIRST, SECOND = RIVER.passages
BETWEEN = Passage(RIVER.slug, "aside", "插一句", "插一句，河里有鱼了。", Role.ASIDE)
CLOSING = Passage(RIVER.slug, "aside-2", "谢谢大家", "谢谢大家。", Role.ASIDE)
HELD = corpus(replace(RIVER, passages=(OPENING, FIRST, BETWEEN, SECOND, CLOSING)), FLOWERS)
DIRECTORY = Directory(HELD, normalise)
POINTING = Pointing(HELD, DIRECTORY)
NONE = Conversation()
OTHER = FLOWERS.passages[2]


def listed(*passages: Passage, **more: object) -> Conversation:
    return Conversation(choices=DIRECTORY.choices(passages), **more)  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("last", "following", "preceding"),
    [
        (OPENING, FIRST, None),
        (FIRST, SECOND, None),
        (BETWEEN, SECOND, FIRST),
        (SECOND, None, FIRST),
        (CLOSING, None, SECOND),
    ],
)
def test_the_next_and_the_one_before_go_by_the_order_of_the_speech(
    last: Passage, following: Passage | None, preceding: Passage | None
) -> None:
    assert POINTING.beside(last, 1, NONE) == following
    assert POINTING.beside(last, -1, NONE) == preceding


def test_beside_an_editors_note_there_is_no_practice() -> None:
    note = Passage(RIVER.slug, "note", "编者按", "编者按。", Role.NOTE)
    held = corpus(replace(RIVER, passages=(note,)))
    pointing = Pointing(held, Directory(held, normalise))
    assert pointing.beside(note, 1, NONE) is None
    assert pointing.beside(note, -1, NONE) is None


def test_what_was_opened_from_a_list_has_its_neighbours_there() -> None:
    conversation = listed(SECOND, OTHER, FIRST)
    assert POINTING.beside(OTHER, 1, conversation) == FIRST
    assert POINTING.beside(OTHER, -1, conversation) == SECOND
    assert POINTING.beside(FIRST, 1, conversation) is None
    assert POINTING.beside(SECOND, -1, conversation) is None


def test_a_list_shown_after_a_passage_is_not_where_it_was_opened() -> None:
    assert POINTING.beside(FIRST, 1, listed(FIRST, OTHER, listed=True)) == SECOND


def test_what_was_offered_for_want_of_an_answer_is_not_where_it_was_opened() -> None:
    assert POINTING.beside(FIRST, 1, listed(FIRST, OTHER, unanswered=1)) == SECOND


def test_the_middle_of_several_is_found() -> None:
    choices = tuple(Choice(label, label) for label in "甲乙丙")
    assert POINTING.entry(MIDDLE, Conversation(choices=choices)) == choices[1]
    assert POINTING.practice(RIVER, MIDDLE) == FIRST


def test_a_list_of_one_speaker_is_known() -> None:
    assert POINTING.speaker(listed(FIRST, SECOND)) == WATER
    assert POINTING.speaker(listed(FIRST, OTHER)) is None
    assert POINTING.speaker(NONE) is None


def test_a_passage_that_stands_alone_is_the_only_one_of_its_unit() -> None:
    assert POINTING.only_of(WATER) is None
    held = corpus(replace(RIVER, passages=(FIRST,)))
    assert Pointing(held, Directory(held, normalise)).only_of(WATER) == FIRST


def test_what_was_shown_is_the_passage_its_speech_or_the_list() -> None:
    assert POINTING.shown(Conversation(passage=FIRST.id)) == (FIRST,)
    assert POINTING.shown(Conversation(passage=OPENING.id)) == (OPENING, FIRST, BETWEEN, SECOND, CLOSING)
    assert POINTING.shown(listed(OTHER, FIRST)) == (OTHER, FIRST)


def test_the_number_asked_for_of_one_unit_is_meant_of_another() -> None:
    asked = replace(listed(FIRST, SECOND), trail=("市水务局第2条",))
    assert POINTING.same_of(PARKS, 0, asked) == OTHER
    assert POINTING.same_of(PARKS, 0, replace(listed(SECOND, OTHER), trail=asked.trail)) is None
    assert POINTING.same_of(PARKS, 1, NONE) == FLOWERS.passages[1]
    assert POINTING.same_of(PARKS, 0, NONE) is None


def test_an_entry_is_one_of_the_list_and_of_what_waits_behind_it() -> None:
    a, b, c = (Choice(label, label) for label in "甲乙丙")
    conversation = Conversation(choices=(a, b), waiting=(c,))
    assert [POINTING.entry(n, conversation) for n in (1, 2, 3, -1, -3)] == [a, b, c, c, a]
    assert [POINTING.entry(n, conversation) for n in (0, 4, -4)] == [None] * 3


@pytest.mark.parametrize(
    ("typed", "listed_last", "passage", "is_list"),
    [
        ("第二条", True, FIRST, True),
        ("第二条", False, FIRST, False),
        ("第二条", False, None, True),
        ("第二个", False, FIRST, True),
        ("二是什么", False, FIRST, False),
        ("第二把火", True, None, False),
    ],
)
def test_an_ordinal_counts_the_list_or_the_speech(
    dictionary: Dictionary, typed: str, listed_last: bool, passage: Passage | None, is_list: bool
) -> None:
    read = reader(HELD, dictionary).read(typed)
    conversation = listed(OTHER, FIRST, listed=listed_last, passage=passage.id if passage else None)
    assert POINTING.means_list(read, conversation) == is_list
    assert not POINTING.means_list(read, replace(conversation, choices=()))


def test_a_practice_of_a_unit_is_of_its_latest_speech_that_has_one() -> None:
    assert POINTING.practice_of(WATER, 2) == SECOND
    assert POINTING.practice_of(WATER, -1) == SECOND
    assert POINTING.practice_of(WATER, 3) is None


def test_the_passage_of_a_unit_is_found_among_what_is_shown() -> None:
    conversation = listed(FIRST, OTHER)
    assert POINTING.shown_of(PARKS, conversation) == OTHER
    assert POINTING.shown_of(WATER, replace(conversation, passage=SECOND.id)) == SECOND
    assert POINTING.shown_of(PARKS, NONE) is None
