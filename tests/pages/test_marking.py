from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.links import Links
from bot.model import Passage, Quote, Role, Source, Speech, Unit
from bot.pages.marking import occurrences, paragraphs, pointed_at, quoted

FIRST = "一是下沉社区。我们去了很多次！大家都说好。"
SECOND = "二是党员带头。支部走在前面。"
WORDS = st.text("一二三，。！\n“”a<& ", max_size=60)


def speech(*texts: str) -> Speech:
    passages = tuple(
        Passage("s", f"p{number}", "标题", text, Role.PRACTICE, number)
        for number, text in enumerate(texts, 1)
    )
    return Speech("s", "题目", Unit("u", "单位"), None, None, Source("页面"), passages)


def arguments(quote: Quote) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(Links("https://x.cn").quote(quote)).query))


def marked(edited: Speech, quote: Quote) -> list[str]:
    spans = pointed_at(edited, arguments(quote))
    return [p.text[slice(*spans[p.anchor])] for p in edited.passages if p.anchor in spans]


QUOTE = Quote(speech(FIRST).passages[0], 7, 15)


def test_a_link_marks_the_quoted_words() -> None:
    assert marked(speech(FIRST, SECOND), QUOTE) == ["我们去了很多次！"]


def test_words_that_moved_within_their_practice_are_found_again() -> None:
    assert marked(speech("新加了一句话。" + FIRST, SECOND), QUOTE) == ["我们去了很多次！"]


def test_words_that_moved_to_another_practice_are_found_there() -> None:
    assert marked(speech(SECOND, "三是合并。" + FIRST), QUOTE) == ["我们去了很多次！"]


def test_words_that_were_rewritten_are_not_marked_at_all() -> None:
    assert marked(speech("一是下沉社区。我们去了几十次！大家都说好。", SECOND), QUOTE) == []


def test_a_link_without_a_fingerprint_marks_the_characters_it_names() -> None:
    assert pointed_at(speech(FIRST), {"p1": "7-15"}) == {"p1": (7, 15)}


def test_nonsense_in_an_address_marks_nothing() -> None:
    nonsense = {
        "p1": "5-3",
        "p2": "0-999999",
        "p3": "1-2",
        "from": "singlemessage",
        "p1 ": "0-5",
        "q": "0-5-zzzzzz",
        "r": "999999-999999-abcdef",
        "s": "-",
    }
    assert pointed_at(speech(FIRST, SECOND), nonsense) == {}


@given(WORDS, WORDS, st.data())
def test_a_link_marks_its_own_words_or_none_however_the_speech_was_edited(
    before: str, after: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(FIRST) - 1))
    end = data.draw(st.integers(start + 1, len(FIRST)))
    quote = Quote(speech(FIRST).passages[0], start, end)
    assert marked(speech(FIRST), quote) == [quote.text]
    assert marked(speech(before + FIRST + after), quote) in ([quote.text], [])


@given(WORDS, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_paragraphs_keep_every_character_and_mark_exactly_the_spans(
    text: str, bounds: list[tuple[int, int]]
) -> None:
    spans, at = [], 0
    for start, end in sorted((min(b), max(b)) for b in bounds):
        if at <= start < end <= len(text):
            spans.append((start, end))
            at = end
    told = paragraphs(text, spans)
    assert "".join(piece.text for line in told for piece in line) == text.replace("\n", "")
    inside = "".join(text[slice(*span)] for span in spans).replace("\n", "")
    assert "".join(piece.text for line in told for piece in line if piece.marked) == inside
    assert sum(piece.first for line in told for piece in line) == bool(inside)


def test_found_words_are_marked_wherever_they_stand_and_joined_where_they_touch() -> None:
    text = "停车位和小区停车，WiFi"
    spans = occurrences(["停车", "小区", "wifi", "和", ""], text)
    assert [text[slice(*span)] for span in spans] == ["停车", "小区停车", "WiFi"]


def test_words_with_signs_of_regular_expressions_are_only_words() -> None:
    assert occurrences([".*", "(("], "没有") == []


def tones(span: tuple[int, int]) -> list[tuple[str, str]]:
    """What answers, and what is quoted besides, of each marked piece."""
    pieces = (piece for paragraph in quoted(speech(FIRST).passages[0], span) for piece in paragraph)
    return [(piece.text[: piece.answers], piece.text[piece.answers :]) for piece in pieces if piece.marked]


def test_the_first_sentence_of_a_quote_is_what_answers() -> None:
    assert tones((7, 22)) == [("我们去了很多次！", "大家都说好。")]


def test_a_quote_cut_within_its_only_sentence_answers_with_all_of_it() -> None:
    assert tones((7, 11)) == [("我们去了", "")]


def test_no_sentence_of_a_whole_practice_answers_more_than_the_others() -> None:
    assert tones((0, len(FIRST))) == [("", FIRST)]
