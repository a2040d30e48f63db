from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import structlog
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channel.bubble import STANDARD
from bot.channel.reply import Renderer
from bot.dialogue.links import Links, fingerprint
from bot.dialogue.markup import link, pieces, tap
from bot.model import (
    Answer,
    Article,
    Choice,
    City,
    Corpus,
    Finding,
    Match,
    Passage,
    Quote,
    Reply,
    Role,
    Source,
    Speech,
    Status,
    Unit,
    Verdict,
    Why,
)

WORDING = {
    path.stem: path.read_text("utf-8").strip("\n")
    for path in (Path(__file__).parents[2] / "knowledge" / "wording").glob("*.txt")
}
LIMIT, CARD_LIMIT, TITLE_LIMIT = 2000, 512, 128
BASE = "https://baigu.example"
LINK = '<a href="https://x.example/">x</a>'


def corpus(
    text: str = "一是划车位。二是劝挪车。", wording: dict[str, str] | None = None, **speech: str
) -> Corpus:
    unit = Unit("ban", speech.get("unit", "市方志办"))
    told = Speech(
        "speech-1",
        speech.get("title", "题目"),
        unit,
        speech.get("speaker", "某某"),
        date(2024, 1, 11),
        Source("来源"),
        (Passage("speech-1", "p1", "小标题", text, Role.PRACTICE, 1),),
    )
    return Corpus((told,), (unit,), wording={**WORDING, **(wording or {})})


def answered(of: Corpus, *choices: Choice, wording: str = "answered", subject: str | None = None) -> Answer:
    passage = of.passages[0]
    match = Match(Quote(passage, 0, len(passage.text)), 1.0)
    return Answer(Status.ANSWERED, wording, 1.0, (match,), choices, subject=subject)


OPEN = {"whole": "{{ 原文 }}\n{{ 单位 }} {{ 网址 }}\n{{ 选项 }}"}
"""A text that no screen bounds, so that WeChat's limit does."""


def rendered(of: Corpus, answer: Answer, *, cards: bool = False) -> Reply:
    return Renderer(of, Links(BASE), "12345", cards=cards).render(answer)


def many(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"第{n}个做法的小标题", f"市方志办第{n}条") for n in range(1, count + 1))


def test_a_short_quote_is_sent_whole_with_unit_speaker_date_link_and_taps() -> None:
    of = corpus()
    reply = rendered(of, answered(of, Choice("市社科联：走访", "市社科联第1条")))
    assert reply.text.startswith("一是划车位。二是劝挪车。\n——市方志办 某某，2024年1月\n")
    assert [piece.url for piece in pieces(reply.text) if piece.url] == [
        f"{BASE}/speeches/speech-1?p1=0-12-{fingerprint('一是划车位。二是劝挪车。')}#p1"
    ]
    assert [piece.says for piece in pieces(reply.text) if piece.says] == ["市社科联第1条"]


def taps(reply: Reply) -> list[str]:
    return [piece.text for piece in pieces(reply.text) if piece.says]


def test_taps_go_before_any_word_of_the_quote() -> None:
    of = corpus("做法" * 270, OPEN)
    reply = rendered(of, answered(of, *many(3), wording="whole"))
    assert reply.quotes
    assert reply.quotes[0].text == "做法" * 270
    assert 0 < len(taps(reply)) < 3


def test_no_more_than_a_screen_is_sent_taps_go_first_then_sentences() -> None:
    for length, kept in ((11, 3), (12, 2), (13, 1), (14, 0), (16, 0)):
        of = corpus("这一句话它正好有一行长。" * length)
        reply = rendered(of, answered(of, *many(3)))
        assert (reply.quotes[0].text.count("。"), len(taps(reply))) == (length, kept)
        assert STANDARD.lines(reply.text) <= STANDARD.rows
    of = corpus("这一句话它正好有一行长。" * 40)
    reply = rendered(of, answered(of, *many(3)))
    assert taps(reply) == []
    assert reply.quotes[0].text.count("。") == 15  # and the dots
    assert STANDARD.lines(reply.text) <= STANDARD.rows


