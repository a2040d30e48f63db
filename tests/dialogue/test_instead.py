"""A unit that is named, and what of it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.model import Conversation, Question

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition
    from bot.model import Answer


def said(edition: Edition, *texts: str) -> Answer:
    conversation = Conversation()
    for text in texts:
        answer, conversation = edition.dialogue.answer(Question(text), conversation)
    return answer


def first(answer: Answer) -> str:
    return answer.matches[0].passage.id


def test_what_a_unit_told_of_the_rest_of_a_message_comes_before_its_card(edition: Edition) -> None:
    assert first(said(edition, "社科联怎么对标对表的")) == "shekelian-20240111#p2"
    for typed in ("社科联呢", "方志办那三把火讲来听听", "黄志坚讲的古仔"):
        assert said(edition, typed).wording == "unit"


def test_another_unit_is_asked_the_same_question_however_many_were_pointed_at_before(
    edition: Edition,
) -> None:
    asked = ("门口公益广告谁来看过", "防排处那条")
    assert first(said(edition, *asked)) == "fangpaichu-20240111#p1"
    assert first(said(edition, *asked, "方志办那条")) == "fangzhiban-20240111#p2"


def test_another_unit_is_asked_the_same_question_where_it_has_but_something_of_it(edition: Edition) -> None:
    talk = ("请问机关下沉社区有哪些做法可供参考?", "防排处的下沉做法请单独列出")
    assert first(said(edition, *talk, "社科联在这方面呢")) == "shekelian-20240111#p2"
    assert said(edition, "小区停车乱怎么办", "社科联呢").wording == "unit"


def test_the_other_one_may_follow_one_that_was_pointed_at(edition: Edition) -> None:
    talk = ("四联双报到有哪个单位讲", "社科联那个发来看看")
    assert first(said(edition, *talk, "另一个")) == "fangpaichu-20240111#p2"


@pytest.mark.parametrize(("office", "slug"), [("方志办", "fangzhiban"), ("社科联", "shekelian")])
def test_the_number_asked_for_of_no_unit_is_that_of_each_unit_named_next(
    edition: Edition, office: str, slug: str
) -> None:
    assert first(said(edition, "第二条各给我一份", f"先{office}的吧")) == f"{slug}-20240111#p2"


@pytest.mark.parametrize("typed", ["好，接下来要黄志坚的稿", "换方志办", "回到方志办"])
def test_going_on_to_a_unit_shows_that_unit(edition: Edition, typed: str) -> None:
    assert said(edition, "防洪缺口堵了几处", "谢谢", typed).matches[0].passage.speech == "fangzhiban-20240111"


def test_of_a_list_of_several_units_a_unit_that_is_named_is_its_entry(edition: Edition) -> None:
    listed = said(edition, "志愿服务")
    assert listed.wording == "theme"
    assert first(said(edition, "志愿服务", "方志办的")) == "fangzhiban-20240111#p3"
    assert said(edition, "有哪些单位", "方志办的").wording == "unit"


def test_what_is_asked_of_a_unit_without_a_subject_leaves_the_question_to_the_next(edition: Edition) -> None:
    talk = ("四联双报到", "社科联的是怎么做的")
    assert first(said(edition, *talk)) == "shekelian-20240111#p3"
    assert first(said(edition, *talk, "防排处呢")) == "fangpaichu-20240111#p2"


@pytest.mark.parametrize("typed", ["防排处是怎么做的", "防排处怎么讲的"])
def test_how_a_unit_did_something_is_of_what_was_asked_before(edition: Edition, typed: str) -> None:
    assert first(said(edition, "四联双报到有哪个单位讲", typed)) == "fangpaichu-20240111#p2"
    assert said(edition, typed).wording == "unit"


@pytest.mark.parametrize("typed", ["社科联创城做了些什么", "赶简报，社科联都做了哪些", "社科连"])
def test_a_unit_as_a_whole_is_its_card_whatever_stands_around_it(edition: Edition, typed: str) -> None:
    answer = said(edition, typed)
    assert (answer.wording, first(answer).partition("#")[0]) == ("unit", "shekelian-20240111")


def test_the_other_of_a_list_of_two_is_its_second(edition: Edition) -> None:
    listed = said(edition, "公益广告")
    assert [choice.says for choice in listed.choices] == ["市方志办第2条", "市防洪排涝工程管理处第1条"]
    assert first(said(edition, "公益广告", "另一个单位的呢")) == "fangpaichu-20240111#p1"
