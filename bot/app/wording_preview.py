"""What a reply looks like with a text that is being edited: filled in with what stands in the folder."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from bot.channel.reply import Renderer
from bot.dialogue.naming import examples, names
from bot.dialogue.wording import QUOTING, SHOWN, Texts
from bot.model import Answer, Choice, Match, Quote, Status, Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.dialogue.links import Links
    from bot.model import Corpus

_CHOICES = 3
_OF_THEMES = (Wording.THEMES, Wording.UNANSWERED, Wording.NO_MORE, Wording.SORRY)


def preview(corpus: Corpus, name: str, links: Links, hotline: str | None) -> str:
    """The reply that a text carries, with the first practices of a corpus; with the markup of WeChat.

    A text of pages stands as it is filled in.
    """
    if name in SHOWN:
        return Texts({name: corpus.wording[name]}).text(name, names(corpus.city))
    practices = [passage for passage in corpus.passages if passage.number][: _CHOICES + 1]
    answer = Answer(
        Status.UNANSWERED,
        name,
        choices=tuple(Choice(offered, offered) for offered in islice(_offered(corpus, name), _CHOICES)),
        subject=corpus.units[0].name if corpus.units else None,
    )
    if name in QUOTING and practices:
        quote = Quote(practices[0], *practices[0].sentences[0])
        answer = replace(answer, status=Status.ANSWERED, matches=(Match(quote, 1.0),), polls=True)
    return Renderer(corpus, links, hotline).render(answer).text


def _offered(corpus: Corpus, name: str) -> Iterable[str]:
    """What a text of that name has residents tap."""
    if name in (Wording.WELCOME, Wording.HELP):
        return examples(corpus)
    if name in _OF_THEMES:
        return (theme.name for theme in corpus.themes)
    if name == Wording.UNITS:
        return (unit.name for unit in corpus.units)
    names = [passage.name for passage in corpus.passages if passage.number][: _CHOICES + 1]
    return names[1:] or names
