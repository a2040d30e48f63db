"""The article on a page: its lines without page head, furniture and signatures."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.importing.finding import dates
from bot.importing.finding.body import Body
from bot.importing.finding.boilerplate import (
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

_SHORT = 4
_CLOSING_LINES = 3
_SPACED = re.compile("(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
_SIGNED_WITH = re.compile("[（(]?(?:供稿|报送|代章|印)[）)]?$")
_CREDITED = re.compile("(?:文|供稿|撰稿|报送|来源)\\s*[/／:：]\\s*([^）)\\s]{3,30})[）)]?$")
_OWNED = re.compile("(?:学校|单位|部门|机构|支部|公司)\\s*[:：]\\s*(\\S{3,40})")
_SIGNING_LINES = 6


class Article:
    """Cuts articles out of pages; knows bylines, which stay."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations

    def lines(self, lines: Sequence[Line], head: Head) -> tuple[list[Line], list[Dropped]]:
        """The lines of the article itself, without page head and furniture."""
        above = [Dropped(line.text, is_furniture(line.text) or "页首") for line in lines[: head.begins]]
        kept, dropped = without_furniture(lines[head.begins :])
        published = self._published(kept)
        kept = [line for number, line in enumerate(kept) if number not in published]
        return kept, [*above, *dropped, *(Dropped(text, "发布信息") for text in published.values())]

    def unsigned(self, body: Body) -> Body:
        """The body whose paragraphs end before those who sign it; their words stay in its text."""
        paragraphs = list(body.paragraphs)
        while (
            len(paragraphs) > 1
            and len(body.paragraphs) - len(paragraphs) < _CLOSING_LINES
            and self._signs(body.of(paragraphs[-1]))
        ):
            paragraphs.pop()
        if paragraphs:
            words = body.of(paragraphs[-1])
            paragraphs[-1] = replace(
                paragraphs[-1], end=paragraphs[-1].start + len(words[: credit_in_tail(words)].rstrip())
            )
        return Body(body.text, tuple(paragraphs))

    def signer(self, lines: Sequence[Line]) -> str | None:
        """The organisation that signs at the end: on a line of its own, before a date, in a credit."""
        for line in reversed(lines[-_SIGNING_LINES:]):
            credited = _CREDITED.search(line.text)
            if credited and self._organisations.whole(credited[1]):
                return credited[1]
            text = _SPACED.sub("", dates.without(line.text)).strip(" \u3000（）()")
            text = _SIGNED_WITH.sub("", text)
            if is_meta(text) or re.search("[，。；：！？]", text):
                continue
            if self._organisations.whole(text) or self._organisations.ends_as_name(text):
                return text
        return None

    def owner(self, lines: Sequence[Line]) -> str | None:
        """The organisation that a label above the text names as the one whose page it is."""
        above = takewhile(lambda line: "。" not in line.text, lines)
        found = (_OWNED.fullmatch(line.text.strip()) for line in above)
        return next((one[1] for one in found if one and self._organisations.whole(one[1])), None)

    def _published(self, lines: Sequence[Line]) -> dict[int, str]:
        """Below the title: when and by whom the page was published; a word between two such lines is one too."""
        top = next(
            (
                n
                for n, line in enumerate(lines)
                if "。" in line.text or line.level > 1 or len(line.text) > LONGEST_TITLE
            ),
            len(lines),
        )
        found = {number: line.text for number, line in enumerate(lines[:top]) if self._publishes(line.text)}
        between = (
            n for n in range(1, top) if n - 1 in found and n + 1 in found and len(lines[n].text) <= _SHORT
        )
        return found | {number: lines[number].text for number in between}

    def _publishes(self, text: str) -> bool:
        dated = is_meta(text) or dates.stands_alone(text)
        return is_credit(text) or (dated and not self._people.byline(text))

    def _signs(self, text: str) -> bool:
        return "。" not in text and (
            is_credit(text) or dates.stands_alone(text) or self._people.byline(text) is not None
        )
