"""The article on a page: its lines without page head, furniture and signatures."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.importing.finding import dates
from bot.importing.finding.body import Body
from bot.importing.finding.boilerplate import (
    NOTE,
    Dropped,
    credit_in_tail,
    is_credit,
    is_furniture,
    is_meta,
    without_furniture,
)
from bot.importing.finding.title import LONGEST_TITLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.finding.head import Head
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People
    from bot.importing.reading.page import Line

_CLOSING_LINES = 3
_SIGNING_LINES = 6


class Article:
    """Cuts articles out of pages; knows bylines, which stay."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations

    def lines(self, lines: Sequence[Line], head: Head) -> tuple[list[Line], list[Dropped]]:
        """The lines of the article itself, without page head and furniture.

        What stands above the title and stays: an editor's note, and labels that say who tells it.
        """
        top = [*enumerate(lines[: head.begins])]
        marks = [n for n, line in top if NOTE.match(line.text)]
        notes = {n + after for n in marks for after in range(1 + bool(NOTE.fullmatch(lines[n].text)))}
        who = [line for n, line in top if n in notes or self._people.labelled(line.text)]
        none = [line.text for _, line in top if line not in who]
        above = [Dropped(text, is_furniture(text) or "页首") for text in none]
        kept, dropped = without_furniture([*who, *lines[head.begins :]])
        published = self._published(kept)
        kept = [line for number, line in enumerate(kept) if number not in published]
        return kept, [*above, *dropped, *(Dropped(text, "发布信息") for text in published.values())]

    def unsigned(self, body: Body) -> Body:
        """The body whose paragraphs end before those who sign it; their words stay in its text."""
        kept, fewest = list(body.paragraphs), max(len(body.paragraphs) - _CLOSING_LINES, 1)
        while len(kept) > fewest and self._signs(body.of(kept[-1])):
            kept.pop()
        if kept:
            words = body.of(kept[-1])
            text = words[: credit_in_tail(words)].rstrip()
            kept[-1] = replace(kept[-1], end=kept[-1].start + len(text))
        return Body(body.text, tuple(kept))

    def signer(self, lines: Sequence[Line]) -> str | None:
        """The organisation that signs at the end: on a line of its own or before a date."""
        texts = (dates.without(line.text) for line in reversed(lines[-_SIGNING_LINES:]))
        return next(filter(None, map(self._people.signer, texts)), None)

    def _published(self, lines: Sequence[Line]) -> dict[int, str]:
        """Below the title: when and by whom the page was published."""
        above = takewhile(
            lambda line: "。" not in line.text and line.level <= 1 and len(line.text) <= LONGEST_TITLE, lines
        )
        return {number: line.text for number, line in enumerate(above) if self._publishes(line.text)}

    def _publishes(self, text: str) -> bool:
        dated = is_meta(text) or dates.stands_alone(text)
        return is_credit(text) or (dated and not self._people.byline(text))

    def _signs(self, text: str) -> bool:
        return "。" not in text and (
            is_credit(text) or dates.stands_alone(text) or self._people.byline(text) is not None
        )
