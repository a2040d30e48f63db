"""What speaks for a text falling into speeches in one way or another: whom the headings name, how alike they are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import mean
from typing import TYPE_CHECKING

from bot.importing.finding.numbering import numbering
from bot.importing.finding.people import Byline
from bot.importing.finding.title import is_title

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People
    from bot.importing.finding.section import Section

_DAY = re.compile("月\\d{1,2}日|近日|日前|本报讯|今天|昨日|日上午|日下午|[（(].{0,12}(?:记者|通讯员)")
_OPENING, _WORD, _NEAR = 80, 6, 40  # characters


@dataclass(frozen=True)
class Cut:
    """A way in which a text may fall into speeches; `features` are what tells whether it does."""

    sections: tuple[Section, ...]
    features: dict[str, float]

    def refines(self, other: Cut) -> bool:
        """Whether it begins wherever another does, and elsewhere only with whoever it names."""
        begun, begins = {one.heading for one in other.sections}, {one.heading for one in self.sections}
        return begun <= begins and all(one.byline.unit for one in self.sections if one.heading not in begun)


class Cuts:
    """Features of the ways in which one text may fall into speeches."""

    def __init__(self, body: Body, people: People, organisations: Organisations) -> None:
        self._body = body
        self._people = people
        self._organisations = organisations

    def weighed(self, sections: Sequence[Section]) -> Cut:
        """A cut with what speaks for it."""
        return Cut(tuple(sections), self._headings(sections) | self._names(sections))

    def _headings(self, sections: Sequence[Section]) -> dict[str, float]:
        """How the lines look at which they begin."""
        below = [one for one in sections if not one.leads]
        named = any(one.byline != Byline() for one in sections)
        return {
            "speakers": _share(one.start is not None for one in below),
            "without headings": _share(one.is_bare for one in below),
            "of one look": self._of_one_look([one for one in below if one.start is None]),
            "lines below": named * mean(_lines(one) for one in below),
        }

    def _names(self, sections: Sequence[Section]) -> dict[str, float]:
        """Whom they name, and whether they tell of days as news does."""
        texts = [self._body.of(one.span(self._body)) for one in sections]
        begins = [(one.title or "", text) for one, text in zip(sections, texts, strict=True)]
        told = [one.byline.unit or one.byline.speaker for one in sections]
        names = [a or self._people.introduced(b).unit for a, b in zip(told, texts, strict=True)]
        asks = not all(names)  # finding names takes time
        around = [f"{title}。{text[:_OPENING]}\n{text[-_NEAR:]}" * asks for title, text in begins]
        firsts = [dict(reversed(self._organisations.named(words))) for words in around]
        times = Counter(name for first in firsts for name in first)
        own = [min((at for name, at in first.items() if times[name] == 1), default=None) for first in firsts]
        unnamed = [at for name, at in zip(names, own, strict=True) if not name]
        ends = Counter((one.byline.unit or "")[-1:] for one in sections)
        return {
            "of one kind": all(one.is_bare for one in sections) * max(ends.values()) / len(sections),
            "nobody named": unnamed.count(None) / len(sections),
            "named below": sum(map(bool, unnamed)) / len(sections),
            "named in others'": _share(
                name and any(name in text for text in texts if text is not of)
                for name, of in zip(names, texts, strict=True)
            ),
            "said below": _share(title and title[:_WORD] in text[:_NEAR] for title, text in begins),
            "with titles": _share(title for title, _ in begins),
            "tell of days": _share(_DAY.search(f"{title}。{text[:_OPENING]}") for title, text in begins),
        }

    def _of_one_look(self, sections: Sequence[Section]) -> float:
        """How many of the lines that look like those at which headings begin are such ones; what else heads a text is aside."""
        headings = {one.heading for one in sections}
        if not headings or any(self._body.paragraphs[number].row for number in headings):
            return 1.0  # what names them stands in the text, or in one column
        inside = {number for one in sections for number in range(one.heading + 1, one.first)}
        looks = {self._looks[number] for number in headings}
        rest = (number for number in range(min(headings), len(self._looks) - 1) if number not in inside)
        alike = [number for number in rest if self._looks[number] in looks]
        return min(len(headings) / max(len(alike), 1), 1.0)

    @cached_property
    def _looks(self) -> Sequence[Hashable]:
        """How each paragraph looks; cells of a table, by their place in the row."""
        texts = [(one, self._body.of(one)) for one in self._body.paragraphs]
        rows = [one.row for one in self._body.paragraphs]
        return [
            number - rows.index(one.row)
            if one.row
            else (one.look, one.item, is_title(text, 2), numbering(text), number in self._body.fields)
            for number, (one, text) in enumerate(texts)
        ]


def _lines(section: Section) -> float:
    """Whether more stands above a text than a name or a title: another line, or half as telling, who speaks for whom."""
    beside = section.byline.unit and section.byline.speaker and section.start is None
    return 1.0 if section.first > section.heading + 1 else 0.5 * bool(beside)


def _share(values: Iterable[object]) -> float:
    """How many of them are true."""
    return mean(map(bool, values))
