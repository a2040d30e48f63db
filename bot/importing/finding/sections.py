"""Where the speeches of a page begin and end, and whose they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.importing.finding.people import Byline
from bot.importing.finding.section import Section, distinct, is_prose, text_span, unnumbered
from bot.importing.finding.title import is_title
from bot.importing.finding.unit_headings import UnitHeadings

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.importing.finding.body import Body
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import Label, People
    from bot.importing.finding.subject import Subject

_SHORT_TITLE = re.compile("[\u4e00-\u9fff]{2,4}")  # 粉笔人生, above a byline


class Sections:
    """Divides the main text of a page into speeches."""

    def __init__(self, people: People, organisations: Organisations, subject: Subject) -> None:
        self._people = people
        self._organisations = organisations
        self._subject = subject
        self._unit_headings = UnitHeadings(people, organisations)

    def of(self, body: Body, title: str | None, first: int) -> list[Section]:
        """The speeches in the paragraphs from `first` on; one without a title where they are not told apart."""
        if first >= len(body.paragraphs):
            return []
        ways: tuple[Callable[[Body, int], list[Section]], ...] = (
            self._by_bylines,
            self._unit_headings.by_headings,
            self._by_speakers,
            self._unit_headings.by_paragraphs,
        )
        if not title or not self._organisations.find(title):
            ways = (*ways, self._by_headings)
        for way in ways:
            sections = way(body, first)
            if len(sections) > 1:
                return _ended(sections, body)
        return _ended(self._by_bylines(body, first)[:1], body) or [self._single(body, first)]

    def interview(self, body: Body, section: Section) -> Byline:
        """Who answers, where somebody asks; nobody where nobody does."""
        text = body.text[body.paragraphs[section.first].start : body.paragraphs[section.last - 1].end]
        labels = list(self._people.labels(text))
        answers = [label.byline for label in labels if not label.asks]
        if not any(label.asks for label in labels) or not answers:
            return Byline()
        names = [byline.speaker for byline in answers if byline.speaker]
        name = max(names, key=names.count, default=None)
        unit = next((byline.unit for byline in answers if byline.unit), None)
        told = self._people.named(text, name) if name else None
        return Byline(unit or (told.unit if told else None), name)

    def _by_bylines(self, body: Body, first: int) -> list[Section]:
        """A title and who speaks, in this order or the other, below them the speech.

        Without a title only at the beginning.
        """
        above, below = self._bylines_below_titles(body, first), self._bylines_above_titles(body, first)
        return below if len(below) > max(len(above), 1) else above

    def _bylines_above_titles(self, body: Body, first: int) -> list[Section]:
        found, number = list[Section](), first
        while number < len(body.paragraphs):
            byline, title = self._byline_at(body, number)
            if (
                byline
                and byline.speaker
                and title + 1 < len(body.paragraphs)
                and self._titles(body, title)
                and is_prose(body, title + 1)
            ):
                words = unnumbered(body.of(body.paragraphs[title]))
                found.append(Section(title + 1, 0, number, words, byline))
            number = max(title, number + 1)
        return found

    def _bylines_below_titles(self, body: Body, first: int) -> list[Section]:
        found: list[Section] = []
        number = first
        while number < len(body.paragraphs):
            byline, after = self._byline_at(body, number)
            titled = number > first and self._titles(body, number - 1)
            if (
                byline
                and after < len(body.paragraphs)
                and is_prose(body, after)
                and (titled or number == first)
            ):
                title = unnumbered(body.of(body.paragraphs[number - 1])) if titled else None
                found.append(Section(after, 0, number - titled, title, byline))
            number = max(after, number + 1)
        titles = [section for section in found if section.title]
        return titles if len(titles) > 1 else found[:1]

    def _titles(self, body: Body, number: int) -> bool:
        text = body.of(body.paragraphs[number])
        return (is_title(text) or bool(_SHORT_TITLE.fullmatch(text))) and self._byline(body, number) is None

    def _byline_at(self, body: Body, number: int) -> tuple[Byline | None, int]:
        """The byline that begins at a paragraph, on one line or several, and the paragraph after it."""
        unit = speaker = None
        while number < len(body.paragraphs):
            byline = self._byline(body, number)
            if byline is None and unit and not speaker:
                byline = Byline(None, self._people.name(body.of(body.paragraphs[number])))
            if byline in (None, Byline()) or (byline.unit and unit) or (byline.speaker and speaker):
                break
            unit, speaker, number = byline.unit or unit, byline.speaker or speaker, number + 1
        return (Byline(unit, speaker) if unit else None), number

    def _byline(self, body: Body, number: int) -> Byline | None:
        return self._people.byline(body.of(body.paragraphs[number]))

    def _by_speakers(self, body: Body, first: int) -> list[Section]:
        """Each speech begins with who speaks and a colon, and ends where another one speaks or somebody asks.

        Who speaks again answers questions; that is no speech.
        """
        count = len(body.paragraphs)
        labels = [(number, label) for number in range(first, count) for label in self._labels(body, number)]
        found: list[Section] = []
        for (number, label), following in zip(
            labels, [*(number for number, _ in labels), count][1:], strict=True
        ):
            if not label.asks:
                start = body.paragraphs[number].start + label.end
                found.append(Section(number, following, number, None, label.byline, start))
        firsts = {section.byline.unit: section for section in reversed(found)}.values()
        return sorted(firsts, key=lambda section: section.first) if len(firsts) > 1 else []

    def _labels(self, body: Body, number: int) -> list[Label]:
        """At most one: a paragraph is one person's, and it is the last who begins to speak in it."""
        labels = [
            self._complete(body, label) for label in self._people.labels(body.of(body.paragraphs[number]))
        ]
        return [label for label in labels if label.byline.unit or label.asks][-1:]

    def _complete(self, body: Body, label: Label) -> Label:
        """A label that only names a person, with the unit that the text names with them elsewhere."""
        name = label.byline.speaker
        if name and self._people.hosts(body.text, name):
            return replace(label, asks=True)
        told = self._people.named(body.text, name) if name and not label.byline.unit else None
        return replace(label, byline=told) if told else label

    def _by_headings(self, body: Body, first: int) -> list[Section]:
        """Headings that name no unit, above texts that each open with another one."""
        count = len(body.paragraphs)
        headings = [number for number in range(first, count - 1) if self._heads(body, number)]
        found: list[Section] = []
        for number, following in zip(headings, [*headings, count][1:], strict=True):
            text = body.text[body.paragraphs[number + 1].start : body.paragraphs[following - 1].end]
            byline = Byline(self._subject.opening(text))
            found.append(Section(number + 1, 0, number, body.of(body.paragraphs[number]), byline))
        return found if all(section.byline.unit for section in found) and distinct(found) else []

    def _heads(self, body: Body, number: int) -> bool:
        text = body.of(body.paragraphs[number])
        return is_title(text) and unnumbered(text) == text and is_prose(body, number + 1)

    def _single(self, body: Body, first: int) -> Section:
        """One speech; who speaks may stand in its first lines."""
        byline, after = self._byline_at(body, first)
        if after >= len(body.paragraphs):
            byline, after = None, first
        return Section(after, len(body.paragraphs), first, None, byline or Byline())


def _ended(sections: list[Section], body: Body) -> list[Section]:
    """Each ends where the next one's heading begins."""
    ends = [*(section.heading for section in sections), len(body.paragraphs)][1:]
    ended = (
        [replace(one, last=one.last or end) for one, end in zip(sections, ends, strict=True)]
        if sections
        else []
    )
    return [section for section in ended if body.of(text_span(body, section)).strip()]