def test_a_sentence_longer_than_a_screen_is_told_to_its_end() -> None:
    of = corpus("长" * 400 + "。第二句。")
    reply = rendered(of, answered(of, *many(3)))
    assert reply.quotes[0].text == "长" * 400 + "。"
    assert taps(reply) == []


def test_a_long_quote_is_cut_at_a_sentence_end_and_marked() -> None:
    of = corpus("这是一句话。" * 200)
    reply = rendered(of, answered(of, *many(3), wording="whole"))
    assert reply.quotes
    assert reply.quotes[0].text.endswith("。")
    assert "这是一句话。…" in reply.text
    assert LIMIT - 100 < reply.bytes <= LIMIT


def test_an_endless_sentence_is_cut_inside_and_keeps_unit_and_link() -> None:
    of = corpus("长" * 5000)
    reply = rendered(of, answered(of))
    assert "市方志办" in reply.text
    assert any(piece.url for piece in pieces(reply.text))
    assert LIMIT - 10 < reply.bytes <= LIMIT


@pytest.mark.parametrize(
    ("at", "shown"), [(0, "123"), (1, "234"), (2, "345"), (4, "125"), (5, "123")], ids=str
)
def test_three_taps_lead_to_something_new_and_keep_their_numbers(at: int, shown: str) -> None:
    of = corpus()
    text = rendered(of, replace(answered(of, *many(5)), at=at)).text
    assert [line[:2] for line in text.splitlines() if "bizmsgmenu" in line] == [f"{n}." for n in shown]
    assert [piece.says for piece in pieces(text) if piece.says] == [f"市方志办第{n}条" for n in shown]


def test_as_much_goes_as_must_and_no_more() -> None:
    of = corpus("做法" * 270, OPEN)
    whole = answered(of, *many(3), wording="whole")
    kept = len(taps(rendered(of, whole)))
    assert 0 < kept < 3
    for offered in (kept, kept + 1):
        assert len(taps(rendered(of, replace(whole, choices=many(offered))))) == kept


def test_sentences_go_from_the_last_and_the_first_always_stays() -> None:
    sentences = [f"这是第{n}句话，说得比较长一些，好占地方。" for n in range(60)]
    of = corpus("".join(sentences))
    told = answered(of, wording="whole")
    quote = rendered(of, told).quotes[0]
    assert quote
    kept = quote.text.count("。")
    assert quote.text == "".join(sentences[:kept])
    one_more = len(f"{sentences[kept]}".encode())
    assert LIMIT - one_more < rendered(of, told).bytes <= LIMIT


def test_a_quote_that_begins_inside_its_passage_is_marked_and_never_shortened_past_its_beginning() -> None:
    of = corpus("前一句。后一句。最后。")
    passage = of.passages[0]
    match = Match(Quote(passage, 4, 8), 1.0)
    reply = rendered(of, replace(answered(of), matches=(match,)))
    assert reply.text.startswith("…后一句。…\n")
    to_the_end = Match(Quote(passage, 4, len(passage.text)), 1.0)
    assert rendered(of, replace(answered(of), matches=(to_the_end,))).text.startswith("…后一句。最后。\n")
    long = corpus("前一句。" + "长" * 900 + "。" + "尾。" * 400)
    inside = Match(Quote(long.passages[0], 4, len(long.passages[0].text)), 1.0)
    cut = rendered(long, replace(answered(long, wording="whole"), matches=(inside,))).quotes[0]
    assert cut
    assert cut.start == 4
    assert 100 < len(cut.text) < 900


def test_a_cut_sentence_leaves_room_for_the_dots() -> None:
    for length in range(640, 660):
        of = corpus("长" * length)
        reply = rendered(of, answered(of))
        assert reply.bytes <= LIMIT
        assert reply.quotes
        assert (f"{reply.quotes[0].text}…" in reply.text) == (reply.quotes[0].end < length)


