"""What is asked, decided and replied."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from bot.model.verdict import Status

if TYPE_CHECKING:
    from bot.model.finding import Asked, Match, Quote
    from bot.model.verdict import Verdict
    from bot.model.wording import Occasion


@dataclass(frozen=True)
class Question:
    """What a person sent.

    Attributes:
        text: as typed; empty where something other than text came. Beside an occasion, what that is about:
            the name on a code that was scanned.
        occasion: what came instead of text.
        person: keyed hash of who asks; None where nobody is to be remembered.
        key: the same for the same message sent again; None where that cannot happen.
        channel: where it was asked (wechat, wecom, web, terminal).
        at: when it was asked, in seconds since 1970 by the clock of whoever passed it on.
        is_cut: whether more was sent than the text, which is what is read of it.
    """

    text: str = ""
    occasion: Occasion | None = None
    person: str | None = None
    key: str | None = None
    channel: str = "terminal"
    at: float = field(default_factory=time.time, compare=False)
    is_cut: bool = False


@dataclass(frozen=True)
class Choice:
    """Something to tap: what it shows, and the words a tap sends (typing them does the same)."""

    label: str
    says: str


class Feedback(str, Enum):
    """What somebody says of the answer before: by a tap, or in any words."""

    USEFUL = "useful"
    USELESS = "useless"


_FEEDBACK = {
    "useful": Feedback.USEFUL,
    "useless": Feedback.USELESS,
    "wrong": Feedback.USELESS,
    "unclear": Feedback.USELESS,
}
"""By acts of the dialogue."""


@dataclass(frozen=True)
class Answer:
    """The decision of the dialogue, before any channel renders it.

    Attributes:
        wording: name of the text in knowledge/wording that carries it: a Wording, or the intent of a phrase.
        confidence: 0…1, that the first match answers the question.
        matches: best first; an `answered` answer quotes the first of them, others quote none.
        quoting: how many of the matches an `answered` answer quotes; each is the choice of the same number.
        at: the number of the choice that leads to what is quoted, 0 where none does.
        choices: taps, numbered from 1 in this order.
        more: how many choices wait for 更多.
        meant: the question as it was understood, where that is not what was typed.
        subject: what a directory page is about (a unit's or theme's name).
        verdict: what was found and why it was judged so, where something was searched for.
        forgets: whether the person asked to be forgotten.
        text: what is sent as it stands, in place of any wording.
        read: what the message was read to want, where it was not known to the letter.
        read_first: how many characters of the message were read; None where all were.
        act: what it wanted, where that was no question: a row of phrases.toml, or an act of the fitted model.
        polls: whether it asks, by taps, if it helped.
    """

    status: Status
    wording: str
    confidence: float = 0.0
    matches: tuple[Match, ...] = ()
    choices: tuple[Choice, ...] = ()
    more: int = 0
    meant: str | None = None
    subject: str | None = None
    verdict: Verdict | None = None
    forgets: bool = False
    text: str | None = None
    read: Asked | None = None
    quoting: int = 1
    read_first: int | None = None
    at: int = 0
    act: str | None = None
    polls: bool = False

    @property
    def feedback(self) -> Feedback | None:
        """What the message said of the answer before it."""
        return _FEEDBACK.get(self.act or "")

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """The words it answers with, of each passage that does."""
        quoted = self.matches[: self.quoting] if self.status is Status.ANSWERED else ()
        return tuple(match.quote for match in quoted)

    @property
    def quote(self) -> Quote | None:
        """The words it answers with first."""
        return next(iter(self.quotes), None)


@dataclass(frozen=True)
class Conversation:
    """What is kept between two messages of one person, for minutes.

    Attributes:
        choices: the taps last shown, so that a typed number finds its own.
        waiting: the choices behind them, for 更多.
        trail: what was asked up to now, the latest last, for 返回 and for questions that lean on the last one.
        passage: id of the passage last quoted, None after a list that was asked for.
        unit: slug of the unit last spoken of, for “他们”.
        seen: ids of passages quoted since the last new question, for 还有吗.
        listed: whether the last reply was a list to choose from, so that 第二条 is its second entry.
        unanswered: how many messages in a row had no answer.
        vain: the last question, where it had none; whoever names a unit next asks it of that.
        is_lost: whether it could not be read, so that nobody knows what was shown.
        polled: whether somebody was asked if an answer helped.
    """

    choices: tuple[Choice, ...] = ()
    waiting: tuple[Choice, ...] = ()
    trail: tuple[str, ...] = ()
    passage: str | None = None
    unit: str | None = None
    seen: tuple[str, ...] = ()
    listed: bool = False
    unanswered: int = 0
    vain: str | None = None
    is_lost: bool = False
    polled: bool = False


@dataclass(frozen=True)
class Article:
    """A card with a picture, which opens a page; WeChat's “news” of one article.

    Attributes:
        picture: address of a JPG or PNG, 360×200.
        url: address of the page.
    """

    title: str
    description: str
    picture: str
    url: str


@dataclass(frozen=True)
class Reply:
    """An answer rendered for a channel.

    Attributes:
        text: what is read, links and taps as WeChat's own markup where the channel knows it; of a card, its title and
            description.
        status: of the answer it renders.
        quotes: the words of the corpus in it, as far as they fitted.
        article: what is sent in place of the text where it goes out as a card.
        kept_passages: ids of the passages it quotes, where the reply was kept, which its quotes are not.
        wants_person: whether it answers somebody who asks for a person.
        release: number of the release it was made from; None of the knowledge folder.
        latency: seconds that it took to make; None where nobody measured.
    """

    text: str
    status: Status
    quotes: tuple[Quote, ...] = ()
    article: Article | None = None
    kept_passages: tuple[str, ...] = ()
    wants_person: bool = False
    release: int | None = field(default=None, compare=False)
    latency: float | None = field(default=None, compare=False)

    @property
    def quoted(self) -> tuple[str, ...]:
        """Ids of the passages it quotes."""
        return tuple(quote.passage.id for quote in self.quotes) or self.kept_passages

    @property
    def bytes(self) -> int:
        """Length in UTF-8, which is what WeChat's limit counts."""
        return len(self.text.encode())
