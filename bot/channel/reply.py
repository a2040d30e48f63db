"""An answer -> what a phone shows, whatever the channel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import structlog

from bot.channel.bare import bare, led_by_link
from bot.channel.bubble import STANDARD
from bot.channel.budgets import budget_of
from bot.dialogue.markup import link, tap
from bot.dialogue.markup import plain as unmarked
from bot.dialogue.naming import EXAMPLE, examples, names
from bot.dialogue.wording import UNFILLABLE, Texts, plain, plain_texts
from bot.model import Article, Feedback, Quote, Reply, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.dialogue.links import Links
    from bot.model import Answer, Corpus, Hours, Unit

LIMIT = 2000
"""Bytes of UTF-8. WeChat shows a fault for texts past 2047; the rest is a margin."""

CARD_LIMIT = 512
"""Bytes of a card's title and description. WeChat names no limit for passive replies; these are WeCom's."""

TITLE_LIMIT = 128
"""Bytes of a card's title."""

POLL = "评价"
"""The placeholder for taps that say if an answer helped."""

_CARDS: dict[str, str] = {Wording.UNIT: Wording.CARD}
"""Wordings that can go out as a card, with the wording of the card."""

PERSON = "human"
"""The row of phrases.toml that asks for a person."""

_LONGEST = {
    "单位": 40,
    "演讲人": 20,
    "题目": 60,
    "更正": 60,
    "名称": 40,
    "各单位": 120,
    "没讲到": 80,
    "城市": 20,
    "活动": 20,
    "账号": 20,
    "例子": 40,
}

_log = structlog.get_logger()


