"""What each verdict becomes, over matches made by hand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.answering import Answering
from bot.dialogue.directory import Directory
from bot.model import (
    Calibration,
    Choice,
    Conversation,
    Coverage,
    Evidence,
    Finding,
    How,
    Limit,
    Match,
    Passage,
    Question,
    Quote,
    Role,
    Status,
    Theme,
    Verdict,
    Why,
    Wording,
)
from bot.retrieval.normalization import normalise
from tests.builders import FLOWERS, PARKS, RIVER, WATER, corpus, speech

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition

THEMES = tuple(Theme(f"t{n}", f"主题{n}", "") for n in range(5))
THEMED = speech(
    PARKS, "yuanlin-themes", practices=("种花。",), themes={1: tuple(t.name for t in THEMES)}, title="种花"
)
HELD = corpus(RIVER, FLOWERS, THEMED, themes=THEMES, calibration=Calibration(0, {}, 0.75, 0.25, 0.5))
OPENING, FIRST, SECOND = RIVER.passages
OTHER, OTHERS_SECOND = FLOWERS.passages[1:]


class Quoting:
    """A search that quotes the beginning of a passage."""

    def search(self, question: str, unit: object = None) -> Finding:
        raise NotImplementedError

    def mended(self, question: str) -> str | None:
        raise NotImplementedError

    def quote(self, question: str, passage: Passage) -> Quote:
        assert question == ""
        return Quote(passage, 0, 5)


class Asked(Quoting):
    """A search that quotes what it was asked."""

    def quote(self, question: str, passage: Passage) -> Quote:
        start = passage.text.find(question)
        return Quote(passage, start, start + len(question))


DIRECTORY = Directory(HELD, normalise)
ANSWERING = Answering(HELD, Quoting(), DIRECTORY)


def match(passage: Passage, score: float = 1.0, share: float = 1.0) -> Match:
    evidence = Evidence("词", "词", How.WORD, 1.0, share)
    return Match(Quote(passage, 0, 5), score, Coverage((evidence,)))


def judged(status: Status, *matches: Match, why: Why = Why.PROBABILITY, **more: object) -> Verdict:
    return Verdict(Finding(matches, **more), status, 0.6, why)  # type: ignore[arg-type] # by name


def offered(*passages: Passage) -> tuple[Choice, ...]:
    return DIRECTORY.choices(passages)


def test_what_answers_side_by_side_is_quoted_together_each_with_its_choice() -> None:
    verdict = judged(Status.ANSWERED, match(FIRST), match(OTHER), match(SECOND), together=2)
    answer = ANSWERING.found(verdict)
    assert (answer.status, answer.wording) == (Status.ANSWERED, Wording.SEVERAL)
    assert answer.quotes == (Quote(FIRST, 0, 5), Quote(OTHER, 0, 5))
    assert [choice.says for choice in answer.choices] == [choice.says for choice in offered(FIRST, OTHER)]


def test_what_might_answer_side_by_side_is_only_suggested_where_it_is_unsure() -> None:
    answer = ANSWERING.found(judged(Status.SUGGESTED, match(FIRST), match(OTHER), together=2))
    assert answer.wording == Wording.SUGGESTED
    assert answer.quotes == ()


def test_what_is_answered_is_quoted_with_what_it_was_judged_by() -> None:
    verdict = judged(Status.ANSWERED, match(FIRST), match(OTHER), unit=WATER, meant="河道")
    answer = ANSWERING.found(verdict)
    assert (answer.status, answer.wording) == (Status.ANSWERED, Wording.ANSWERED)
    assert answer.quote == Quote(FIRST, 0, 5)
    assert answer.matches == verdict.finding.matches
    assert (answer.confidence, answer.meant, answer.subject) == (0.6, "河道", WATER.name)
    assert answer.verdict is verdict


def test_beside_an_answer_other_units_are_offered_before_its_own() -> None:
    verdict = judged(Status.ANSWERED, match(FIRST), match(SECOND), match(OTHER), match(OTHERS_SECOND))
    assert ANSWERING.found(verdict).choices == offered(OTHER, OTHERS_SECOND, SECOND)


def test_at_most_three_are_offered() -> None:
    every = [match(p) for p in (FIRST, OTHER, OTHERS_SECOND, THEMED.passages[0], SECOND)]
    assert len(ANSWERING.found(judged(Status.ANSWERED, *every)).choices) == 3
    near = ANSWERING.found(judged(Status.SUGGESTED, *every)).choices
    assert [choice.says for choice in near] == [c.says for c in offered(FIRST, OTHER, OTHERS_SECOND)]


def test_what_scores_far_less_than_the_answer_is_not_offered_beside_it() -> None:
    near = judged(Status.ANSWERED, match(FIRST, 10.0), match(OTHER, 3.0))
    assert ANSWERING.found(near).choices == offered(OTHER)
    far = judged(Status.ANSWERED, match(FIRST, 10.0), match(OTHER, 2.9))
    assert ANSWERING.found(far).choices == DIRECTORY.of_one([SECOND])


def test_suggestions_quote_nothing() -> None:
    answer = ANSWERING.found(judged(Status.SUGGESTED, match(FIRST), match(OTHER)))
    assert (answer.status, answer.wording) == (Status.SUGGESTED, Wording.SUGGESTED)
    assert answer.quote is None
    assert [m.passage for m in answer.matches] == [FIRST, OTHER]


def test_where_nothing_answers_three_themes_are_offered_and_no_match_is_shown() -> None:
    verdict = judged(Status.UNANSWERED, match(FIRST))
    answer = ANSWERING.found(verdict)
    assert (answer.status, answer.wording) == (Status.UNANSWERED, Wording.UNANSWERED)
    assert answer.matches == ()
    assert [choice.says for choice in answer.choices] == ["主题0", "主题1", "主题2"]
    assert (answer.confidence, answer.verdict) == (0.6, verdict)


@pytest.mark.parametrize(
    "limit", [Limit("elsewhere", "问的是南宁，稿子里没有讲到", "南宁"), Limit("price", "问的是钱")]
)
def test_whoever_asks_for_what_is_told_nowhere_is_offered_what_is_near_besides_that_word(
    limit: Limit,
) -> None:
    finding = Finding((Match(Quote(FIRST, 0, 5), 1.0), Match(Quote(OTHER, 0, 5), 0.9)), 0.9, limit=limit)
    answer = ANSWERING.found(Verdict(finding, Status.UNANSWERED, 0.5, Why.LIMIT))
    assert (answer.status, answer.wording, answer.matches) == (Status.UNANSWERED, Wording.UNANSWERED, ())
    assert [choice.says for choice in answer.choices] == ["市水务局第1条", "市园林局第1条"]
    answer = ANSWERING.found(Verdict(finding, Status.UNANSWERED, 0.5, Why.PROBABILITY))
    assert [choice.says for choice in answer.choices] == ["主题0", "主题1", "主题2"]


def test_a_unit_is_answered_with_a_choice_of_its_practices() -> None:
    verdict = judged(Status.ANSWERED, match(OPENING), why=Why.UNIT, unit=WATER)
    answer = ANSWERING.found(verdict)
    assert (answer.wording, answer.subject) == (Wording.UNIT, WATER.name)
    assert answer.choices == DIRECTORY.of_unit(WATER)


# Somebody who names a passage


def test_a_passage_that_is_named_is_quoted_for_certain() -> None:
    answer = ANSWERING.practice(FIRST)
    assert (answer.status, answer.wording, answer.confidence) == (Status.ANSWERED, Wording.ANSWERED, 1.0)
    assert answer.quote == Quote(FIRST, 0, 5)


CLOSING = Passage(RIVER.slug, "aside", "谢谢大家", "谢谢大家。", Role.ASIDE)
LAST = replace(SECOND, anchor="p3", number=3)
LONG = corpus(replace(RIVER, passages=(OPENING, FIRST, SECOND, LAST, CLOSING)))


@pytest.mark.parametrize("named", [OPENING, FIRST, SECOND, LAST, CLOSING])
def test_beside_a_passage_all_practices_of_its_speech_are_offered_under_their_own_numbers(
    named: Passage,
) -> None:
    directory = Directory(LONG, normalise)
    answer = Answering(LONG, Quoting(), directory).practice(named)
    assert answer.choices == directory.of_one((FIRST, SECOND, LAST))
    assert answer.at == (named.number or 0)


def test_a_passage_opened_from_a_list_offers_that_list_again() -> None:
    among = offered(OTHER, FIRST)
    opened = ANSWERING.practice(FIRST, among)
    assert (opened.choices, opened.at) == (among, 2)
    assert ANSWERING.practice(SECOND, among).choices == DIRECTORY.of_one((FIRST, SECOND))


def test_of_one_unit_practices_are_offered_without_its_name() -> None:
    found = judged(Status.ANSWERED, match(FIRST), match(SECOND))
    assert ANSWERING.found(found).choices == DIRECTORY.of_one([SECOND])


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("短句,不用再短。", "短句,不用再短。"),
        (f"劝挪车,建“甲,乙”群,{'很长' * 30}。", "劝挪车,建“甲,乙”群,"),
        (f"{'很长' * 40},还有。", f"{'很长' * 40},还有。"),
    ],
    ids=["short enough", "first clauses, no quotation torn", "no clause is short"],
)
def test_who_finds_it_too_long_gets_the_first_clauses_of_the_sentence(text: str, quoted: str) -> None:
    passage = replace(FIRST, text=text)
    held = corpus(replace(RIVER, passages=(passage,)))
    quote = Answering(held, Asked(), Directory(held, normalise)).brief(passage, text).quote
    assert quote
    assert quote.text == quoted


def test_an_opening_is_not_offered_beside_an_answer() -> None:
    found = judged(Status.ANSWERED, match(FIRST), match(OPENING), match(OTHER))
    assert ANSWERING.found(found).choices == offered(OTHER)


@pytest.mark.parametrize(("length", "quoted"), [(120, ""), (121, "种树一排")])
def test_a_long_practice_is_read_from_where_it_tells_what_its_plain_heading_does(
    length: int, quoted: str
) -> None:
    text = "话" * (length - 4) + "种树一排"
    passage = replace(FIRST, text=text, plain="种树一排")
    held = corpus(replace(RIVER, passages=(passage,)))
    answering = Answering(held, Asked(), Directory(held, normalise))
    quote = answering.practice(passage).quote
    assert quote
    assert quote.text == quoted
    told = answering.told(passage).quote
    assert told
    assert told.text == "种树一排"


def test_the_only_practice_of_a_speech_offers_nothing_beside_it() -> None:
    assert ANSWERING.practice(THEMED.passages[0]).choices == ()


# Somebody who wants more of the same


def test_more_of_the_same_is_the_best_that_was_not_seen() -> None:
    verdict = judged(Status.ANSWERED, match(FIRST), match(OTHER), match(SECOND))
    answer = ANSWERING.another(verdict, [FIRST.id])
    assert answer.quote == Quote(OTHER, 0, 5)
    assert [m.passage for m in answer.matches] == [OTHER, SECOND]
    assert (answer.wording, answer.choices) == (Wording.ANSWERED, offered(SECOND))
    assert (answer.confidence, answer.verdict) == (0.6, verdict)


def test_more_of_the_same_is_quoted_only_where_it_has_enough_of_the_question() -> None:
    verdict = judged(Status.ANSWERED, match(FIRST), match(OTHER, share=0.49), match(SECOND))
    answer = ANSWERING.another(verdict, [FIRST.id])
    assert (answer.status, answer.wording) == (Status.SUGGESTED, Wording.SUGGESTED)
    assert [choice.says for choice in answer.choices] == [choice.says for choice in offered(OTHER, SECOND)]
    assert (answer.confidence, answer.verdict) == (0.6, verdict)
    enough = judged(Status.ANSWERED, match(FIRST), match(OTHER, share=0.5))
    assert ANSWERING.another(enough, [FIRST.id]).status is Status.ANSWERED


def test_when_all_is_seen_or_far_off_three_themes_are_offered() -> None:
    verdict = judged(Status.ANSWERED, match(FIRST, 10.0), match(OTHER, 2.9))
    answer = ANSWERING.another(verdict, [FIRST.id])
    assert (answer.status, answer.wording) == (Status.DIRECTORY, Wording.NO_MORE)
    assert answer.choices == DIRECTORY.themes()[:3]


def test_a_suggestion_shows_the_words_that_match_and_leads_to_its_practice(edition: Edition) -> None:
    answer, after = edition.dialogue.answer(Question("小区停车位不够用怎么收费"), Conversation())
    assert answer.status is Status.SUGGESTED
    assert "停车" in answer.choices[0].label
    assert answer.choices[0].label.startswith("市方志办：")
    chosen, _ = edition.dialogue.answer(Question("1"), after)
    assert chosen.quote is not None
    assert chosen.quote.passage == answer.matches[0].passage


def test_a_reserved_name_is_met_with_its_wording_and_never_with_a_practice(edition: Edition) -> None:
    name = edition.corpus.phrases["leaders"][0]
    for text in (name, f"{name}是怎么清理小广告和垃圾的", f"请问{name}去过哪个小区，方志办讲了吗"):
        answer, _ = edition.dialogue.answer(Question(text), Conversation())
        assert (answer.status, answer.wording, answer.matches) == (Status.COURTESY, "leaders", ())


def test_a_unit_is_no_answer_to_what_it_does_not_tell() -> None:
    asked = Verdict(Finding((), unit=WATER, asks_only_unit=True), Status.UNANSWERED, 1.0, Why.UNIT)
    assert ANSWERING.found(asked).wording == Wording.UNANSWERED
