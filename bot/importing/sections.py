"""Where the speeches of a page begin and end, and whose they are."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.importing.body import Span
from bot.importing.head import is_title
from bot.importing.people import Byline

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.importing.body import Body
    from bot.importing.organisations import Organisations
    from bot.importing.people import Label, People
    from bot.importing.subject import Subject

_NUMBER = re.compile(
    r"\d{1,2}\s*[.．、]?\s*|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[●■◆▲★]\s*"
)
_BRACKETED = re.compile(r"【(?P<name>[^】]{3,30})】\s*")
_TITLED = re.compile(r"(?P<name>[^：:\s]+)[：:\s]\s*(?P<title>\S.*)", re.DOTALL)
_SHORT_TITLE = re.compile("[\u4e00-\u9fff]{2,4}")  # 粉笔人生, above a byline
_SHORT_NAME = re.compile("[\u4e00-\u9fffA-Z]{2,10}")
_SIGNED = re.compile(r"(?P<title>.{4,}?)\s*(?:[—–]+|[|｜]|[（(])\s*(?P<name>[^—–|｜（()）]{3,30})[）)]?")
_ANNOUNCES = re.compile(r"(?:如下|通报|公布|摘登|选登|摘编)[：:。]?$|[如以]下[：:]")
_REPORTS = re.compile("(?:指出|强调|要求|表示|认为|提醒|介绍|说|号召|呼吁)[，：,:]")
_SHORT_SENTENCE = 70
_PROSE = 40
_PLACE = re.compile("[\u4e00-\u9fff]{2,12}(?:省|市|区|县|镇|乡|村|州|自治区|街道)")
_SHORT_LINE = 12
_FEWEST_PARAGRAPHS = 3
_NEAR_TOP = 4


_NOBODY = Byline()


@dataclass(frozen=True)
class Section:
    """One speech of a page.

    Attributes:
        title: its own title, where the page gives it one.
        first: number of the first paragraph of its text.
        last: number after the last one; 0 where it ends with the next one's heading.
        heading: number of the paragraph at which its heading begins.
        start: offset at which its text begins, where that is not a paragraph's beginning.
    """

    first: int
    last: int
    heading: int
    title: str | None = None
    byline: Byline = _NOBODY
    start: int | None = None


class Sections:
    """Divides the main text of a page into speeches."""

    def __init__(self, people: People, organisations: Organisations, subject: Subject) -> None:
        self._people = people
        self._organisations = organisations
        self._subject = subject

    def of(self, body: Body, title: str | None, first: int) -> list[Section]:
        """The speeches in the paragraphs from `first` on; one without a title where they are not told apart."""
        if first >= len(body.paragraphs):
            return []
        ways: tuple[Callable[[Body, int], list[Section]], ...] = (
            self._by_bylines,
            self._by_unit_headings,
            self._by_speakers,
            self._by_paragraphs,
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
        """A title, below it who speaks, below that the speech; without a title only at the beginning."""
        found: list[Section] = []
        number = first
        while number < len(body.paragraphs):
            byline, after = self._byline_at(body, number)
            titled = number > first and self._titles(body, number - 1)
            if (
                byline
                and after < len(body.paragraphs)
                and _is_prose(body, after)
                and (titled or number == first)
            ):
                title = body.of(body.paragraphs[number - 1]) if titled else None
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
            if byline is None or (byline.unit and unit) or (byline.speaker and speaker):
                break
            unit, speaker, number = byline.unit or unit, byline.speaker or speaker, number + 1
        return (Byline(unit, speaker) if unit else None), number

    def _byline(self, body: Body, number: int) -> Byline | None:
        return self._people.byline(body.of(body.paragraphs[number]))

    def _by_unit_headings(self, body: Body, first: int) -> list[Section]:
        """Headings that are, or begin with, the name of a unit; where one does, others may begin with a short name."""
        numbers = range(first, len(body.paragraphs))
        found = [section for number in numbers if (section := self._unit_heading(body, number))]
        if found:
            sure = {section.heading for section in found}
            found += [
                one for number in numbers if number not in sure and (one := self._named_heading(body, number))
            ]
            found.sort(key=lambda section: section.heading)
        return found if _distinct(found) else []

    def _named_heading(self, body: Body, number: int) -> Section | None:
        """A heading whose first words, before a colon, are what the text below it speaks of: 中国石化：新增生产线."""
        text = body.of(body.paragraphs[number])
        titled = _TITLED.match(_unnumbered(text))
        if (
            not titled
            or number + 1 == len(body.paragraphs)
            or not is_title(text)
            or not _SHORT_NAME.fullmatch(titled["name"])
        ):
            return None
        below = body.of(body.paragraphs[number + 1])
        if not _is_prose(body, number + 1) or titled["name"] not in below[:_PROSE]:
            return None
        return Section(number + 1, 0, number, titled["title"], Byline(titled["name"]))

    def _unit_heading(self, body: Body, number: int) -> Section | None:
        rest = _unnumbered(body.of(body.paragraphs[number]))
        bracketed = _BRACKETED.match(rest)
        if bracketed and self._is_unit(bracketed["name"]):
            inside = bracketed.end() < len(rest)
            start = body.paragraphs[number].end - len(rest) + bracketed.end() if inside else None
            return Section(
                number if inside else number + 1, 0, number, None, Byline(bracketed["name"]), start
            )
        if number + 1 == len(body.paragraphs):
            return None
        below = number + 1 + (not _is_prose(body, number + 1))
        if below < len(body.paragraphs) and _is_prose(body, below) and self._organisations.whole(rest):
            title = body.of(body.paragraphs[number + 1]) if below > number + 1 else None
            formal = title is not None and body.paragraphs[number + 1].level > 1
            return None if formal else Section(below, 0, number, title, Byline(rest))
        if is_title(body.of(body.paragraphs[number])):
            for found in (_TITLED.match(rest), _SIGNED.fullmatch(rest)):
                if found and self._is_unit(found["name"]):
                    return Section(number + 1, 0, number, found["title"], Byline(found["name"]))
        return None

    def _is_unit(self, name: str) -> bool:
        return bool(_PLACE.fullmatch(name)) or self._organisations.whole(name)

    def _by_speakers(self, body: Body, first: int) -> list[Section]:
        """Each speech begins with who speaks and a colon, and ends where another one speaks or somebody asks."""
        count = len(body.paragraphs)
        labels = [(number, label) for number in range(first, count) for label in self._labels(body, number)]
        found: list[Section] = []
        for (number, label), following in zip(
            labels, [*(number for number, _ in labels), count][1:], strict=True
        ):
            if not label.asks:
                start = body.paragraphs[number].start + label.end
                found.append(Section(number, following, number, None, label.byline, start))
        return found if _distinct(found) else []

    def _labels(self, body: Body, number: int) -> list[Label]:
        """At most one: a paragraph is one person's, and it is the last who begins to speak in it."""
        labels = [
            self._complete(body, label) for label in self._people.labels(body.of(body.paragraphs[number]))
        ]
        return [label for label in labels if label.byline.unit or label.asks][-1:]

    def _complete(self, body: Body, label: Label) -> Label:
        """A label that only names a person, with the unit that the text names with them elsewhere."""
        name = label.byline.speaker
        told = self._people.named(body.text, name) if name and not label.byline.unit else None
        return replace(label, byline=told) if told else label

    def _by_paragraphs(self, body: Body, first: int) -> list[Section]:
        """A paragraph a unit, each beginning with its name and what it did in a short sentence."""
        best, run = list[Section](), list[Section]()
        for number in range(first, len(body.paragraphs)):
            section = self._unit_paragraph(body, number)
            run = [*run, section] if section else []
            best = max(best, run, key=len)
        if len(best) < _FEWEST_PARAGRAPHS or not _distinct(best):
            return []
        lead = body.of(body.paragraphs[best[0].first - 1]) if best[0].first > first else ""
        return (
            best
            if _ANNOUNCES.search(lead)
            or all(
                section.title and section.title.endswith(("问题", "案", "案例", "做法")) for section in best
            )
            else []
        )

    def _unit_paragraph(self, body: Body, number: int) -> Section | None:
        text = _unnumbered(body.of(body.paragraphs[number]))
        sentence = text.split("。")[0]
        if len(sentence) > _SHORT_SENTENCE or len(text) < len(sentence) + _PROSE:
            return None
        found = self._organisations.find(sentence)
        if not found or found[0].start or _REPORTS.match(sentence[found[0].end :]):
            return None
        title = sentence[found[0].end :].lstrip("：: ") or None
        return Section(number, number + 1, number, title, Byline(found[0].name))

    def _by_headings(self, body: Body, first: int) -> list[Section]:
        """Headings that name no unit, above texts that each open with another one."""
        count = len(body.paragraphs)
        headings = [number for number in range(first, count - 1) if self._heads(body, number)]
        found: list[Section] = []
        for number, following in zip(headings, [*headings, count][1:], strict=True):
            text = body.text[body.paragraphs[number + 1].start : body.paragraphs[following - 1].end]
            byline = Byline(self._subject.opening(text))
            found.append(Section(number + 1, 0, number, body.of(body.paragraphs[number]), byline))
        return found if all(section.byline.unit for section in found) and _distinct(found) else []

    def _heads(self, body: Body, number: int) -> bool:
        text = body.of(body.paragraphs[number])
        return is_title(text) and _unnumbered(text) == text and _is_prose(body, number + 1)

    def _single(self, body: Body, first: int) -> Section:
        """One speech; who speaks may stand in its first lines."""
        byline, after = self._byline_at(body, first)
        if after >= len(body.paragraphs):
            byline, after = None, first
        return Section(after, len(body.paragraphs), first, None, byline or Byline())


def text_span(body: Body, section: Section) -> Span:
    """Where the text of a speech stands."""
    if section.first >= section.last:
        return Span(section.start or 0, section.start or 0)
    start = section.start if section.start is not None else body.paragraphs[section.first].start
    return body.trimmed(Span(start, body.paragraphs[section.last - 1].end))


def _ended(sections: list[Section], body: Body) -> list[Section]:
    """Each ends where the next one's heading begins."""
    ends = [*(section.heading for section in sections), len(body.paragraphs)][1:]
    ended = (
        [replace(one, last=one.last or end) for one, end in zip(sections, ends, strict=True)]
        if sections
        else []
    )
    return [section for section in ended if section.first < section.last]


def _unnumbered(text: str) -> str:
    number = _NUMBER.match(text)
    return text[number.end() :] if number else text


def _distinct(sections: list[Section]) -> bool:
    units = [section.byline.unit for section in sections]
    return len(units) > 1 and len(set(units)) == len(units)


def _is_prose(body: Body, number: int) -> bool:
    text = body.of(body.paragraphs[number])
    return "。" in text or len(text) > _PROSE or (len(text) > _SHORT_LINE and not is_title(text))