@pytest.mark.parametrize(
    ("name", "longest"),
    [
        ("单位", 40),
        ("演讲人", 20),
        ("题目", 60),
        ("更正", 60),
        ("名称", 40),
        ("城市", 20),
        ("活动", 20),
        ("账号", 20),
        ("例子", 40),
    ],
)
def test_names_are_clipped_where_they_are_longer_than_a_line_or_two(name: str, longest: int) -> None:
    for length, shown in ((longest, "长" * longest), (longest + 1, "长" * (longest - 1) + "…")):
        long = "长" * length
        texts = {"answered": f"|{{{{ {name} }}}}|{{{{ 原文 }}}}", "examples": long}
        of = replace(corpus(wording=texts, unit=long, speaker=long, title=long), city=City(long, long, long))
        answer = replace(answered(of), meant=long, subject=long)
        assert rendered(of, answer).text.startswith(f"|{shown}|")


def test_a_text_can_say_what_is_known_beside_the_quote() -> None:
    fields = ("更正", "名称", "热线", "还有", "总数", "更多", "选项", "城市", "活动", "账号", "例子")
    text = "|".join(f"{{{{ {field} }}}}" for field in fields)
    of = replace(
        corpus(wording={"help": text, "examples": "怎么停车\n别的"}), city=City("账号名", "桂林", "乡村振兴")
    )
    choices = (Choice("走访", "市社科联第1条"), Choice("<b>", "说"))
    answer = Answer(Status.DIRECTORY, "help", choices=choices, more=3, meant="停车", subject="主题")
    assert rendered(of, answer).text == "|".join(
        (
            "停车",
            "主题",
            "12345",
            "3",
            "5",
            tap("更多", "更多", 3),
            f"1. {tap('走访', '市社科联第1条', 1)}\n2. {tap('<b>', '说', 2)}",
            "桂林",
            "乡村振兴",
            "账号名",
            "怎么停车",
        )
    )


def test_more_has_the_number_after_those_that_are_shown_and_the_total_counts_them_all() -> None:
    of = corpus(wording={"units": "{{ 总数 }}\n{{ 选项 }}\n{{ 更多 }}"})
    text = rendered(of, Answer(Status.DIRECTORY, "units", choices=many(8), more=2)).text
    assert text.startswith("10\n1. ")
    assert text.endswith(f"\n{tap('更多', '更多', 9)}")


def test_of_a_corpus_without_a_speech_there_is_nothing_to_try_and_still_a_welcome() -> None:
    empty = Corpus(wording={"welcome": "您好{% if 例子 %}，试试 {{ 例子 }}{% endif %}"})
    assert rendered(empty, Answer(Status.COURTESY, "welcome")) == Reply("您好", Status.COURTESY)


def test_what_waits_is_offered_with_the_next_number() -> None:
    of = corpus()
    text = rendered(of, Answer(Status.DIRECTORY, "units", choices=many(3), more=5)).text
    assert "还有 5 条" in text
    assert "msgmenucontent=更多&msgmenuid=4" in text
    assert "还有" not in rendered(of, Answer(Status.DIRECTORY, "units", choices=many(3))).text


def test_a_speech_without_date_or_speaker_is_cited_without() -> None:
    of = corpus()
    speech = replace(of.speeches[0], date=None, speaker=None)
    text = rendered(replace(of, speeches=(speech,)), answered(of)).text
    assert "\n——市方志办\n" in text
    assert "None" not in text


@settings(max_examples=150)
@given(
    text=st.text(min_size=1, max_size=3000).map(str.strip).filter(bool),  # as files of speeches are read
    names=st.text(min_size=1, max_size=200),
    labels=st.lists(st.text(max_size=120), max_size=40),
    wording=st.sampled_from(["answered", "unit"]),
    cards=st.booleans(),
)
def test_every_reply_fits_quotes_verbatim_and_has_a_link(
    text: str, names: str, labels: list[str], wording: str, *, cards: bool
) -> None:
    of = corpus(text, unit=names, speaker=names, title=names)
    answer = answered(of, *(Choice(label, label) for label in labels), wording=wording, subject=names)
    reply = rendered(of, answer, cards=cards)
    assert reply.bytes <= (CARD_LIMIT + 1 if reply.article else LIMIT)
    assert reply.quotes
    assert reply.quotes[0].text in reply.text
    assert text.startswith(reply.quotes[0].text)
    link = reply.article.url if reply.article else reply.text
    assert Links(BASE).quote(reply.quotes[0]) in link


