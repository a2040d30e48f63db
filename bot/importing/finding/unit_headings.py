"""Headings and paragraphs that begin with a unit's name, and so begin its speech."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.importing.finding.people import Byline
from bot.importing.finding.section import PROSE, Section, distinct, is_prose, unnumbered
from bot.importing.finding.title import is_title

if TYPE_CHECKING:
    from bot.importing.finding.body import Body
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People

_TITLED = re.compile(r"(?P<name>[^：:\s]+)[：:\s]\s*(?P<title>\S.*)", re.DOTALL)
_SIGNED = re.compile(r"(?P<title>.{4,}?)\s*(?:[—–]+|[|｜]|[（(])\s*(?P<name>[^—–|｜（()）]{3,30})[）)]?")
_PLACE = re.compile("[\u4e00-\u9fff]{2,12}(?:省|市|区|县|镇|乡|村|州|自治区|街道)")
_REPORTS = re.compile("(?:指出|强调|要求|表示|认为|提醒|介绍|说|号召|呼吁)[，：,:]")
_SHORT_SENTENCE = 70
_FEWEST_PARAGRAPHS = 3


class UnitHeadings:
    """Divides a text where units are named."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations

    def by_headings(self, body: Body, first: int) -> list[Section]:
        """Headings that are, or begin with, the name of a unit."""
        numbers = range(first, len(body.paragraphs))
        found = [section for number in numbers if (section := self._unit_heading(body, number))]
        return found if distinct(found) else []

    def by_paragraphs(self, body: Body, first: int) -> list[Section]:
        """A paragraph a unit, each beginning with its name and what it did in a short sentence."""
        best, run = list[Section](), list[Section]()
        for number in range(first, len(body.paragraphs)):
            section = self._unit_paragraph(body, number)
            run = [*run, section] if section else []
            best = max(best, run, key=len)
        if len(best) < _FEWEST_PARAGRAPHS or not distinct(best):
            return []
        return best

    def _unit_heading(self, body: Body, number: int) -> Section | None:
        rest = unnumbered(body.of(body.paragraphs[number]))
        return self._alone(body, number, rest) or self._titled(body, number, rest)

    def _alone(self, body: Body, number: int, rest: str) -> Section | None:
        """A line that is a unit's name; the title may stand on the line below."""
        if number + 1 == len(body.paragraphs):
            return None
        below, name = number + 1 + (not is_prose(body, number + 1)), rest.rstrip("：:")
        if below == len(body.paragraphs) or not is_prose(body, below):
            return None
        if not (self._organisations.whole(name) or self._organisations.is_place(name)):
            return None
        title = body.of(body.paragraphs[number + 1]) if below > number + 1 else None
        formal = title is not None and body.paragraphs[number + 1].level > 1
        return None if formal else Section(below, 0, number, title, Byline(name))

    def _titled(self, body: Body, number: int, rest: str) -> Section | None:
        """市税务局：退税快一天; 退税快一天（市税务局）; a name in place of the title is the speaker's."""
        if number + 1 == len(body.paragraphs) or not is_title(body.of(body.paragraphs[number])):
            return None
        for found in filter(None, (_TITLED.match(rest), _SIGNED.fullmatch(rest))):
            byline, speaker = self._byline(found["name"]), self._people.name(found["title"])
            if byline and speaker:
                return Section(number + 1, 0, number, None, Byline(byline.unit, speaker))
            if byline:
                return Section(number + 1, 0, number, found["title"], byline)
        return None

    def _byline(self, name: str) -> Byline | None:
        if self._is_unit(name):
            return Byline(name)
        byline = self._people.speaking(name)
        return byline if byline and byline.unit and byline.speaker else None

    def _is_unit(self, name: str) -> bool:
        return bool(_PLACE.fullmatch(name)) or self._organisations.whole(name)

    def _unit_paragraph(self, body: Body, number: int) -> Section | None:
        text = unnumbered(body.of(body.paragraphs[number]))
        sentence = text.split("。")[0]
        if len(sentence) > _SHORT_SENTENCE or len(text) < len(sentence) + PROSE:
            return None
        found = self._organisations.find(sentence)
        if not found or found[0].start or _REPORTS.match(sentence[found[0].end :]):
            return None
        if any(not label.start for label in self._people.labels(sentence)):  # who speaks
            return None
        title = sentence[found[0].end :].lstrip("：: ") or None
        return Section(number, number + 1, number, title, Byline(found[0].name))
