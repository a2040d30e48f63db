"""An edition answers from its own knowledge, and lets no words out as a quote that stand in no speech."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from bot.dialogue.edition import verify
from bot.dialogue.verdict import verdict
from bot.errors import UnfaithfulQuote
from bot.model import Answer, Conversation, Occasion, Question, Quote, Reply, Status
from tests.builders import FLOWERS, RIVER, corpus

if TYPE_CHECKING:
    from bot.dialogue.edition import Edition

CORPUS = corpus(RIVER)
CLEANING = RIVER.passages[1]
QUOTE = Quote(CLEANING, 5, 26)


def reply(quote: Quote | None, text: str | None = None) -> Reply:
    return Reply(
        f"市水务局：{quote.text if quote else ''}" if text is None else text,
        Status.ANSWERED,
        (quote,) if quote else (),
    )


def test_a_quote_that_stands_in_its_speech_and_in_the_reply_passes() -> None:
    verify(reply(QUOTE), CORPUS)
    verify(reply(Quote(CLEANING, 0, len(CLEANING.text))), CORPUS)


def test_each_quote_of_a_reply_is_held_against_its_speech() -> None:
    true, forged = QUOTE, Quote(FLOWERS.passages[1], 0, 9)
    text = f"{true.text}{forged.text}"
    with pytest.raises(UnfaithfulQuote):
        verify(Reply(text, Status.ANSWERED, (true, forged)), CORPUS)
    verify(Reply(text, Status.ANSWERED, (true, forged)), corpus(RIVER, FLOWERS))


def test_a_reply_that_quotes_nothing_passes() -> None:
    verify(reply(None), CORPUS)


@pytest.mark.parametrize(
    "held",
    [
        pytest.param(reply(Quote(FLOWERS.passages[1], 0, 9)), id="of a passage that the corpus has not"),
        pytest.param(
            reply(replace(QUOTE, passage=replace(CLEANING, text=CLEANING.text.replace("3支", "8支")))),
            id="of a text that is not the one stored",
        ),
        pytest.param(
            reply(replace(QUOTE, passage=replace(CLEANING, text=f"　{CLEANING.text}"))),
            id="one character further on",
        ),
        pytest.param(reply(QUOTE, f"市水务局：{QUOTE.text[:-1]}"), id="not whole in the reply"),
    ],
)
def test_a_quote_is_held_back_that_is(held: Reply) -> None:
    with pytest.raises(UnfaithfulQuote) as raised:
        verify(held, CORPUS)
    assert held.quotes
    assert str(raised.value) == (
        f"引文与 {held.quotes[0].passage.id} 的原文不符；没有发出，请核对 knowledge/speeches/"
    )


def test_what_is_replied_comes_with_the_question_as_it_was_read(edition: Edition) -> None:
    typed = Question("  防排处[捂脸]/::) ", person="p", key="k")
    replied = edition.ask(typed, Conversation())
    read = replace(typed, text="防排处[捂脸]")
    answer, after = edition.dialogue.answer(read, Conversation())
    assert replied.question == read
    assert replied.answer == answer
    assert replied.reply == edition.render(answer)
    assert replied.conversation == after
    assert edition.ask(Question("/::)"), Conversation()).question.occasion is Occasion.STICKER


def test_an_edition_says_what_it_has_for_a_question_by_its_own_levels(edition: Edition) -> None:
    asked = "小区停车乱怎么办"
    said = edition.verdict(asked)
    assert said == verdict(edition.search, edition.corpus.calibration, asked)
    assert said.status is Status.ANSWERED
    out_of_reach = replace(edition.corpus.calibration, answer=1.1, suggest=1.1)
    wary = replace(edition, corpus=replace(edition.corpus, calibration=out_of_reach))
    assert wary.verdict(asked).status is Status.UNANSWERED


def test_what_many_ask_first_is_answered_once_and_what_was_said_before_still_counts(edition: Edition) -> None:
    asked, rendered = Question("小区停车乱怎么办", person="a", key="1"), list[Answer]()

    def render(answer: Answer, channel: str = "") -> Reply:
        rendered.append(answer)
        return edition.render(answer, channel)

    counting = replace(edition, render=render)
    first = counting.ask(asked, Conversation())
    again = counting.ask(replace(asked, person="b", key="2"), Conversation())
    assert (again.question.person, again.reply, len(rendered)) == ("b", first.reply, 1)
    told = counting.ask(Question("第二条", person="b"), again.conversation)
    assert counting.ask(Question("第二条", person="a"), first.conversation).reply == told.reply
    assert len(rendered) == 2
    assert told.reply != counting.ask(Question("第二条", person="c"), Conversation()).reply


def test_what_is_withheld_is_no_longer_quoted_to_those_who_ask_as_others_did(edition: Edition) -> None:
    asked = Question("小区停车乱怎么办")
    (quote, *_) = edition.ask(asked, Conversation()).reply.quotes
    without = edition.without({quote.passage.id})
    assert quote not in without.ask(asked, Conversation()).reply.quotes