@pytest.mark.parametrize(
    "longer", ["啰嗦" * 5000, '<a href="https://x.example/">链接</a>' * 500, "{{ 选项 }}" * 50]
)
def test_a_wording_too_long_by_itself_is_cut_and_never_inside_a_link(longer: str) -> None:
    of = corpus(wording={"welcome": longer, "answered": longer})
    for answer in (Answer(Status.COURTESY, "welcome", choices=many(20)), answered(of, *many(20))):
        text = rendered(of, answer).text
        assert len(text.encode()) <= LIMIT
        assert text.count("<a ") == text.count("</a>")


def test_a_list_of_thousands_is_cut_without_being_rendered_thousands_of_times() -> None:
    of = corpus()
    reply = rendered(of, Answer(Status.DIRECTORY, "units", choices=many(5000)))
    assert reply.bytes <= LIMIT


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a" * LIMIT, "a" * LIMIT),
        ("a" * (LIMIT + 1), "a" * (LIMIT - 3) + "…"),
        ("字" * 700, "字" * 665 + "…"),
        (LINK + "a" * 1900 + LINK * 9, LINK + "a" * 1900 + LINK + "…"),
        (LINK + "a" * 1980 + LINK, LINK + "a" * (LIMIT - 3 - len(LINK)) + "…"),
        (LINK + "a" * 1900 + LINK + "b" * 99, LINK + "a" * 1900 + LINK + "b" * (97 - 2 * len(LINK)) + "…"),
    ],
    ids=["fits", "a byte over", "no half character", "no half link", "no link at all", "whole links stay"],
)
def test_where_a_wording_is_too_long_the_end_of_the_text_goes_and_no_more(text: str, shown: str) -> None:
    assert rendered(corpus(wording={"welcome": text}), Answer(Status.COURTESY, "welcome")).text == shown


@pytest.mark.parametrize(("over", "is_offered"), [(0, True), (1, False)])
def test_what_fills_a_reply_to_its_last_byte_is_sent_whole(over: int, *, is_offered: bool) -> None:
    offered = f"1. {tap('走访', '市社科联第1条', 1)}"
    words = "a" * (LIMIT - len(offered.encode()) + over)
    of = corpus(wording={"welcome": words + "{{ 选项 }}"})
    welcome = Answer(Status.COURTESY, "welcome", choices=(Choice("走访", "市社科联第1条"),))
    assert rendered(of, welcome).text == words + (offered if is_offered else "")


def test_where_a_wording_is_too_long_nothing_is_left_to_quote() -> None:
    of = corpus(wording={"answered": "a" * LIMIT + "{{ 原文 }}{{ 选项 }}"})
    reply = rendered(of, answered(of, *many(3)))
    assert reply.text == "a" * (LIMIT - 3) + "…"
    assert reply.quotes[0] == Quote(of.passages[0], 0, 0)


def test_the_room_that_a_text_leaves_is_what_its_words_do_not_take() -> None:
    of = corpus(wording={"welcome": "您好", "answered": "{{ 原文 }}：{{ 选项 }}", "card": "卡{{ 原文 }}"})
    renderer = Renderer(of, Links(BASE), None)
    quoted = len(of.passages[0].text.encode())
    assert renderer.room(Answer(Status.COURTESY, "welcome", choices=many(3))) == LIMIT - 6
    assert renderer.room(answered(of, *many(3))) == LIMIT - quoted - 3
    assert renderer.room(answered(of, wording="card")) == CARD_LIMIT - quoted - 3
    too_long = Renderer(replace(of, wording={"welcome": "a" * (LIMIT + 7)}), Links(BASE), None)
    assert too_long.room(Answer(Status.COURTESY, "welcome")) == -7


@pytest.mark.parametrize(
    ("text", "logged_as"),
    [
        ("{{ 单 }}", "UndefinedError"),
        ("{% if %}", "TemplateSyntaxError"),
        (" \n ", None),
        (None, "TemplateNotFound"),
    ],
)
def test_where_a_text_cannot_be_used_the_programs_own_stands_in_and_the_log_says_which_and_why(
    text: str | None, logged_as: str | None
) -> None:
    of = corpus()
    wording = {name: told for name, told in {**of.wording, "answered": text}.items() if told is not None}
    broken = replace(of, wording=wording)
    with structlog.testing.capture_logs() as logged:
        reply = rendered(broken, answered(broken))
    assert reply.status is Status.ANSWERED
    assert reply.quotes[0] == Quote(broken.passages[0], 0, 12)
    assert reply.text.startswith("一是划车位。二是劝挪车。\n——市方志办，《题目》\n")
    assert logged == [
        {"event": "wording_unusable", "log_level": "warning", "wording": "answered", "error": error}
        for error in (logged_as,)
        if error
    ]