class Renderer:
    """Renders the answers of one corpus as text replies of at most LIMIT bytes, or as cards.

    Where somebody is asked if the answer helped, these taps take the place of the last choice. What does not fit goes
    in this order: of several quotes all but the first, from the last, which leaves the choice of its number; the
    question if it helped; choices from the last; sentences of the quote from the last, and of a single endless
    sentence its end. Unit, link and the beginning of the quote stay. Only where a wording is too long by itself, the
    end of the text goes. So too where a reply is longer than the screen that `budgets` gives it, but that the question
    goes after the choices, and sentences stay whole.

    There are always words: where the text for an answer is missing, empty or cannot be filled in, the program's own
    for answers of that status stands in; where a card cannot be made, what would be sent without cards.

    Args:
        staffed: when a person sits at the public account's customer service.
        cards: whether units and their speeches go out as cards with a picture.
        taps: whether the channel knows taps and links. Where it does not, numbers are typed, addresses stand in the open,
            and that of a long quote before its words: whatever cuts a text takes the end of it.
        mask: takes out what names a person, for a reply is kept and may repeat what was asked.
    """

    def __init__(  # noqa: PLR0913 # what a reply depends on besides its answer
        self,
        corpus: Corpus,
        links: Links,
        hotline: str | None,
        staffed: Hours | None = None,
        *,
        cards: bool = False,
        taps: bool = True,
        mask: Callable[[str], str] = str,
    ) -> None:
        self._corpus = corpus
        self._links = links
        self._hotline = hotline
        self._staffed = staffed.written if staffed and taps else None
        self._cards = cards and taps
        self._has_taps = taps
        self._mask = mask
        self._texts = Texts({**corpus.wording, **plain_texts()})
        self._named = {**names(corpus.city), EXAMPLE: next(examples(corpus), None)}

    def render(self, answer: Answer) -> Reply:
        """The reply that carries an answer."""
        reply = replace(self._marked_up(answer), wants_person=answer.wording == PERSON)
        return reply if self._has_taps else replace(reply, text=_bare(reply))

    def _marked_up(self, answer: Answer) -> Reply:
        if answer.text is not None:
            return Reply(_cut(self._noted(answer, answer.text), LIMIT), answer.status)
        card = _CARDS.get(answer.wording) if self._cards and answer.quote else None
        reply = self._tried(self._card, answer, card) if card else None
        reply = reply or self._tried(self._text_reply, answer, answer.wording)
        return reply or self._text_reply(replace(answer, quoting=1), plain(answer.status))

    def room(self, answer: Answer) -> int:
        """Bytes that the text of an answer leaves for its quote and choices; below 0 where it is itself too long.

        Raises:
            UNFILLABLE: the text cannot be filled in.
        """
        limit = CARD_LIMIT if answer.wording in _CARDS.values() else LIMIT
        return limit - len(self._text(answer, answer.wording, answer.quotes, 0).encode())

    @staticmethod
    def _tried(make: Callable[[Answer, str], Reply], answer: Answer, wording: str) -> Reply | None:
        """The reply that a text makes of an answer; None where it cannot be used."""
        try:
            reply = make(answer, wording)
        except UNFILLABLE as error:
            _log.warning("wording_unusable", wording=str(wording), error=type(error).__name__)
            return None
        return reply if reply.text.strip() else None

    def _text_reply(self, answer: Answer, wording: str) -> Reply:
        text, quotes = self._fitted(answer, wording, LIMIT)
        return Reply(text, answer.status, quotes)

    def _card(self, answer: Answer, wording: str) -> Reply:
        text, quotes = self._fitted(answer, wording, CARD_LIMIT)
        title, _, description = text.partition("\n")
        title = _cut(title, TITLE_LIMIT)
        passage = answer.matches[0].passage
        article = Article(
            title,
            description,
            picture=self._links.picture(passage.speech),
            url=self._links.quote(quotes[0]) if quotes else self._links.passage(passage),
        )
        return Reply(f"{title}\n{description}", answer.status, quotes, article)

    def _fitted(self, answer: Answer, wording: str, limit: int) -> tuple[str, tuple[Quote, ...]]:
        budget = budget_of(wording)
        quotes = tuple(_first(quote, budget.sentences) for quote in answer.quotes)
        asks = answer.polls and POLL in self._corpus.wording.get(wording, "")
        taps = max(min(budget.taps, len(answer.choices) - bool(answer.at)) - asks, 0)
        while True:
            text = self._text(answer, wording, quotes, taps)
            excess = len(text.encode()) - limit
            is_long = budget.is_kept and STANDARD.lines(text) > budget.lines
            may_be_shorter = taps or answer.polls or _sentences(quotes) > 1
            if excess <= 0 and not (is_long and may_be_shorter):
                return text, quotes
            if len(quotes) > 1:
                quotes = quotes[:-1]
            elif answer.polls and (excess > 0 or not taps):
                answer = replace(answer, polls=False)
            elif taps:
                taps -= 1
            elif quotes and quotes[0].text:
                quotes = (_shorter(quotes[0], excess),)
            else:
                return _cut(text, limit), quotes

    def _text(self, answer: Answer, wording: str, quotes: tuple[Quote, ...], taps: int) -> str:
        shown = self._taps(answer, quotes, taps)
        fields: dict[str, object] = {
            **self._named,
            "更正": unmarked(self._mask(answer.meant)) if answer.meant else None,
            "数目": answer.matches[0].number if quotes else None,
            "名称": answer.subject,
            "字数": answer.read_first,
            "热线": self._hotline,
            "人工时间": self._staffed,
            "还有": answer.more,
            "总数": len(answer.choices) + answer.more,
            "更多": self._tap("更多", "更多", len(shown) + 1),
            "能点": self._has_taps,
            POLL: self._feedback(len(answer.choices)) if answer.polls else None,
            "选项": "\n".join(shown),
            "没讲到": "、".join(unit.name for unit in _silent(answer)),
            "各单位": "、".join(self._units(answer)),
            "各条": "\n\n".join(self._told(quotes)),
            **(self._quoted(quotes[0]) if quotes else {}),
        }
        text = self._texts.text(wording, {name: _clipped(name, value) for name, value in fields.items()})
        return self._noted(answer, text)

    def _noted(self, answer: Answer, text: str) -> str:
        """A text, and how much of the message was read where that is not all."""
        if answer.read_first is None:
            return text
        fields = {**self._named, "字数": answer.read_first}
        try:
            note = self._texts.text(Wording.CUT, fields)
        except UNFILLABLE:
            note = self._texts.text(plain(Wording.CUT), fields)
        return f"{text}\n\n{note}"

    def _tap(self, label: str, says: str, number: int) -> str:
        return tap(label, says, number) if self._has_taps else unmarked(label)

    def _taps(self, answer: Answer, quotes: tuple[Quote, ...], most: int) -> list[str]:
        """So many choices with their numbers: what leads to something new, what stands behind the quoted one first."""
        numbered = list(enumerate(answer.choices, 1))
        quoted = len(quotes) if answer.quoting > 1 else 0
        behind, before = numbered[max(quoted, answer.at) :], numbered[: max(answer.at - 1, 0)]
        shown = sorted([*behind, *before][:most], key=lambda pair: pair[0])
        return [f"{n}. {self._tap(choice.label, choice.says, n)}" for n, choice in shown]

    def _feedback(self, shown: int) -> str:
        """Taps that say if it helped, in the first words of their rows in phrases.toml, numbered after the choices."""
        rows = (self._corpus.phrases.get(feedback.value, ())[:1] for feedback in Feedback)
        words = [(says, n) for n, row in enumerate(rows, shown + 1) for says in row]
        if not self._has_taps:
            return f"回复{'或'.join(f'“{says}”' for says, _ in words)}"
        return "　".join(tap(says, says, n) for says, n in words)

    def _told(self, quotes: tuple[Quote, ...]) -> Iterator[str]:
        """Quotes side by side, each with its number, whose words it is, and where it stands."""
        for n, quote in enumerate(quotes, 1):
            told = self._quoted(quote)
            who = "，".join(str(told[name]) for name in ("演讲人", "年月") if told[name])
            beneath = [f"（{who}）"] if who else []
            yield "\n".join(
                (
                    f"{n}. {told['单位']}：{told['原文']}",
                    "".join((*beneath, link("点这里看原文", str(told["网址"])))),
                )
            )

    def _units(self, answer: Answer) -> Iterable[str]:
        """The units that answer, each once."""
        units = (self._corpus.speech_of(match.passage).unit for match in answer.matches[: answer.quoting])
        return dict.fromkeys(unit.name for unit in units)

    def _quoted(self, quote: Quote) -> dict[str, object]:
        speech = self._corpus.speech_of(quote.passage)
        before = "…" if quote.start else ""
        is_whole = quote.end == len(quote.passage.text) or quote.text.endswith("…")
        after = "" if is_whole else "…"
        return {
            "单位": speech.unit.name,
            "演讲人": speech.speaker,
            "题目": speech.title,
            "日期": speech.day,
            "年月": speech.month,
            "原文": f"{before}{quote.text}{after}",
            "网址": self._links.quote(quote),
        }


