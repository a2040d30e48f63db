"""An answer -> what a phone shows -> the XML that carries it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.dialogue.markup import tap
from bot.dialogue.wording import Wording
from bot.model import Quote, Reply

if TYPE_CHECKING:
    from bot.dialogue.links import Links
    from bot.model import Answer, Choice, Corpus

LIMIT = 2000
"""Bytes of UTF-8. WeChat shows a fault for texts past 2047; the rest is a margin."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LONGEST = {"单位": 40, "演讲人": 20, "题目": 60, "更正": 60, "名称": 40}


class Renderer:
    """Renders the answers of one corpus as text replies of at most LIMIT bytes.

    What does not fit goes in this order: choices from the last, sentences of the quote from the last, and of
    a single endless sentence its end. Unit, link and the beginning of the quote always stay.
    """

    def __init__(self, corpus: Corpus, links: Links, hotline: str | None) -> None:
        self._corpus = corpus
        self._links = links
        self._hotline = hotline
        self._wording = Wording(corpus.wording)

    def render(self, answer: Answer) -> Reply:
        """The reply that carries an answer."""
        quote = answer.quote
        choices = answer.choices
        text = self._text(answer, quote, choices)
        while len(text.encode()) > LIMIT and choices:
            choices = choices[:-1]
            text = self._text(answer, quote, choices)
        while len(text.encode()) > LIMIT and quote:
            quote = _shorter(quote, len(text.encode()) - LIMIT)
            text = self._text(answer, quote, choices)
        return Reply(text, answer.status, quote)

    def _text(self, answer: Answer, quote: Quote | None, choices: tuple[Choice, ...]) -> str:
        fields: dict[str, object] = {
            "更正": answer.meant,
            "名称": answer.subject,
            "热线": self._hotline,
            "还有": answer.more,
            "更多": tap("更多", "更多", len(choices) + 1),
            "选项": "\n".join(
                f"{n}. {tap(choice.label, choice.says, n)}" for n, choice in enumerate(choices, 1)
            ),
            **(self._quoted(quote) if quote else {}),
        }
        return self._wording.text(
            answer.wording, {name: _clipped(name, value) for name, value in fields.items()}
        )

    def _quoted(self, quote: Quote) -> dict[str, object]:
        speech = self._corpus.speech_of(quote.passage)
        day = speech.date
        before = "…" if quote.start else ""
        after = "…" if quote.end < len(quote.passage.text) else ""
        return {
            "单位": speech.unit.name,
            "演讲人": speech.speaker,
            "题目": speech.title,
            "日期": f"{day.year}年{day.month}月{day.day}日" if day else None,
            "原文": f"{before}{quote.text}{after}",
            "网址": self._links.quote(quote),
        }


def passive_reply(reply: Reply, *, to: str, account: str, now: int) -> str:
    """The XML of a passive text reply.

    Args:
        to: OpenID of the person.
        account: the account's original id.
        now: seconds since 1970.
    """
    return (
        f"<xml><ToUserName>{_cdata(to)}</ToUserName><FromUserName>{_cdata(account)}</FromUserName>"
        f"<CreateTime>{now}</CreateTime><MsgType><![CDATA[text]]></MsgType><Content>{_cdata(reply.text)}</Content></xml>"
    )


def _cdata(text: str) -> str:
    """A CDATA section that nothing in it can end, of characters XML allows."""
    return f"<![CDATA[{_NOT_XML.sub('', text).replace(']]>', ']]]]><![CDATA[>')}]]>"


def _clipped(name: str, value: object) -> object:
    longest = _LONGEST.get(name)
    if longest and isinstance(value, str) and len(value) > longest:
        return f"{value[: longest - 1]}…"
    return value


def _shorter(quote: Quote, excess: int) -> Quote:
    """The quote less its last sentence; of a single sentence, less the bytes it is over."""
    ends = [
        end
        for start, end in quote.passage.sentences
        if quote.start < end < quote.end and start >= quote.start
    ]
    if ends:
        return Quote(quote.passage, quote.start, ends[-1])
    kept = quote.text.encode()[: -(excess + len("…".encode()))].decode(errors="ignore")
    return Quote(quote.passage, quote.start, quote.start + len(kept))