@pytest.mark.parametrize("card", ["{{ 单 }}", " \n "])
def test_where_a_card_cannot_be_made_what_would_be_sent_without_cards_is_sent(card: str) -> None:
    of = corpus(wording={"card": card})
    unit = answered(of, *many(3), wording="unit", subject="市方志办")
    assert rendered(of, unit, cards=True) == rendered(of, unit)


def test_a_unit_without_words_to_quote_is_no_card() -> None:
    of = corpus(wording={"unit": "{{ 名称 }}"})
    listed = Answer(Status.DIRECTORY, "unit", subject="市方志办")
    with structlog.testing.capture_logs() as logged:
        assert rendered(of, listed, cards=True) == Reply("市方志办", Status.DIRECTORY)
    assert logged == []


def test_units_go_out_as_cards_only_where_that_is_set() -> None:
    of = corpus()
    unit = answered(of, *many(3), wording="unit", subject="市方志办")
    assert Renderer(of, Links(BASE), "12345").render(unit).article is None
    assert rendered(of, answered(of), cards=True).article is None
    card = rendered(of, unit, cards=True).article
    assert card
    assert card.title == "市方志办：题目"
    assert card.description == "某某，2024年1月11日\n一是划车位。二是劝挪车。"
    assert card.picture == f"{BASE}/pictures/speech-1.png"
    assert card.url == f"{BASE}/speeches/speech-1?p1=0-12-{fingerprint('一是划车位。二是劝挪车。')}#p1"


def test_a_card_says_in_its_text_what_it_shows() -> None:
    of = corpus("句。" * 300, title="长" * 300)
    reply = rendered(of, answered(of, wording="unit"), cards=True)
    assert reply.article
    assert reply.text == f"{reply.article.title}\n{reply.article.description}"
    assert len(reply.article.title.encode()) <= TITLE_LIMIT
    assert reply.quotes
    assert reply.quotes[0].text in reply.article.description


@pytest.mark.parametrize(
    ("title", "shown"), [("长" * 42 + "ab", "长" * 42 + "ab"), ("长" * 42 + "abc", "长" * 41 + "…")]
)
def test_a_card_carries_all_that_a_phone_shows_and_its_title_is_cut_to_a_line(title: str, shown: str) -> None:
    of = corpus("前。后。", {"card": "{{ 题目 }}\n{{ 原文 }}\n完"}, title=title)
    quote = Quote(of.passages[0], 2, 4)
    unit = replace(answered(of, wording="unit"), matches=(Match(quote, 1.0),))
    assert rendered(of, unit, cards=True) == Reply(
        f"{shown}\n…后。\n完",
        Status.ANSWERED,
        (quote,),
        Article(shown, "…后。\n完", f"{BASE}/pictures/speech-1.png", Links(BASE).quote(quote)),
    )


def test_the_quote_on_a_card_is_cut_at_a_sentence_end_to_what_a_card_holds() -> None:
    of = corpus("这是一句话。" * 40, {"card": "{{ 题目 }}\n{{ 原文 }}"})
    reply = rendered(of, answered(of, wording="unit"), cards=True)
    assert reply.text == f"题目\n{'这是一句话。' * 27}…"
    assert len(reply.text.encode()) <= CARD_LIMIT < len(f"题目\n{'这是一句话。' * 28}…".encode())
    assert reply.article
    assert reply.article.url == Links(BASE).quote(Quote(of.passages[0], 0, 27 * 6))


