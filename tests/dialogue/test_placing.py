"""Units that are meant by their place: in the list shown, in the corpus, or in what was said before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Conversation, Question

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition
    from bot.model import Answer

OFFICES = ("市方志办", "市社科联", "市防洪排涝工程管理处")


def said(edition: Edition, *texts: str) -> Answer:
    conversation = Conversation()
    for text in texts:
        answer, conversation = edition.dialogue.answer(Question(text), conversation)
    return answer


def unit_of(edition: Edition, answer: Answer) -> str:
    return edition.corpus.speech_of(answer.matches[0].passage).unit.name


@pytest.mark.parametrize(
    ("typed", "office", "wording"),
    [
        ("第三家呢，谁上台讲的", OFFICES[2], "told"),
        ("第一家第二条", OFFICES[0], "answered"),
        ("中间那篇第一条", OFFICES[1], "answered"),
        ("最后一家的第二条念一下", OFFICES[2], "answered"),
    ],
)
def test_a_unit_may_be_meant_by_its_place_in_the_corpus(
    edition: Edition, typed: str, office: str, wording: str
) -> None:
    answer = said(edition, "书记带头", typed)
    assert (unit_of(edition, answer), answer.wording) == (office, wording)


def test_a_place_is_that_of_the_list_shown(edition: Edition) -> None:
    listed = said(edition, "单位").choices
    answer = said(edition, "单位", "第三家是谁讲的")
    assert unit_of(edition, answer) == listed[2].says


@pytest.mark.parametrize("typed", ["最开始那家第二条", "回到头一家，它的第二条"])
def test_the_first_unit_may_be_the_one_first_spoken_of(edition: Edition, typed: str) -> None:
    answer = said(edition, "防排处第一条", "方志办第三条", "社科联第一条", typed)
    assert answer.matches[0].passage.id == "fangpaichu-20240111#p2"


def test_what_was_shown_first_is_shown_again(edition: Edition) -> None:
    first = said(edition, "小区停车乱怎么办")
    again = said(edition, "小区停车乱怎么办", "社科联第一条", "防排处第二条", "还是要最开始那个")
    assert again.quote == first.quote


def test_a_place_past_the_end_is_none(edition: Edition) -> None:
    assert said(edition, "书记带头", "第九家呢，谁上台讲的").wording != "unit"
