from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.app.baigu import Baigu
from bot.model import Conversation, Keyword, Occasion, Question, Status
from bot.settings import load_settings

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition
    from bot.retrieval.dictionary import Dictionary

KEYWORDS = (
    Keyword(("入党流程", "怎么入党"), "请到社区党群服务中心咨询。", "https://example.gov.cn/a?b=1&c=2"),
    Keyword(("投诉",), "请拨打12345。", prefix=True),
    Keyword(("投诉停车",), "请拨打停车热线。", prefix=True),
    Keyword(("讲讲遛狗",), practice="fangpaichu-20240111#p1"),
    Keyword(("路灯坏了找谁修",), "路灯请打 12345。"),
    Keyword(("小区停车乱怎么办理",), "停车请打 114。"),
    Keyword(("V1001_TODAY",), "今天的活动在这里。"),
)


@pytest.fixture(scope="module")
def taught(edition: Edition, dictionary: Dictionary) -> Edition:
    baigu = Baigu(load_settings(_env_file=None), dictionary=dictionary)
    return baigu.edition_of(replace(edition.corpus, keywords=KEYWORDS))


def said(edition: Edition, text: str, occasion: Occasion | None = None) -> str:
    return edition.ask(Question(text, occasion), Conversation()).reply.text


@pytest.mark.parametrize("text", ["入党流程", "怎么入党", " 怎么入党 ？".replace("？", ""), "怎么 入党"])
def test_a_message_that_says_just_the_words_gets_the_text_and_the_link_below(
    taught: Edition, text: str
) -> None:
    link = '<a href="https://example.gov.cn/a?b=1&c=2">点这里看</a>'
    assert said(taught, text) == f"请到社区党群服务中心咨询。\n{link}"


def test_a_beginning_counts_where_it_is_said_to_and_the_longest_first(taught: Edition) -> None:
    assert said(taught, "投诉楼上漏水") == "请拨打12345。"
    assert said(taught, "投诉停车乱收费") == "请拨打停车热线。"
    assert "12345" not in said(taught, "我要投诉")
    assert "党群服务中心" not in said(taught, "怎么入党要多久")


def test_a_practice_is_quoted_as_if_it_had_been_asked_for_by_name(taught: Edition) -> None:
    replied = taught.ask(Question("讲讲遛狗"), Conversation())
    assert (replied.answer.status, replied.reply.quoted) == (
        Status.ANSWERED,
        ("fangpaichu-20240111#p1",),
    )
    assert replied.conversation.passage == "fangpaichu-20240111#p1"


def test_a_practice_that_is_withheld_is_not(taught: Edition) -> None:
    assert (
        taught.without(["fangpaichu-20240111#p1"]).ask(Question("讲讲遛狗"), Conversation()).reply.quoted
        == ()
    )


def test_a_fixed_reply_is_a_courtesy_and_leaves_the_conversation_as_it_was(taught: Edition) -> None:
    before = taught.ask(Question("主题"), Conversation()).conversation
    replied = taught.ask(Question("入党流程"), before)
    assert (replied.answer.status, replied.conversation) == (Status.COURTESY, before)


def test_words_of_a_menu_that_was_made_elsewhere_may_have_a_fixed_reply(taught: Edition) -> None:
    assert said(taught, "V1001_TODAY", Occasion.MENU) == "今天的活动在这里。"


@pytest.mark.parametrize("key", ["V1001_GOOD", "小区停车乱怎么办", "1", "联系我们"])
def test_a_key_of_a_menu_that_was_made_elsewhere_is_not_searched_and_gets_what_one_can_ask(
    taught: Edition, key: str
) -> None:
    replied = taught.ask(Question(key, Occasion.MENU), Conversation())
    assert (replied.answer.status, replied.answer.wording, replied.reply.quoted) == ("courtesy", "help", ())
    assert replied.answer.choices


@pytest.mark.parametrize(("key", "wording"), [("主题", "themes"), ("帮助", "help"), ("防排处", "unit")])
def test_a_key_that_names_what_there_is_leads_there_whoever_made_the_menu(
    taught: Edition, key: str, wording: str
) -> None:
    assert taught.ask(Question(key, Occasion.MENU), Conversation()).answer.wording == wording


def test_without_keywords_nothing_changes(edition: Edition) -> None:
    assert "12345" not in said(edition, "投诉楼上漏水")


def test_what_reads_nearly_the_same_gets_the_text_where_nothing_answers_it(taught: Edition) -> None:
    for text in ("我们小区的路灯坏了该找谁来修", "路灯坏了，找谁修啊", "路灯坏了找谁"):
        assert said(taught, text) == "路灯请打 12345。"
    for text in ("路灯为什么是黄色的", "电梯坏了找谁修", "路灯坏了好久了打什么电话"):
        assert "12345" not in said(taught, text)
    answered = taught.ask(Question("小区停车乱怎么办"), Conversation())
    assert answered.answer.status is Status.ANSWERED
    assert answered.reply.quotes
