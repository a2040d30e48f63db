"""The dialogue is tested as people use it: by what they send, one message after another."""

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.edition import Edition
from bot.dialogue.naming import examples
from bot.dialogue.remembering import PAGE
from bot.model import Answer, Conversation, Occasion, Question, Status


class Talk:
    """One person's conversation."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.conversation = Conversation()

    def say(self, text: str) -> Answer:
        answer, self.conversation = self.edition.dialogue.answer(Question(text), self.conversation)
        return answer

    def quoted(self, text: str) -> str | None:
        answer = self.say(text)
        return answer.quote.passage.id if answer.quote else None


@pytest.fixture
def talk(edition: Edition) -> Talk:
    return Talk(edition)


def test_a_question_is_answered_with_a_quote_of_the_practice(talk: Talk) -> None:
    assert talk.quoted("小区停车乱怎么办") == "fangzhiban-20240111#p1"


def test_a_question_near_the_corpus_gets_suggestions_and_no_quote(talk: Talk) -> None:
    answer = talk.say("小区里乱停车归哪个部门管")
    assert answer.status is Status.SUGGESTED
    assert answer.quote is None
    assert 1 <= len(answer.choices) <= 3


def test_a_question_about_something_else_is_told_so(talk: Talk) -> None:
    answer = talk.say("今天星期几")
    assert answer.status is Status.UNANSWERED
    assert answer.matches == ()


@pytest.mark.parametrize("text", ["祝你天天开心", "老爷子说你很乖", "我入党四十三年了，当年修堤的时候我也在"])
def test_what_is_said_by_the_way_is_no_question_that_nobody_told_of(talk: Talk, text: str) -> None:
    assert talk.say(text).status is Status.COURTESY


@pytest.mark.parametrize("text", ["明天会不会下大雨啊", "螺蛳粉哪家好吃", "能不能叫他们也来我们院子"])
def test_a_question_in_the_form_of_one_is_no_remark(talk: Talk, text: str) -> None:
    answer = talk.say(text)
    assert answer.status is not Status.COURTESY
    assert answer.wording != "remark"


@pytest.mark.parametrize(("text", "wording"), [("我家路灯坏了", "remark"), ("好的好的", "acknowledged")])
def test_whoever_tells_of_something_is_not_told_that_it_is_all_right(
    talk: Talk, text: str, wording: str
) -> None:
    assert talk.say(text).wording == wording


def test_a_remark_leaves_what_was_shown_where_it_was(talk: Talk) -> None:
    shown = talk.quoted("小区停车乱怎么办")
    assert talk.say("老爷子说你很乖").status is Status.COURTESY
    assert talk.quoted("再说一遍") == shown


def test_the_next_of_what_was_only_offered_is_its_first_and_then_its_second(talk: Talk) -> None:
    offered = [choice.says for choice in talk.say("小区里乱停车归哪个部门管").choices]
    for says in offered[:2]:
        quote = talk.say("下一条").quote
        assert quote
        assert quote.passage == talk.edition.dialogue.named(says)


def test_a_short_word_of_a_unit_is_wanted_where_nothing_was_shown(talk: Talk) -> None:
    answer = talk.say("我要听短的，一句话，社科联怎么抓")
    assert [match.passage.speech for match in answer.matches][:1] == ["shekelian-20240111"]


@pytest.mark.parametrize("typed", ["不是这个,我要装修噪音的", "算了不问停车了 问问遛狗"])
def test_what_follows_what_is_taken_back_is_asked(talk: Talk, typed: str) -> None:
    talk.say("小区停车乱怎么办")
    answer = talk.say(typed)
    assert answer.status is not Status.COURTESY
    assert answer.quote is None or answer.quote.passage.id == "fangpaichu-20240111#p1"


def test_a_units_name_alone_opens_its_card(talk: Talk) -> None:
    answer = talk.say("防排处")
    assert answer.wording == "unit"
    assert [choice.says for choice in answer.choices] == [f"市防洪排涝工程管理处第{n}条" for n in (1, 2, 3)]


@pytest.mark.parametrize(
    "typed", ["方志办和防排处的做法有什么不同", "方志办、防排处", "比较一下方志办跟防排处"]
)
def test_of_two_units_both_are_shown_and_their_numbers_open_their_cards(talk: Talk, typed: str) -> None:
    answer = talk.say(typed)
    shown = [quote.passage.id for quote in answer.quotes]
    assert shown == ["fangzhiban-20240111#opening", "fangpaichu-20240111#opening"]
    card = talk.say("2")
    assert (card.wording, card.subject) == ("unit", "市防洪排涝工程管理处")


def test_what_no_paper_tells_of_two_units_is_offered_of_both(talk: Talk) -> None:
    answer = talk.say("方志办和社科联哪个工资高")
    assert answer.quote is None
    assert {choice.says.partition("：")[0] for choice in answer.choices} == {"市方志办", "市社科联"}


def test_a_typed_number_is_the_choice_of_that_number(talk: Talk) -> None:
    talk.say("防排处")
    assert talk.quoted("2") == "fangpaichu-20240111#p2"


@pytest.mark.parametrize("typed", ["２", "第2个", "选2", "2."])
def test_a_number_may_be_typed_in_many_ways(talk: Talk, typed: str) -> None:
    talk.say("防排处")
    assert talk.quoted(typed) == "fangpaichu-20240111#p2"


@pytest.mark.parametrize("typed", ["9", "第九个", "第5条", "九"])
def test_past_the_end_it_says_how_many_there_are(talk: Talk, typed: str) -> None:
    card = talk.say("防排处")
    answer = talk.say(typed)
    assert (answer.status, answer.wording) == (Status.UNANSWERED, "past-end")
    assert answer.matches == ()
    assert [choice.says for choice in answer.choices] == [choice.says for choice in card.choices]
    assert "一共 3 条" in talk.edition.render(answer).text
    assert talk.quoted("3") == "fangpaichu-20240111#p3"


def test_thanks_in_between_do_not_lose_the_choices(talk: Talk) -> None:
    talk.say("防排处")
    assert talk.say("谢谢").status is Status.COURTESY
    assert talk.quoted("1") == "fangpaichu-20240111#p1"


def test_every_choice_ever_offered_can_be_typed_by_hand_in_a_new_conversation(edition: Edition) -> None:
    talk = Talk(edition)
    waiting, seen = ["单位", "主题", "帮助", "防排处", "小区停车乱怎么办", "垃圾"], set[str]()
    waiting += [choice.says for choice in talk.say("垃圾归谁管").choices]
    while waiting:
        text = waiting.pop()
        if text not in seen:
            seen.add(text)
            talk.conversation = Conversation()
            answer = talk.say(text)
            assert answer.status in (Status.ANSWERED, Status.DIRECTORY, Status.SUGGESTED), text
            waiting += [choice.says for choice in answer.choices]
    assert len(seen) > 25


def test_the_second_fire_is_the_next_practice_of_the_same_speech(talk: Talk) -> None:
    talk.say("小区停车乱怎么办")
    assert talk.quoted("第二把火呢") == "fangzhiban-20240111#p2"
    assert talk.quoted("下一条") == "fangzhiban-20240111#p3"


def test_a_units_practice_is_opened_by_name_and_number(talk: Talk) -> None:
    assert talk.quoted("防排处第一条是什么") == "fangpaichu-20240111#p1"


def test_they_are_the_unit_that_was_quoted(talk: Talk) -> None:
    talk.say("小区停车乱怎么办")
    answer = talk.say("他们是哪个单位")
    assert answer.wording == "told"
    assert "市方志办" in talk.edition.render(answer).text
    assert talk.say("他们讲了什么").matches[0].passage.id.startswith("fangzhiban")


def test_what_about_another_unit_asks_it_the_same_question(talk: Talk) -> None:
    talk.say("张贴公益广告怎么搞的")
    answer = talk.say("那防排处呢")
    assert answer.matches[0].passage.id == "fangpaichu-20240111#p1"


def test_more_of_the_same_is_another_practice(talk: Talk) -> None:
    first = talk.quoted("四联双报到")
    second = talk.say("还有吗")
    assert second.matches[0].passage.id != first
    assert second.matches[0].passage.id in ("fangpaichu-20240111#p2", "shekelian-20240111#p3")


def test_when_there_is_no_more_it_says_so(talk: Talk) -> None:
    talk.say("小区停车乱怎么办")
    assert [talk.quoted("还有吗"), talk.quoted("还有吗")] == [f"{FIRE}2", f"{FIRE}3"]
    assert talk.say("还有吗").wording == "past-end"
    talk.say(PARKING)
    assert {talk.say("换一个").wording for _ in range(6)} >= {"no-more"}


def test_long_lists_come_in_pages(talk: Talk) -> None:
    first = talk.say("主题")
    assert len(first.choices) == PAGE
    assert first.more > 0
    second = talk.say("更多")
    assert len(second.choices) == min(first.more, PAGE)
    assert not {c.says for c in first.choices} & {c.says for c in second.choices}


def test_going_back_shows_the_list_before(talk: Talk) -> None:
    themes = talk.say("主题")
    talk.say("1")
    assert talk.say("返回").choices == themes.choices


def test_going_back_from_nowhere_helps(talk: Talk) -> None:
    assert talk.say("返回").wording == "help"


def test_who_said_it_repeats_the_quote_with_its_source(talk: Talk) -> None:
    quoted = talk.quoted("小区停车乱怎么办")
    assert talk.quoted("谁讲的") == quoted


def test_whoever_asks_to_be_forgotten_is_forgotten(talk: Talk) -> None:
    talk.say("防排处")
    assert talk.say("删除我的记录").forgets
    assert talk.conversation == Conversation()


OFFERING = (Occasion.WELCOME, Occasion.MENU)
"""Occasions that are met with a list."""


@pytest.mark.parametrize("occasion", Occasion)
def test_what_is_not_text_gets_a_friendly_line(edition: Edition, occasion: Occasion) -> None:
    answer, _ = edition.dialogue.answer(Question(occasion=occasion), Conversation())
    assert answer.status is Status.COURTESY
    assert answer.wording == occasion.wording
    assert bool(answer.choices) == (occasion in OFFERING)
    assert edition.render(answer).text


# What is remembered: Conversation(choices, waiting, trail, passage, unit, seen)

PARKING = "小区停车乱怎么办"
FIRE = "fangzhiban-20240111#p"


def remembered(talk: Talk) -> tuple[str | None, str | None, tuple[str, ...], tuple[str, ...]]:
    after = talk.conversation
    return after.passage, after.unit, after.trail, after.seen


def trail(talk: Talk) -> list[str]:
    return list(talk.conversation.trail)


def test_after_an_answer_its_passage_and_unit_are_remembered(talk: Talk) -> None:
    answer = talk.say(PARKING)
    assert remembered(talk) == (f"{FIRE}1", "fangzhiban", (PARKING,), (f"{FIRE}1",))
    assert (talk.conversation.choices, talk.conversation.waiting) == (answer.choices, ())


def test_after_a_units_card_its_opening_and_the_unit_are_remembered(talk: Talk) -> None:
    answer = talk.say("防排处")
    opening = "fangpaichu-20240111#opening"
    assert remembered(talk) == (opening, "fangpaichu", ("市防洪排涝工程管理处",), (opening,))
    assert talk.conversation.choices == answer.choices


def test_after_suggestions_the_unit_of_the_nearest_is_remembered(talk: Talk) -> None:
    asked = "社区的难点问题怎么解决的"
    answer = talk.say(asked)
    assert answer.status is Status.SUGGESTED
    unit = talk.edition.corpus.speech_of(answer.matches[0].passage).unit.slug
    assert remembered(talk) == (None, unit, (asked,), ())
    assert talk.conversation.choices == answer.choices
    assert talk.conversation.listed


def test_a_unit_that_was_named_is_remembered_though_nothing_of_it_is_quoted(talk: Talk) -> None:
    talk.say("防排处")
    assert talk.say("社科联的食堂几点开门").quote is None
    assert talk.conversation.unit == "shekelian"


def test_a_turn_without_an_answer_forgets_nothing(talk: Talk) -> None:
    talk.say(PARKING)
    before = remembered(talk)
    answer = talk.say("今天星期几")
    assert answer.status is Status.UNANSWERED
    assert remembered(talk) == before
    assert talk.conversation.choices == answer.choices != ()
    assert talk.quoted("下一条") == f"{FIRE}2"


def test_several_turns_without_an_answer_start_anew(talk: Talk) -> None:
    talk.say(PARKING)
    for text in ("今天星期几", "股票怎么买", "彩票开奖"):
        assert talk.say(text).status is Status.UNANSWERED
    assert remembered(talk) == (None, None, (), ())
    assert talk.conversation.choices


def test_an_answer_in_between_keeps_what_is_remembered(talk: Talk) -> None:
    for text in ("今天星期几", "股票怎么买", PARKING, "今天星期几", "股票怎么买"):
        talk.say(text)
    assert talk.conversation.passage == f"{FIRE}1"


def test_after_a_list_what_was_shown_and_what_waits_are_remembered(talk: Talk) -> None:
    talk.say(PARKING)
    answer = talk.say("主题")
    assert remembered(talk) == (None, "fangzhiban", (PARKING, "themes"), ())
    assert talk.conversation.choices == answer.choices
    assert len(talk.conversation.waiting) == answer.more > 0
    waiting = talk.conversation.waiting
    assert talk.say("更多").choices == waiting[:PAGE]
    assert talk.conversation.waiting == waiting[PAGE:]
    assert talk.conversation.trail == (PARKING, "themes")


def test_what_waits_is_forgotten_with_the_next_list_and_kept_over_a_courtesy(talk: Talk) -> None:
    talk.say("主题")
    before = talk.conversation
    talk.say("谢谢")
    assert talk.conversation == before
    talk.say("防排处")
    assert talk.conversation.waiting == ()


@pytest.mark.parametrize("occasion", [o for o in Occasion if o not in OFFERING])
def test_courtesies_and_occasions_change_nothing_that_is_remembered(
    edition: Edition, talk: Talk, occasion: Occasion
) -> None:
    talk.say(PARKING)
    _, after = edition.dialogue.answer(Question(occasion=occasion), talk.conversation)
    assert after == talk.conversation
    talk.say("你好")
    assert after == talk.conversation


def test_a_welcome_offers_questions_and_forgets_nothing_else(edition: Edition, talk: Talk) -> None:
    talk.say(PARKING)
    before = talk.conversation
    welcome, after = edition.dialogue.answer(Question(occasion=Occasion.WELCOME), before)
    assert after.choices == welcome.choices
    assert [choice.says for choice in after.choices] == list(islice(examples(edition.corpus), 3))
    assert (after.passage, after.unit, after.trail, after.seen) == remembered(talk)


def test_the_number_of_a_question_that_was_offered_asks_it(edition: Edition) -> None:
    for offer in (Question(occasion=Occasion.WELCOME), Question("帮助")):
        _, offered = edition.dialogue.answer(offer, Conversation())
        by_number, after = edition.dialogue.answer(Question("2"), offered)
        typed, _ = edition.dialogue.answer(Question(offered.choices[1].says), offered)
        assert by_number.status is Status.ANSWERED
        assert by_number.quotes == typed.quotes
        assert after.trail[-1] == offered.choices[1].says


def test_a_code_that_names_something_leads_there_and_is_remembered_as_asked(edition: Edition) -> None:
    question = Question("市方志办", occasion=Occasion.WELCOME)
    answer, after = edition.dialogue.answer(question, Conversation())
    assert (answer.wording, after.trail, after.unit) == ("unit", ("市方志办",), "fangzhiban")
    theme, _ = edition.dialogue.answer(Question("领导带头", occasion=Occasion.WELCOME), Conversation())
    assert (theme.wording, theme.subject) == ("theme", "领导带头")
    practice, _ = edition.dialogue.answer(
        Question("市方志办第2条", occasion=Occasion.WELCOME), Conversation()
    )
    assert practice.matches[0].passage.id == f"{FIRE}2"
    nothing, _ = edition.dialogue.answer(Question("123", occasion=Occasion.WELCOME), Conversation())
    assert nothing.wording == "welcome"


def test_a_typed_number_is_remembered_as_the_words_it_stands_for(talk: Talk) -> None:
    talk.say("防排处")
    talk.say("2")
    assert trail(talk) == ["市防洪排涝工程管理处", "市防洪排涝工程管理处第2条"]
    assert talk.conversation.seen == ("fangpaichu-20240111#p2",)


def test_the_last_number_and_no_further_one_is_a_choice(talk: Talk) -> None:
    talk.say("防排处")
    assert talk.quoted("3") == "fangpaichu-20240111#p3"
    talk.say("防排处")
    assert talk.say("4").wording == "past-end"
    talk.say("防排处")
    assert talk.say("0").wording == "past-end"


def test_the_trail_is_as_long_as_five_questions_and_has_none_twice_in_a_row(talk: Talk) -> None:
    for text in ("防排处", "社科联", "主题", "方志办", PARKING, "四联双报到", "四联双报到"):
        talk.say(text)
    assert trail(talk) == ["市社科联", "themes", "市方志办", PARKING, "四联双报到"]


def test_what_was_seen_grows_with_more_of_the_same_and_ends_with_a_new_question(talk: Talk) -> None:
    first = talk.quoted("四联双报到")
    second = talk.quoted("还有吗")
    assert list(talk.conversation.seen) == [first, second]
    assert trail(talk) == ["四联双报到"]
    assert talk.quoted("四联双报到") == first
    assert list(talk.conversation.seen) == [first, second]
    talk.say(PARKING)
    assert list(talk.conversation.seen) == [f"{FIRE}1"]


def test_what_about_another_unit_leans_on_the_latest_question_which_stays(talk: Talk) -> None:
    for text in ("社科联", "公益广告怎么搞的", "那防排处呢"):
        answer = talk.say(text)
    assert answer.matches[0].passage.id == "fangpaichu-20240111#p1"
    assert trail(talk) == ["市社科联", "公益广告怎么搞的"]
    assert talk.conversation.unit == "fangpaichu"


def test_a_theme_that_is_named_is_remembered(talk: Talk) -> None:
    talk.say(PARKING)
    talk.say("领导带头")
    assert remembered(talk) == (None, "fangzhiban", (PARKING, "领导带头"), ())


def test_more_after_a_practice_that_was_named_is_the_next_one(talk: Talk) -> None:
    talk.say("市防洪排涝工程管理处第1条")
    assert talk.quoted("还有吗") == "fangpaichu-20240111#p2"
    assert talk.quoted("还有吗") == "fangpaichu-20240111#p3"
    assert trail(talk) == [f"市防洪排涝工程管理处第{n}条" for n in (1, 2, 3)]
    assert talk.say("还有吗").wording == "past-end"


def test_going_back_takes_the_last_question_from_the_trail(talk: Talk) -> None:
    for text in ("主题", "防排处", PARKING):
        talk.say(text)
    assert talk.say("返回").wording == "unit"
    assert trail(talk) == ["themes", "市防洪排涝工程管理处"]
    assert talk.conversation.passage == "fangpaichu-20240111#opening"
    assert talk.say("返回").wording == "themes"
    assert trail(talk) == ["themes"]
    assert talk.conversation.passage is None


def test_going_back_does_not_lean_on_what_was_quoted_in_between(talk: Talk) -> None:
    talk.say("防排处第一条")
    talk.say("第二条呢")
    talk.say(PARKING)
    assert "fangzhiban" not in (talk.quoted("返回") or "")


def test_the_same_again_keeps_the_place(talk: Talk) -> None:
    talk.say(PARKING)
    talk.say("谁讲的")
    passage, unit, trail, seen = remembered(talk)
    assert (passage, unit, trail, set(seen)) == (f"{FIRE}1", "fangzhiban", (PARKING,), {f"{FIRE}1"})


def test_where_nothing_was_said_before_leaning_messages_get_help(talk: Talk) -> None:
    for text in ("还有吗", "更多", "谁讲的", "返回"):
        talk.conversation = Conversation()
        assert talk.say(text).wording == "help", text
        assert trail(talk) == ["help"]


def test_what_was_understood_is_said_openly(talk: Talk) -> None:
    answer = talk.say("泵站开访日")
    assert answer.quote
    assert answer.meant in ("泵站开放日", None)


# Conversations


def said(talk: Talk, *messages: str) -> list[str]:
    """The wording of each reply, or the anchor that it quotes in a plain answer."""
    answers = [talk.say(text) for text in messages]
    return [
        a.quote.passage.anchor if a.quote and a.wording == "answered" else str(a.wording) for a in answers
    ]


def test_a_list_keeps_its_numbers_while_one_reads_through_it(talk: Talk) -> None:
    listed = talk.say("清洁家园").choices
    assert len(listed) == 2
    assert talk.say("2").choices == listed
    assert talk.say("1").choices == listed
    assert said(talk, "最后一个", "上一个", "下一个") == ["p3", "p1", "p3"]
    assert talk.say("下一个").wording == "past-end"


def test_after_suggestions_an_ordinal_is_theirs(talk: Talk) -> None:
    near = talk.say("小区里乱停车归哪个部门管").choices
    answer = talk.say("第二条")
    assert talk.edition.dialogue.answer(Question(near[1].says), Conversation())[0].quote == answer.quote


def test_beside_an_answer_what_is_counted_tells_the_speech_from_the_list(talk: Talk) -> None:
    beside = talk.say("张贴公益广告怎么搞的").choices
    assert [choice.says for choice in beside] == ["市防洪排涝工程管理处第1条"]
    assert talk.quoted("第一个") == "fangpaichu-20240111#p1"
    talk.say("张贴公益广告怎么搞的")
    assert talk.quoted("第一条") == f"{FIRE}1"


def test_a_theme_of_one_practice_shows_the_practice(talk: Talk) -> None:
    assert talk.quoted("停车秩序") == f"{FIRE}1"


def test_a_unit_after_a_unit_opens_its_card(talk: Talk) -> None:
    for name in ("方志办", "社科联", "防洪处"):
        talk.say("方志办讲了什么")
        assert talk.say(f"那{name}呢").wording == "unit"
    assert said(talk, "第三条", "方志办的第三条") == ["p3", "p3"]
    assert talk.conversation.unit == "fangzhiban"


def test_the_passage_of_a_unit_that_is_offered_is_opened_by_its_unit(talk: Talk) -> None:
    choices = talk.say("四联双报到").choices
    assert choices
    assert talk.say("社科联那条给我看看").matches[0].passage.id == "shekelian-20240111#p3"


def test_a_unit_after_a_question_in_vain_is_asked_the_same(talk: Talk) -> None:
    talk.say("三是什么")
    assert talk.conversation.unanswered == 1
    assert said(talk, "方志办的", "搞错了我想看社科联的") == ["p3", "p3"]


def test_whoever_names_the_city_after_another_is_answered_for_the_city(talk: Talk) -> None:
    first = talk.say("南宁社科联怎么做志愿服务")
    assert (first.status, first.matches) == (Status.UNANSWERED, ())
    assert talk.quoted("我问的是柳州的") == "shekelian-20240111#p3"
    talk.conversation = Conversation()
    assert talk.say("那柳州的呢").status is not Status.ANSWERED


def test_a_question_that_names_a_unit_is_not_answered_by_what_is_shown_of_another(talk: Talk) -> None:
    talk.say("群众是怎么发动起来的")
    answer = talk.say("社科联那边带队的是谁")
    units = {talk.edition.corpus.speech_of(match.passage).unit.slug for match in answer.matches}
    assert units <= {"shekelian"}


def test_a_number_past_what_is_offered_beside_a_practice_is_that_of_its_speech(talk: Talk) -> None:
    answer = talk.say("防排处封堵缺口")
    assert len(answer.choices) < 3
    assert talk.quoted("3") == "fangpaichu-20240111#p3"
    assert talk.say("9").wording == "past-end"


def test_units_are_counted_among_all_where_one_is_shown(talk: Talk) -> None:
    talk.say("单位")
    assert talk.say("第一个单位").subject == "市方志办"
    assert talk.say("第二个单位呢").subject == "市社科联"
    assert talk.say("第九个单位").wording == "past-end"


def test_who_said_it_when_and_where_is_told_with_its_words(talk: Talk) -> None:
    quoted = talk.quoted(PARKING)
    for text in ("这是谁讲的", "哪个单位讲的", "什么时候的", "原文在哪里看"):
        answer = talk.say(text)
        assert (answer.status, answer.wording) == (Status.ANSWERED, "told")
        assert answer.quote
        assert answer.quote.passage.id == quoted
        shown = talk.edition.render(answer).text
        assert "市方志办的黄志坚" in shown
        assert "2024年1月11日" in shown
        assert "/speeches/fangzhiban-20240111" in shown


def test_a_passage_is_shown_whole_shorter_and_again(talk: Talk) -> None:
    talk.say(PARKING)
    whole, brief, again = talk.say("详细一点"), talk.say("太长了"), talk.say("再说一遍")
    assert whole.quote
    assert whole.quote.text == whole.quote.passage.text
    assert brief.quote
    assert brief.wording == "brief"
    assert len(brief.quote.text) < len(whole.quote.text) / 2
    assert again.quote
    assert again.quote.passage == brief.quote.passage == whole.quote.passage


def test_what_is_not_understood_is_said_shorter_with_a_way_to_a_person(talk: Talk) -> None:
    talk.say(PARKING)
    assert talk.say("看不懂").wording == "brief"
    assert "热线" in talk.edition.corpus.wording["brief"]


def test_what_did_not_help_is_another_try_and_never_searched(talk: Talk) -> None:
    first = talk.say("四联双报到").matches[0].passage
    for text in ("不是这个", "没用", "不满意", "答非所问"):
        answer = talk.say(text)
        assert answer.wording == "sorry"
        assert answer.quote is None
        assert first not in [match.passage for match in answer.matches]
        assert "满意度" not in "".join(choice.label for choice in answer.choices) or answer.matches
    assert said(talk, "1")[0].startswith("p")


def test_what_was_offered_in_vain_is_not_offered_again(talk: Talk) -> None:
    talk.say("四联双报到")
    offered = [match.passage.id for _ in range(4) for match in talk.say("没用").matches]
    assert offered
    assert len(set(offered)) == len(offered)


def test_another_one_than_what_was_chosen_answers_the_question(talk: Talk) -> None:
    talk.say("张贴公益广告怎么搞的")
    talk.say("1")
    assert talk.say("换一个").wording != "past-end"


def test_complaining_of_nothing_gets_themes(talk: Talk) -> None:
    answer = talk.say("不满意")
    assert (answer.status, answer.wording) == (Status.COURTESY, "sorry")
    assert answer.choices


def test_how_many_people_a_unit_has_is_not_how_many_practices(talk: Talk) -> None:
    assert talk.say("方志办总共多少人").wording != "counted"


def test_how_many_a_unit_has_is_counted(talk: Talk) -> None:
    counted = talk.say("方志办有几条")
    assert (counted.status, counted.wording) == (Status.ANSWERED, "counted")
    talk.say(PARKING)
    answer = talk.say("一共讲了几条")
    assert (answer.wording, answer.subject, len(answer.choices)) == ("counted", "市方志办", 3)
    assert answer.status is Status.ANSWERED
    assert "市方志办一共讲了 3 条" in talk.edition.render(answer).text
    assert talk.quoted("下一条") == f"{FIRE}2"


def test_what_else_a_unit_has_that_is_named_is_its_card_once_nothing_else_is_on_the_question(
    talk: Talk,
) -> None:
    for text in ("康顺社区是哪个单位挂的呀", "柳依呢", "那滨江社区"):
        talk.say(text)
    answer = talk.say("好的吧,社科联还有别的没")
    assert (answer.status, answer.wording, answer.subject) == (Status.ANSWERED, "unit", "市社科联")


def test_going_on_ends_where_the_speech_ends(talk: Talk) -> None:
    talk.say("方志办第二条")
    assert said(talk, "继续", "下一条", "再往后呢", "还有吗") == ["p3", "past-end", "past-end", "past-end"]


def test_a_fact_of_what_is_shown_is_told_by_its_sentence(talk: Talk) -> None:
    talk.say("社科联第三条")
    for text, told in (("队长是谁", "党组书记"), ("他们去了哪些社区", "红锋社区"), ("在哪个区", "鱼峰区")):
        answer = talk.say(text)
        assert answer.quote, text
        assert told in answer.quote.text
        assert answer.quote.passage.id == "shekelian-20240111#p3"
    assert talk.conversation.trail == ("市社科联第3条",)


def test_a_fact_of_a_unit_that_is_named_is_told_though_search_saw_only_the_unit(talk: Talk) -> None:
    answer = talk.say("那社科联是去了哪些社区")
    assert answer.quote
    assert "红锋社区" in answer.quote.text


def test_a_unit_is_known_by_who_spoke_for_it(talk: Talk) -> None:
    assert talk.quoted("权玉华讲的第一条是什么") == "shekelian-20240111#p1"


def test_others_than_the_unit_of_the_question_are_found(talk: Talk) -> None:
    talk.say("防排处的公益广告怎么搞的")
    speeches = {match.passage.speech for match in talk.say("换一个单位的").matches}
    assert speeches
    assert "fangpaichu-20240111" not in speeches


def test_what_is_counted_may_be_something_else_than_practices(talk: Talk) -> None:
    talk.say("摆摆古比赛市直机关得了几个奖")
    answer = talk.say("一共几篇")
    assert answer.quote
    assert "3篇" in answer.quote.text


def test_what_was_just_read_is_not_suggested(talk: Talk) -> None:
    talk.say("社科联第二条")
    answer = talk.say("这个手册去哪里领")
    assert answer.status is Status.UNANSWERED
    assert talk.quoted("后面一条呢") == "shekelian-20240111#p3"


def test_what_is_headed_so_is_shown_to_whoever_names_it(talk: Talk) -> None:
    talk.say("方志办第一条")
    assert talk.quoted("哦，那群众那块呢") == f"{FIRE}2"


def test_units_may_be_excluded_from_what_was_asked(talk: Talk) -> None:
    answer = talk.say("除了社科联还有谁领导带头")
    assert answer.quote
    assert answer.quote.passage.id == "fangpaichu-20240111#p3"
    talk.say("四联双报到")
    assert talk.say("除了防排处呢").matches[0].passage.id == "shekelian-20240111#p3"


def test_one_more_unit_is_excluded_beside_those_that_were(talk: Talk) -> None:
    talk.say("除了方志办还有谁讲到志愿服务")
    units = {talk.edition.corpus.speech_of(m.passage).unit.slug for m in talk.say("再除了社科联呢").matches}
    assert units
    assert not units & {"fangzhiban", "shekelian"}


def test_others_than_the_unit_shown_are_looked_for(talk: Talk) -> None:
    talk.say("小广告是哪家去清理的")
    shown = {m.passage.speech for m in talk.say("垃圾的事还有谁讲了").matches}
    assert "fangpaichu-20240111" in shown
    assert "fangzhiban-20240111" not in shown


def test_other_units_without_a_question_are_listed(talk: Talk) -> None:
    talk.say("方志办第一条")
    assert talk.say("还有别的单位吗").wording == "units"


def test_going_back_after_no_answer_shows_what_was_there(talk: Talk) -> None:
    quoted = talk.quoted(PARKING)
    talk.say("今天星期几")
    assert talk.quoted("返回") == quoted


def test_a_unit_asked_for_as_a_whole_shows_its_card_whatever_was_shown(talk: Talk) -> None:
    talk.say("都有哪些单位")
    assert talk.say("社科联做了什么").wording == "unit"
    assert talk.quoted("第二个") == "shekelian-20240111#p2"


def test_what_was_asked_of_a_unit_is_asked_of_the_next_that_is_named(talk: Talk) -> None:
    talk.say("社科联")
    talk.say("去了哪些社区")
    assert talk.quoted("防排处呢") == "fangpaichu-20240111#p1"


def test_the_same_number_is_meant_of_another_unit(talk: Talk) -> None:
    talk.say("防排处第二条")
    assert talk.quoted("不对，我问的是社科联") == "shekelian-20240111#p2"
    assert talk.quoted("那方志办的呢") == f"{FIRE}2"


def test_after_a_theme_another_unit_does_not_mean_the_number_of_its_entry(talk: Talk) -> None:
    talk.say("清洁家园")
    talk.say("1")
    assert talk.say("社科联呢").wording == "unit"


def test_walking_through_a_speech_goes_by_the_speech_whatever_was_offered(talk: Talk) -> None:
    talk.say("小区里乱停车归哪个部门管")
    assert [talk.quoted(text) for text in ("方志办第一把火", "下一个", "继续")] == [
        f"{FIRE}{n}" for n in (1, 2, 3)
    ]


def test_past_the_end_of_a_list_it_says_how_many_the_list_has(talk: Talk) -> None:
    listed = talk.say("志愿服务").choices
    talk.say("2")
    answer = talk.say("下一个")
    assert (answer.wording, answer.choices, answer.subject) == ("past-end", listed, None)


def test_the_only_passage_of_a_unit_is_its_first(talk: Talk) -> None:
    assert talk.quoted("市直机关工委第一条") == "jiguangongwei-20240111#note"


@pytest.mark.parametrize(
    ("first", "asked", "passage"),
    [
        ("社科联第三条", "他们召开了什么会", "shekelian-20240111#p3"),
        ("社科联第二条", "那防排处下沉到哪个社区", "fangpaichu-20240111#p1"),
        ("方志办", "他们跟谁一起改造的", f"{FIRE}1"),
        ("社科联", "队长是谁", "shekelian-20240111#p3"),
        ("社科联第一条", "那宪法呢", "fangpaichu-20240111#p2"),
        ("防排处第二条", "社科联的宣传呢", "shekelian-20240111#p3"),
    ],
)
def test_a_follow_up_is_answered_of_the_unit_that_one_speaks_of(
    talk: Talk, first: str, asked: str, passage: str
) -> None:
    talk.say(first)
    assert talk.quoted(asked) == passage


@pytest.mark.parametrize(
    "asked",
    ["他们用了多少钱", "那加装电梯呢", "怎么报名", "分管领导叫什么", "你觉得哪个更好", "康顺社区在哪个区"],
)
def test_a_follow_up_that_no_speech_answers_is_not_answered(talk: Talk, asked: str) -> None:
    talk.say("防排处第一条")
    assert talk.quoted(asked) is None


def test_another_city_is_not_taken_for_the_unit_of_that_name(talk: Talk) -> None:
    assert talk.quoted("南宁市方志办有什么做法") is None


def test_units_that_were_shown_are_excluded_by_pointing_at_them(talk: Talk) -> None:
    talk.say("四联双报到")
    talk.say("除了防排处还有谁")
    for text in ("除了这两家还有没有", "除了他们呢"):
        units = {talk.edition.corpus.speech_of(m.passage).unit.slug for m in talk.say(text).matches}
        assert not units & {"fangpaichu", "shekelian"}


def test_how_many_units_and_themes_there_are_is_shown(talk: Talk) -> None:
    assert talk.say("一共几个单位").wording == "units"
    assert talk.say("有多少个主题").wording == "themes"


def test_more_of_a_numbered_practice_is_its_whole_text(talk: Talk) -> None:
    talk.say("方志办")
    answer = talk.say("第二条详细讲讲")
    assert answer.quote
    assert answer.quote.text == answer.quote.passage.text
    assert answer.quote.passage.id == f"{FIRE}2"


def test_what_was_read_of_a_message_goes_with_the_answer(talk: Talk) -> None:
    read = talk.say("讲得太长啦，短点").read
    assert read
    assert read.likeliest == "brief"
    assert talk.say("市方志办").read is None


def test_english_is_read_where_it_is_an_act(talk: Talk) -> None:
    talk.say("方志办第一条")
    assert talk.quoted("next one please") == f"{FIRE}2"
    assert talk.say("who is the speaker").wording == "told"
    assert talk.say("thanks a lot").status is Status.COURTESY


@given(
    st.lists(
        st.text(max_size=30)
        | st.sampled_from(
            [
                "更多",
                "返回",
                "1",
                "单位",
                "还有吗",
                "那社科联呢",
                "第二条",
                "下一个",
                "不是这个",
                "太长了",
                "谁讲的",
                "几条",
            ]
        ),
        max_size=6,
    )
)
@settings(max_examples=40)
def test_any_conversation_gives_an_answer_to_every_message(edition: Edition, messages: list[str]) -> None:
    talk = Talk(edition)
    for message in messages:
        reply = edition.render(talk.say(message))
        assert reply.text
        assert reply.bytes <= 2000


def test_who_seems_to_point_where_nothing_was_shown_asks(edition: Edition) -> None:
    asked = Question("哪个单位讲了三把火")
    assert (edition.ask(asked, Conversation()).reply.quoted or ("",))[0].startswith("fangzhiban-20240111")


def test_a_unit_named_with_an_ordinal_says_whose_it_is(talk: Talk) -> None:
    assert talk.quoted("方志办第一点做了什么") == f"{FIRE}1"


def test_another_of_those_that_do_it_is_found_by_the_question_before(talk: Talk) -> None:
    talk.say("公益广告有谁讲过吗")
    talk.say("我要贴在小区里的那家")
    assert talk.quoted("另外那家呢") == "fangpaichu-20240111#p1"


def test_what_is_counted_is_not_the_practices_where_it_counts_something_else(talk: Talk) -> None:
    talk.say("哪个单位过年送福")
    assert talk.say("一共搞了几多回").wording != "counted"


def test_beside_what_is_shown_the_other_thing_that_may_be_meant_is_offered(talk: Talk) -> None:
    talk.say("楼下飞线充电有人管过吗")
    answer = talk.say("那垃圾呢")
    assert answer.quote
    offered = {choice.says for choice in answer.choices}
    assert "市防洪排涝工程管理处第1条" in offered or answer.quote.passage.speech == "fangpaichu-20240111"


def test_after_a_welcome_a_question_is_judged_as_one_that_nothing_stands_before(edition: Edition) -> None:
    asked = Question("去泵站开放日能看到什么型号的水泵")
    welcome = edition.ask(Question("", occasion=Occasion.WELCOME), Conversation())
    assert welcome.conversation.choices
    after = edition.ask(asked, welcome.conversation).answer
    assert after.status is edition.ask(asked, Conversation()).answer.status is Status.SUGGESTED


def test_no_number_to_call_is_told_and_what_was_spoken_of_goes_on(talk: Talk) -> None:
    talk.say("防排处第二条")
    before = talk.conversation
    answer = talk.say("电话给一个")
    assert (answer.status, answer.wording) == (Status.UNANSWERED, "phone")
    assert talk.say("电话多少").status is Status.UNANSWERED
    assert talk.conversation == before


def test_more_of_a_unit_in_detail_is_of_that_unit(talk: Talk) -> None:
    answer = talk.say("防排处从头讲给我听")
    assert (answer.wording, answer.subject) == ("unit", "市防洪排涝工程管理处")
    talk.say("方志办第一把火")
    answer = talk.say("社科联的详细讲讲")
    assert answer.matches[0].passage.id.startswith("shekelian")


def test_what_else_they_did_is_the_rest_of_their_speech(talk: Talk) -> None:
    talk.say("对照手册抓落实")
    assert talk.quoted("这个单位还做了别的没") == "shekelian-20240111#p3"
    answer = talk.say("他们还做了别的没")  # of the last one all there are
    assert (answer.wording, len(answer.choices)) == ("unit", 3)
    assert answer.matches[0].passage.id.startswith("shekelian")


def test_an_ordinal_in_detail_is_of_the_list_that_is_seen(talk: Talk) -> None:
    talk.say("有哪些单位")
    third = talk.say("第三个")
    talk.say("有哪些单位")
    answer = talk.say("第三个详细说说")
    assert (answer.wording, answer.matches, answer.choices) == ("unit", third.matches, third.choices)
    talk.say("哪些单位做了宣传")
    second = talk.quoted("第二个")
    talk.say("哪些单位做了宣传")
    assert talk.quoted("第二个全文") == second


def test_what_is_opened_in_detail_is_walked_on_from(talk: Talk) -> None:
    talk.say("听说方志办有三把火，是哪三把")
    assert talk.quoted("第三把详细说说") == "fangzhiban-20240111#p3"
    assert talk.quoted("上一个") == "fangzhiban-20240111#p2"


def test_how_many_after_a_topic_is_how_many_of_that(talk: Talk) -> None:
    talk.say("缺口")
    answer = talk.say("几个")
    assert answer.quote
    assert "6处缺口" in answer.quote.text
    talk.say("社科联")
    assert talk.say("几个").wording == "counted"


def test_a_question_after_a_list_of_units_is_judged_by_itself(talk: Talk) -> None:
    alone = talk.say("小区里乱停车归哪个部门管")
    talk.conversation = Conversation()
    talk.say("有哪些单位")
    after = talk.say("小区里乱停车归哪个部门管")
    assert (after.status, after.matches) == (alone.status, alone.matches)


def test_pinyin_does_what_the_words_do_that_it_stands_for(talk: Talk) -> None:
    asked = talk.say("xiaoqu tingchewei zenme guihua de, chezhu bu nuo che zenme ban")
    assert asked.quote
    assert asked.quote.passage.id == "fangzhiban-20240111#p1"
    assert asked.meant == "小区停车位怎么规划的,车主不挪车怎么办"
    assert talk.quoted("di san tiao") == "fangzhiban-20240111#p3"
    assert talk.say("xiexie").wording == "thanks"


def test_a_character_that_others_tell_of_is_not_what_was_shown(talk: Talk) -> None:
    talk.say("清理小广告")
    assert talk.quoted("狗") == "fangpaichu-20240111#p1"


def test_a_subject_that_is_told_is_not_denied_after_another(talk: Talk) -> None:
    assert talk.quoted("泵站") == "fangpaichu-20240111#p2"
    assert talk.say("雷锋").status is Status.SUGGESTED


@pytest.mark.parametrize("asked", ["他们第二条做的是哪样", "第二条是讲哪样的"])
def test_an_ordinal_beside_which_no_subject_is_told_points_however_it_is_put(talk: Talk, asked: str) -> None:
    talk.say("防排处第一条")
    assert talk.quoted(asked) == "fangpaichu-20240111#p2"


def test_after_what_nobody_told_the_next_one_is_that_of_the_passage_shown(talk: Talk) -> None:
    talk.say(PARKING)
    talk.say("要交多少钱")
    assert talk.conversation.unanswered
    assert talk.quoted("下一条") == f"{FIRE}2"
