"""Where the speeches of a page begin and end, and whose they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.cuts import Cut, Cuts
from bot.importing.finding.dates import stands_alone
from bot.importing.finding.listings import lists_of
from bot.importing.finding.people import Byline
from bot.importing.finding.section import Section, is_prose, text_span, unnumbered
from bot.importing.finding.title import is_title
from bot.importing.finding.unit_headings import UnitHeadings
from bot.importing.finding.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.head import Head
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import Label, People

_FEWEST_NAMES = 3
_SHORT_TITLE = re.compile("[\u4e00-\u9fff]{2,4}")  # 粉笔人生, above a byline


class Sections:
    """Divides the main text of a page into speeches."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._weighing = Weighing("cuts")
        self._organisations = organisations
        self._unit_headings = UnitHeadings(people, organisations)

    def of(self, body: Body, head: Head, first: int) -> tuple[list[Section], bool]:
        """The speeches in the paragraphs from `first` on, and whether it is sure where they begin.

        One without a title where they are not told apart.
        """
        if first >= len(body.paragraphs):
            return [], True
        cuts = self.cuts(body, head, first)
        chances = self._weighing.chances([cut.features for cut in cuts])
        several = sum(chances)  # that it falls apart at all; two ways may tell the same
        if several >= self._weighing.fair:
            return list(cuts[chances.index(max(chances))].sections), several >= self._weighing.sure
        single = _ended(self._by_bylines(body, first)[:1], body) or [self._single(body, first)]
        return single, several <= 1 - self._weighing.sure

    def cuts(self, body: Body, head: Head, first: int) -> list[Cut]:
        """Every way in which a text may fall into speeches of several units, with what speaks for it.

        What was taken for the page's title may be the first one's.
        """
        titled = (
            body.under(replace(head.line, text=head.title))
            if head.line and head.title and not first
            else None
        )
        whole = titled or body
        ways = [
            ("", self._by_bylines(whole, first)),
            ("", self._unit_headings.by_headings(whole, first)),
            ("speakers", self._by_speakers(whole, first)),
            ("names", self._by_names(whole, first)),
            ("paragraphs", self._unit_headings.by_paragraphs(whole, first)),
            *(("", sections) for sections in self._by_lines(whole, first)),
            *(("", sections) for sections in self._like_the_title(whole, first) if titled),
        ]
        found = dict[tuple[Section, ...], str]()
        for way, sections in ways:
            ended = [one for one in _ended(sections, whole) if one.first or not titled]
            if titled and ended and not ended[0].heading:
                found.setdefault((replace(ended[0], leads=True), *ended[1:]), way)
                ended = ended[1:]
            found.setdefault(tuple(ended), way)
        cuts = Cuts(whole, head, self._people, self._organisations)
        weighed = [cuts.weighed(way, sections) for sections, way in found.items() if _are_several(sections)]
        return [_without_title(cut, whole) for cut in weighed] if titled else weighed

    def _by_lines(self, body: Body, first: int) -> Iterator[list[Section]]:
        """Lists of which each point begins with a line above what may be a speech."""
        for listing in (one for roots in lists_of(body, first, len(body.paragraphs)) for one in roots):
            places = tuple(item.marker.paragraph for item in listing.items if item.marker.leads)
            lines = {body.of(body.paragraphs[place]) for place in places}
            if len(lines) == len(listing.items) and all(self._heads(body, place) for place in places):
                sections = [self._under(body, place) for place in places]
                if not all(one.byline.unit for one in sections):  # by_headings has those
                    yield sections

    def _like_the_title(self, body: Body, first: int) -> Iterator[list[Section]]:
        """The title and the lines that look like it, or those that stand above a date as it may."""
        lines = [n for n in range(first + 1, len(body.paragraphs) - 1) if self._heads(body, n)]
        alike = [n for n in lines if body.paragraphs[n].look == body.paragraphs[first].look]
        dated = [n for n in lines if _publishes(body.of(body.paragraphs[n + 1]))]
        for places in filter(None, (alike, dated)):
            yield [self._under(body, place) for place in (first, *places)]

    def _heads(self, body: Body, number: int) -> bool:
        """Whether a line can be a title, as one that the markup calls so may be however short."""
        paragraph = body.paragraphs[number]
        return is_title(body.of(paragraph), 2) if paragraph.level else is_title(body.of(paragraph))

    def _under(self, body: Body, number: int) -> Section:
        """What stands under a line, when it was published and who speaks left out."""
        words, below = unnumbered(body.of(body.paragraphs[number])), number + 1
        while below < len(body.paragraphs) and _publishes(body.of(body.paragraphs[below])):
            below += 1
        byline, after = self._byline_at(body, below)
        return Section(after, 0, number, words, self._people.byline(words) or byline or Byline())

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
        firsts = {one.byline.unit or one.byline.speaker: one for one in reversed(found)}.values()
        return sorted(firsts, key=lambda section: section.first) if len(firsts) > 1 else []

    def _by_names(self, body: Body, first: int) -> list[Section]:
        """Lines that name a person, with the office or without, above what the person says."""
        found: list[Section] = []
        for number in range(first, len(body.paragraphs) - 1):
            text = body.of(body.paragraphs[number]).rstrip("：:")
            byline = self._people.byline(text) or Byline(None, self._people.name(text))
            if byline.speaker and not byline.unit and is_prose(body, number + 1):
                found.append(Section(number + 1, 0, number, text, byline))
        return found if len({one.byline.speaker for one in found}) >= _FEWEST_NAMES else []

    def _labels(self, body: Body, number: int) -> list[Label]:
        """At most one: a paragraph is one person's, and it is the last who begins to speak in it; headings are nobody's."""
        text = body.of(body.paragraphs[number])
        labels = [
            self._complete(body, label)
            for label in self._people.labels(text)
            if label.end == len(text) or not is_title(text)
        ]
        return [label for label in labels if label.byline.unit or label.asks or label.timed][-1:]

    def _complete(self, body: Body, label: Label) -> Label:
        """A label that only names a person, with the unit that the text names with them elsewhere."""
        name = label.byline.speaker
        if name and self._people.hosts(body.text, name):
            return replace(label, asks=True)
        told = self._people.named(body.text, name) if name and not label.byline.unit else None
        return replace(label, byline=told) if told else label

    def _single(self, body: Body, first: int) -> Section:
        """One speech; who speaks may stand in its first lines."""
        byline, after = self._byline_at(body, first)
        if after >= len(body.paragraphs):
            byline, after = None, first
        return Section(after, len(body.paragraphs), first, None, byline or Byline())


def _publishes(text: str) -> bool:
    """Whether a line says when a text was published, or by whom."""
    return is_meta(text) or stands_alone(text) or is_credit(text)


def _are_several(sections: Sequence[Section]) -> bool:
    """Whether there is more than one, and no title comes twice (更多详情)."""
    titles = [one.title for one in sections if one.title]
    return len(sections) > 1 and len(set(titles)) == len(titles)


def _without_title(cut: Cut, body: Body) -> Cut:
    """The same of the text without its first paragraph."""
    above = body.paragraphs[1].start
    sections = (
        replace(
            one,
            first=one.first - 1,
            last=one.last - 1,
            heading=max(one.heading - 1, 0),
            start=None if one.start is None else one.start - above,
        )
        for one in cut.sections
    )
    return Cut(tuple(sections), cut.features)


def _ended(sections: list[Section], body: Body) -> list[Section]:
    """Each ends where the next one's heading begins."""
    ends = [*(section.heading for section in sections), len(body.paragraphs)][1:]
    ended = (
        [replace(one, last=one.last or end) for one, end in zip(sections, ends, strict=True)]
        if sections
        else []
    )
    return [section for section in ended if body.of(text_span(body, section)).strip()]
