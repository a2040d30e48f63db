from __future__ import annotations

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
