"""What a reply looks like with a text that is being edited: filled in with what stands in the folder."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.channel.reply import Renderer
from bot.dialogue.naming import names
from bot.dialogue.wording import QUOTING, SHOWN, Texts
from bot.model import Answer, Choice, Match, Quote, Status

if TYPE_CHECKING:
    from bot.dialogue.links import Links
    from bot.model import Corpus

_CHOICES = 3


def preview(corpus: Corpus, name: str, links: Links, hotline: str | None) -> str:
    """The reply that a text carries, with the first practices of a corpus; with the markup of WeChat.

    A text of pages stands as it is filled in.
    """
    if name in SHOWN:
        return Texts({name: corpus.wording[name]}).text(name, names(corpus.city))
    practices = [passage for passage in corpus.passages if passage.number][: _CHOICES + 1]
    offered = practices[1:] or practices
    answer = Answer(
        Status.UNANSWERED,
        name,
        choices=tuple(Choice(passage.name, passage.name) for passage in offered),
        subject=corpus.units[0].name if corpus.units else None,
    )
    if name in QUOTING and practices:
        quote = Quote(practices[0], *practices[0].sentences[0])
        answer = replace(answer, status=Status.ANSWERED, matches=(Match(quote, 1.0),))
    return Renderer(corpus, links, hotline).render(answer).text