def test_a_day_is_written_as_people_say_it_and_dots_stand_where_words_are_left_out() -> None:
    of = corpus(
        "前。中。后。", {"answered": "{{ 日期 }}|{{ 原文 }}|{{ 网址 }}|{{ 单位 }}|{{ 演讲人 }}|{{ 题目 }}"}
    )
    quote = Quote(of.passages[0], 2, 4)
    reply = rendered(of, replace(answered(of), matches=(Match(quote, 1.0),)))
    link = Links(BASE).quote(quote)
    assert reply == Reply(f"2024年1月11日|…中。…|{link}|市方志办|某某|题目", Status.ANSWERED, (quote,))


def test_what_a_person_typed_carries_no_markup_into_the_reply() -> None:
    typed = '<a href="https://evil.example/">点我领奖</a>停车'
    of = corpus()
    text = Renderer(of, Links(BASE), None).render(replace(answered(of), meant=typed)).text
    assert "点我领奖" in text
    assert [piece.url for piece in pieces(text) if piece.url] == [
        piece.url for piece in pieces(Renderer(of, Links(BASE), None).render(answered(of)).text) if piece.url
    ]


def test_what_names_a_person_is_not_repeated_in_a_reply_for_replies_are_kept() -> None:
    of = corpus()
    renderer = Renderer(of, Links(BASE), None, mask=lambda text: text.replace("13800138000", "［电话］"))
    assert (
        "我当您问的是：［电话］停车" in renderer.render(replace(answered(of), meant="13800138000停车")).text
    )


def beside(count: int, text: str = "一是划车位。") -> tuple[Corpus, Answer]:
    """A corpus of so many units, and the answer that quotes all of them."""
    told = []
    for n in range(1, count + 1):
        slug, unit = f"speech-{n}", Unit(f"unit-{n}", f"市第{n}局")
        passage = Passage(slug, "p1", "小标题", f"开头。{text}", Role.PRACTICE, 1)
        told.append(Speech(slug, "题目", unit, None, date(2024, 1, 11), Source("来源"), (passage,)))
    of = Corpus(tuple(told), tuple(speech.unit for speech in told), wording=WORDING)
    matches = tuple(Match(Quote(passage, 3, len(passage.text)), 1.0) for passage in of.passages)
    choices = tuple(Choice(f"{speech.unit.name}：小标题", f"{speech.unit.name}第1条") for speech in told)
    return of, Answer(Status.ANSWERED, "several", 1.0, matches, choices, quoting=count)


def test_several_quotes_stand_side_by_side_each_with_its_number_unit_and_link() -> None:
    of, answer = beside(2)
    reply = rendered(of, answer)
    assert reply.quotes == answer.quotes
    for n, quote in enumerate(answer.quotes, 1):
        assert f"{n}. 市第{n}局：…一是划车位。" in reply.text
        assert f"\n（2024年1月）{link('点这里看原文', Links(BASE).quote(quote))}" in reply.text
    assert not [piece for piece in pieces(reply.text) if piece.says]


def test_units_whose_quotes_do_not_fit_are_named_and_offered_under_their_numbers() -> None:
    of, answer = beside(8, "一是划车位" + "，二是劝挪车" * 12 + "。")
    reply = rendered(of, answer)
    shown = len(reply.quotes)
    assert 1 < shown < 8
    assert reply.bytes <= LIMIT
    assert [piece.says for piece in pieces(reply.text) if piece.says] == [
        f"市第{n}局第1条" for n in range(shown + 1, 9)
    ]
    assert [
        line.partition("局")[0] for line in reply.text.splitlines() if line[:1].isdecimal() and "：" in line
    ][:shown] == [f"{n}. 市第{n}" for n in range(1, shown + 1)]


def test_the_number_asked_for_stands_in_the_first_line() -> None:
    of = corpus("我们走访商户，劝挪车30余次。")
    answer = answered(of)
    told = replace(answer, matches=(replace(answer.matches[0], number="30余次"),))
    assert rendered(of, told).text.startswith("30余次。我们走访商户，劝挪车30余次。\n")
    assert rendered(of, answer).text.startswith("我们走访商户")


def test_a_unit_that_tells_nothing_of_what_is_compared_is_named() -> None:
    of = corpus()
    finding = Finding(silent=(Unit("ju", "市水务局"),))
    answer = replace(answered(of), verdict=Verdict(finding, Status.ANSWERED, 1.0, Why.PROBABILITY))
    assert "市水务局的稿子里没有找到" in rendered(of, answer).text
    assert "没有找到" not in rendered(of, answered(of)).text


