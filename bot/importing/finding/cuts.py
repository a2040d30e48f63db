"""What speaks for a text falling into speeches in one way or another: whom the headings name, how alike they are."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from statistics import mean
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.people import Byline
from bot.importing.finding.section import Section, text_span, unnumbered
from bot.importing.finding.title import is_title
from bot.importing.finding.units import stem_of

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.head import Head
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People

_SEVERAL = re.compile(
    "[选摘]登|汇编|选编|摘编|集锦|座谈|发布会|论坛|交流|各地|部门|单位|演讲|比赛|大赛|宣讲|事迹|展播|典型|案例|经验|通报|联播|巡礼|"
    "[两三四五六七八九十多\\d][个家]?(?:单位|部门|县|村|社区|人)"
)
_DAY = re.compile("月\\d{1,2}日|近日|日前|本报讯|今天|昨日|日上午|日下午|[（(].{0,12}(?:记者|通讯员)")
_OPENING, _WORD, _NEAR = 80, 6, 40  # characters
_OF_THEIR_OWN = ("speakers", "names", "paragraphs")


@dataclass(frozen=True)
class Cut:
    """A way in which a text may fall into speeches; `features` are what tells whether it does."""

    sections: tuple[Section, ...]
    features: dict[str, float]


class Cuts:
    """Features of the ways in which one text may fall into speeches.

    Args:
        head: of the page.
    """

    def __init__(self, body: Body, head: Head, people: People, organisations: Organisations) -> None:
        self._body = body
        self._title, self._headline = head.title or "", head.line
        self._people = people
        self._organisations = organisations

    def weighed(self, way: str, sections: Sequence[Section]) -> Cut:
        """A cut with what speaks for it.

        Args:
            way: how it was found; empty where it is by headings.
        """
        body, title = self._body, self._title
        texts = [body.of(text_span(body, section)) for section in sections]
        features = {
            **{kind: float(kind == way) for kind in _OF_THEIR_OWN},
            **self._headings(way, sections),
            **self._names(sections, texts),
            **self._beginnings(sections, texts),
            "no title": float(not title),
            "title tells of several": float(bool(_SEVERAL.search(title))),
        }
        return Cut(tuple(sections), features)

    def _headings(self, way: str, sections: Sequence[Section]) -> dict[str, float]:
        """How the lines look at which they begin."""
        body = self._body
        below = [one for one in sections if not one.leads]
        lines = [body.of(body.paragraphs[one.heading]) for one in below]
        looks = Counter(body.paragraphs[one.heading].look for one in below)
        leads = float(len(below) < len(sections))
        lengths = [len(body.of(text_span(body, one))) for one in below]
        begins = body.paragraphs[0 if leads else min(below[0].heading, 1)].start
        above = min((body.paragraphs[below[0].heading].start - begins) / max(mean(lengths), 1), 1.0)
        set_off = self._headline is not None and self._headline.look != (0, False)
        like_title = looks[self._headline.look] / len(below) if self._headline and set_off else 0.0
        numbers = [line.removesuffix(unnumbered(line)) for line in lines]
        return {
            "of one look": self._of_one_look({one.heading for one in below}),
            "marked": _share(body.paragraphs[one.heading].level for one in below),
            "the title leads": leads,
            "like the title that leads": leads * like_title,
            "like the title above": (1 - leads) * like_title,
            "much above": (1 - leads) * above * (not way),
            "as much under the title": leads * above,
            "published below": _share(one.first > one.heading + 1 for one in below),
            "numbered": _share(any(map(str.isnumeric, number)) for number in numbers),
        }

    def _names(self, sections: Sequence[Section], texts: Sequence[str]) -> dict[str, float]:
        """Whom they name."""
        stems = [stem_of(one.byline.unit or one.byline.speaker or "") for one in sections]
        return {
            "nobody named": _share(one.byline == Byline() for one in sections),
            "name units": _share(
                one.byline.unit or self._organisations.named(one.title or "") for one in sections
            ),
            "with speakers": _share(one.byline.speaker for one in sections),
            "named in others'": _share(
                stem and any(stem in text for text in texts if text is not of)
                for stem, of in zip(stems, texts, strict=True)
            ),
        }

    def _beginnings(self, sections: Sequence[Section], texts: Sequence[str]) -> dict[str, float]:
        """Their titles and first words."""
        begins = [(one.title or "", text) for one, text in zip(sections, texts, strict=True)]
        return {
            "with titles": _share(title and self._people.byline(title) is None for title, _ in begins),
            "tell of days": _share(_DAY.search(f"{title}。{text[:_OPENING]}") for title, text in begins),
            "said below": _share(title and title[:_WORD] in text[:_NEAR] for title, text in begins),
        }

    def _of_one_look(self, headings: set[int]) -> float:
        """How many of the lines that look like the headings are headings."""
        looks = {self._looks[number] for number in headings}
        alike = [
            number for number in range(min(headings), len(self._looks) - 1) if self._looks[number] in looks
        ]
        return len(headings) / max(len(alike), 1)

    @cached_property
    def _looks(self) -> Sequence[Hashable]:
        """How each paragraph looks."""
        texts = [(one, self._body.of(one)) for one in self._body.paragraphs]
        return [
            (one.level, one.item, one.bold >= len(text), is_title(text, 2), is_meta(text) or is_credit(text))
            for one, text in texts
        ]


def _share(values: Iterable[object]) -> float:
    """How many of them are true."""
    return mean(map(bool, values))
