from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.links import Links, fingerprint
from bot.dialogue.markup import pieces
from bot.model import Answer, Choice, Corpus, Match, Passage, Quote, Reply, Role, Source, Speech, Status, Unit
from bot.wechat.reply import CARD_LIMIT, LIMIT, TITLE_LIMIT, Renderer

WORDING = {
    path.stem: path.read_text("utf-8").strip("\n")
    for path in (Path(__file__).parents[2] / "knowledge" / "wording").glob("*.txt")
}
BASE = "https://baigu.example"


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


def rendered(of: Corpus, answer: Answer, *, cards: bool = False) -> Reply:
    return Renderer(of, Links(BASE), "12345", cards=cards).render(answer)


def many(count: int) -> tuple[Choice, ...]:
    return tuple(Choice(f"第{n}个做法的小标题", f"市方志办第{n}条") for n in range(1, count + 1))


def test_a_short_quote_is_sent_whole_with_unit_speaker_date_link_and_taps() -> None:
    of = corpus()
    reply = rendered(of, answered(of, Choice("市社科联：走访", "市社科联第1条")))
    for part in ("市方志办", "一是划车位。二是劝挪车。", "某某", "《题目》", "2024年1月11日"):
        assert part in reply.text
    assert [piece.url for piece in pieces(reply.text) if piece.url] == [
        f"{BASE}/speeches/speech-1?p1=0-12-{fingerprint('一是划车位。二是劝挪车。')}#p1"
    ]
    assert [piece.says for piece in pieces(reply.text) if piece.says] == ["市社科联第1条"]


def test_taps_go_before_any_word_of_the_quote() -> None:
    of = corpus("做法" * 200)
    reply = rendered(of, answered(of, *many(9)))
    assert reply.quote
    assert reply.quote.text == "做法" * 200
    assert 0 < len([piece for piece in pieces(reply.text) if piece.says]) < 9


def test_a_long_quote_is_cut_at_a_sentence_end_and_marked() -> None:
    of = corpus("这是一句话。" * 200)
    reply = rendered(of, answered(of, *many(3)))
    assert reply.quote
    assert reply.quote.text.endswith("。")
    assert "这是一句话。…" in reply.text
    assert LIMIT - 100 < reply.bytes <= LIMIT


def test_an_endless_sentence_is_cut_inside_and_keeps_unit_and_link() -> None:
    of = corpus("长" * 5000)
    reply = rendered(of, answered(of))
    assert "市方志办" in reply.text
    assert any(piece.url for piece in pieces(reply.text))
    assert LIMIT - 10 < reply.bytes <= LIMIT


def test_choices_are_dropped_from_the_last_and_keep_their_numbers() -> None:
    of = corpus("做法" * 200)
    shown = [p.text for p in pieces(rendered(of, answered(of, *many(9))).text) if p.says]
    assert shown == [f"第{n}个做法的小标题" for n in range(1, len(shown) + 1)]
    text = rendered(of, answered(of, *many(9))).text
    assert [line[:2] for line in text.splitlines() if "bizmsgmenu" in line] == [
        f"{n}." for n in range(1, len(shown) + 1)
    ]


def test_as_much_goes_as_must_and_no_more() -> None:
    of = corpus("做法" * 200)
    whole = answered(of, *many(9))
    kept = len([p for p in pieces(rendered(of, whole).text) if p.says])
    assert 0 < kept < 9
    for offered in (kept, kept + 1):
        fits = rendered(of, replace(whole, choices=many(offered)))
        assert len([p for p in pieces(fits.text) if p.says]) == kept


def test_sentences_go_from_the_last_and_the_first_always_stays() -> None:
    sentences = [f"这是第{n}句话，说得比较长一些，好占地方。" for n in range(60)]
    of = corpus("".join(sentences))
    quote = rendered(of, answered(of)).quote
    assert quote
    kept = quote.text.count("。")
    assert quote.text == "".join(sentences[:kept])
    one_more = len(f"{sentences[kept]}".encode())
    assert LIMIT - one_more < rendered(of, answered(of)).bytes <= LIMIT


def test_a_quote_that_begins_inside_its_passage_is_marked_and_never_shortened_past_its_beginning() -> None:
    of = corpus("前一句。后一句。最后。")
    passage = of.passages[0]
    match = Match(Quote(passage, 4, 8), 1.0)
    reply = rendered(of, replace(answered(of), matches=(match,)))
    assert "\n…后一句。…\n" in reply.text
    to_the_end = Match(Quote(passage, 4, len(passage.text)), 1.0)
    assert "\n…后一句。最后。\n" in rendered(of, replace(answered(of), matches=(to_the_end,))).text
    long = corpus("前一句。" + "长" * 900 + "。" + "尾。" * 400)
    inside = Match(Quote(long.passages[0], 4, len(long.passages[0].text)), 1.0)
    cut = rendered(long, replace(answered(long), matches=(inside,))).quote
    assert cut
    assert cut.start == 4
    assert 100 < len(cut.text) < 900


def test_a_cut_sentence_leaves_room_for_the_dots() -> None:
    for length in range(640, 660):
        of = corpus("长" * length)
        reply = rendered(of, answered(of))
        assert reply.bytes <= LIMIT
        assert reply.quote
        assert (f"{reply.quote.text}…" in reply.text) == (reply.quote.end < length)


@pytest.mark.parametrize(
    ("name", "longest"), [("单位", 40), ("演讲人", 20), ("题目", 60), ("更正", 60), ("名称", 40)]
)
def test_names_are_clipped_where_they_are_longer_than_a_line_or_two(name: str, longest: int) -> None:
    texts = {"answered": f"|{{{{ {name} }}}}|{{{{ 原文 }}}}"}
    for length, shown in ((longest, "长" * longest), (longest + 1, "长" * (longest - 1) + "…")):
        long = "长" * length
        of = corpus(wording=texts, unit=long, speaker=long, title=long)
        answer = replace(answered(of), meant=long, subject=long)
        assert rendered(of, answer).text.startswith(f"|{shown}|")


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
    assert "——《题目》\n" in text
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
    assert reply.quote
    assert reply.quote.text in reply.text
    assert text.startswith(reply.quote.text)
    link = reply.article.url if reply.article else reply.text
    assert Links(BASE).quote(reply.quote) in link


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


def test_units_go_out_as_cards_only_where_that_is_set() -> None:
    of = corpus()
    unit = answered(of, *many(3), wording="unit", subject="市方志办")
    assert rendered(of, unit).article is None
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
    assert reply.quote
    assert reply.quote.text in reply.article.description