POLLED = {
    **WORDING,
    "answered": "{{ 单位 }}{{ 原文 }}{{ 网址 }}\n{{ 选项 }}\n{% if 评价 %}帮上了吗{{ 评价 }}{% endif %}",
}


def polled(wording: dict[str, str], *choices: Choice, text: str = "一是划车位。") -> Reply:
    of = replace(corpus(text, wording), phrases={"useful": ("有用", "好用"), "useless": ("没帮上",)})
    return rendered(of, replace(answered(of, *choices), polls=True))


def test_the_question_if_it_helped_takes_the_place_of_the_last_choice() -> None:
    reply = polled(POLLED, Choice("一", "甲"), Choice("二", "乙"))
    assert [(piece.text, piece.says) for piece in pieces(reply.text) if piece.says] == [
        ("一", "甲"),
        ("有用", "有用"),
        ("没帮上", "没帮上"),
    ]
    assert "msgmenuid=3" in reply.text


def test_a_city_whose_text_does_not_ask_if_it_helped_keeps_all_choices() -> None:
    told = {"answered": "{{ 单位 }}{{ 原文 }}{{ 网址 }}\n{{ 选项 }}"}
    reply = polled(told, Choice("一", "甲"), Choice("二", "乙"))
    assert [piece.says for piece in pieces(reply.text) if piece.says] == ["甲", "乙"]


def test_where_there_is_no_room_nobody_is_asked_if_it_helped() -> None:
    reply = polled(POLLED, *many(12), text="字" * 300 + "。")
    assert "帮上了吗" not in reply.text
    assert reply.bytes <= LIMIT


# Channels of which nobody has shown that they know taps and links


def untapped(of: Corpus, answer: Answer) -> Reply:
    return Renderer(of, Links(BASE), "12345", cards=True, taps=False).render(answer)


@pytest.mark.parametrize("words", ["一是划车位。二是劝挪车。", "一是划车位。" * 80])
def test_without_taps_the_address_stands_in_the_open_and_early(words: str) -> None:
    of = corpus(words)
    reply = untapped(of, answered(of))
    (quote,) = reply.quotes
    address = f"{BASE}/speeches/speech-1?p1=0-{quote.end}-{fingerprint(quote.text)}#p1"
    before, _, behind = reply.text.partition(f"点这里看原文 {address}")
    assert len(before.encode()) < 1000
    assert behind[:1].strip() == ""


def test_without_taps_choices_are_numbers_to_type_and_no_card_goes_out() -> None:
    of = corpus()
    assert "\n1. 市社科联：走访" in untapped(of, answered(of, Choice("市社科联：走访", "市社科联第1条"))).text
    assert untapped(of, answered(of, *many(3), wording="unit")).article is None
    told = untapped(of, Answer(Status.DIRECTORY, "themes", choices=many(3), more=2)).text
    assert "点一下" not in told
    assert re.search("回复.{0,4}数字", told)
    assert "回复“更多”" in told


@given(
    st.text(max_size=900),
    st.text("字a<>\"'&\n", max_size=40),
    st.integers(0, 30),
    st.sampled_from(["answered", "several", "unit", "told", "brief"]),
)
@settings(max_examples=60)
def test_without_taps_a_reply_fits_keeps_its_quote_and_has_no_markup(
    text: str, title: str, count: int, wording: str
) -> None:
    of = corpus(f"开头。{text}", title=title)
    reply = untapped(of, answered(of, *many(count), wording=wording))
    assert 0 < reply.bytes <= LIMIT
    assert reply.quotes
    assert reply.quotes[0].text in reply.text
    assert "weixin://" not in reply.text
    assert '<a href="' not in reply.text
    assert f"{BASE}/speeches/speech-1" in reply.text


def test_who_asks_for_a_person_is_told_from_all_others() -> None:
    of = corpus()
    assert rendered(of, Answer(Status.COURTESY, "human")).wants_person
    assert not rendered(of, Answer(Status.COURTESY, "phone")).wants_person