def _bare(reply: Reply) -> str:
    """The text of a reply for a channel without taps and links; none of what it loses is shorter than what it gains."""
    single = reply.quotes[0].text if len(reply.quotes) == 1 else None
    return bare(led_by_link(reply.text, single) if single else reply.text)


def _silent(answer: Answer) -> tuple[Unit, ...]:
    """The units asked about that tell nothing of it, where others do."""
    return answer.verdict.finding.silent if answer.verdict and answer.quotes else ()


def _clipped(name: str, value: object) -> object:
    longest = _LONGEST.get(name)
    if longest and isinstance(value, str) and len(value) > longest:
        return f"{value[: longest - 1]}…"
    return value


def _sentences(quotes: tuple[Quote, ...]) -> int:
    """How many sentences are quoted."""
    return sum(quote.start < end <= quote.end for quote in quotes for _, end in quote.passage.sentences)


def _first(quote: Quote, most: int | None) -> Quote:
    """So many sentences of a quote."""
    ends = [end for _, end in quote.passage.sentences if quote.start < end <= quote.end][:most]
    return Quote(quote.passage, quote.start, ends[-1]) if most and ends else quote


def _shorter(quote: Quote, excess: int) -> Quote:
    """The quote less its last sentence; of a single sentence, less the bytes it is over."""
    ends = [end for _, end in quote.passage.sentences if quote.start < end < quote.end]
    if ends:
        return Quote(quote.passage, quote.start, ends[-1])
    kept = quote.text.encode()[: -(excess + len("…".encode()))].decode(errors="ignore")
    return Quote(quote.passage, quote.start, quote.start + len(kept))


def _cut(text: str, limit: int) -> str:
    """The beginning of a text, at most `limit` bytes, and never half a link."""
    if len(text.encode()) <= limit:
        return text
    kept = text.encode()[: limit - len("…".encode())].decode(errors="ignore")
    if kept.count("<a ") > kept.count("</a>"):
        kept = kept[: kept.rindex("<a ")]
    return f"{kept}…"
