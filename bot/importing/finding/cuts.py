"""What speaks for a text falling into speeches in one way or another: whom the headings name, how alike they are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import mean
from typing import TYPE_CHECKING

from bot.importing.finding.openings import numbering
from bot.importing.finding.people import Byline
from bot.importing.finding.title import is_title
from bot.importing.finding.units import stem_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People
    from bot.importing.finding.section import Section

_SEVERAL = re.compile(
    "[选摘]登|汇编|选编|摘编|摘要|集锦|座谈|发布会|论坛|交流(?:材料|发言|会|$)|各地|各单位|演讲|比赛|大赛|宣讲|事迹|展播|典型|案例|通报|联播|巡礼|"
    "[两三四五六七八九十多\\d][个家]?(?:单位|部门|县|村|社区|人)"
)
_DAY = re.compile("月\\d{1,2}日|近日|日前|本报讯|今天|昨日|日上午|日下午|[（(].{0,12}(?:记者|通讯员)")
_OPENING, _WORD, _NEAR = 80, 6, 40  # characters


@dataclass(frozen=True)
class Cut:
    """A way in which a text may fall into speeches; `features` are what tells whether it does."""

    sections: tuple[Section, ...]
    features: dict[str, float]


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
        leads = len(below) < len(sections)
        top = self._body.paragraphs[0].look
        set_off = top != (0, False) and not leads and below[0].heading > 0
        one_look = self._of_one_look({one.heading for one in below if one.start is None})
        like = [
            self._body.paragraphs[one.heading].look == top and not (one.byline.unit and one_look == 1)
            for one in below
        ]
        named = any(one.byline != Byline() for one in sections)
        return {
            "speakers": _share(one.start is not None for one in below),
            "without headings": _share(one.is_bare for one in below),
            "of one look": one_look,
            "like the title above": set_off * _share(like),
            "title of several leads": float(
                leads and bool(_SEVERAL.search(self._body.of(self._body.paragraphs[0])))
            ),
            "lines below": named * mean(_lines(one) for one in below),
        }

    def _names(self, sections: Sequence[Section]) -> dict[str, float]:
        """Whom they name, and whether they tell of days as news does."""
        texts = [self._body.of(one.span(self._body)) for one in sections]
        told = [self._people.introduced(text) for text in texts]
        named = [(one.byline, other) for one, other in zip(sections, told, strict=True)]
        stems = [stem_of(one.unit or one.speaker or other.unit or "") for one, other in named]
        bare = all(one.is_bare for one in sections)
        ends = Counter((one.byline.unit or "")[-1:] for one in sections)
        begins = [(one.title or "", text) for one, text in zip(sections, texts, strict=True)]
        return {
            "of one kind": bare * max(ends.values()) / len(sections),
            "nobody named": _share(not stem for stem in stems),
            "name first": _share(
                not stem and any(not at for _, at in self._organisations.named(title))
                for stem, (title, _) in zip(stems, begins, strict=True)
            ),
            "named in others'": _share(
                stem and any(stem in text for text in texts if text is not of)
                for stem, of in zip(stems, texts, strict=True)
            ),
            "said below": _share(title and title[:_WORD] in text[:_NEAR] for title, text in begins),
            "with titles": _share(title for title, _ in begins),
            "tell of days": _share(_DAY.search(f"{title}。{text[:_OPENING]}") for title, text in begins),
        }

    def _of_one_look(self, headings: set[int]) -> float:
        """How many of the lines that look like the headings are headings."""
        if not headings:  # what names them stands in the text
            return 1.0
        looks = {self._looks[number] for number in headings}
        alike = [
            number for number in range(min(headings), len(self._looks) - 1) if self._looks[number] in looks
        ]
        return min(len(headings) / max(len(alike), 1), 1.0)

    @cached_property
    def _looks(self) -> Sequence[Hashable]:
        """How each paragraph looks."""
        texts = [(one, self._body.of(one)) for one in self._body.paragraphs]
        return [
            (one.level, one.item, one.bold >= len(text), is_title(text, 2), numbering(text))
            for one, text in texts
        ]


def _lines(section: Section) -> float:
    """Whether more stands above a text than a name or a title: another line, or half as telling, who speaks for whom."""
    beside = section.byline.unit and section.byline.speaker and section.start is None
    return 1.0 if section.first > section.heading + 1 else 0.5 * bool(beside)


def _share(values: Iterable[object]) -> float:
    """How many of them are true."""
    return mean(map(bool, values))
