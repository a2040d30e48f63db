"""Where the speeches of a page begin and end, and whose they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.importing.finding.cuts import Cut, Cuts
from bot.importing.finding.openings import Openings
from bot.importing.finding.people import Byline
from bot.importing.finding.section import Section, text_span
from bot.importing.finding.title import is_title
from bot.importing.finding.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.head import Head
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import Label, People

_LEAST = 0.6
"""How likely the way that is taken is at least beside none, for many unlikely ones add up."""


class Sections:
    """Divides the main text of a page into speeches."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations
        self._weighing = Weighing("cuts")
        self._openings = Openings(people, organisations)

    def of(self, body: Body, head: Head, first: int) -> tuple[list[Section], bool]:
        """The speeches in the paragraphs from `first` on, and whether it is sure where they begin.

        One without a title where they are not told apart.
        """
        if first >= len(body.paragraphs):
            return [], True
        cuts = self.cuts(body, head, first)
        chances = self._weighing.chances([cut.features for cut in cuts])
        several = sum(chances)  # that it falls apart at all; two ways may tell the same
        if several >= self._weighing.fair and max(chances) >= _LEAST * (1 - several):
            return list(cuts[chances.index(max(chances))].sections), several >= self._weighing.sure
        return [
            replace(self._openings.single(body, first), last=len(body.paragraphs))
        ], several <= 1 - self._weighing.sure

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
        found = dict[tuple[Section, ...], None]()
        for sections in (
            *self._openings.by_kind(whole, first),
            self._openings.by_paragraphs(whole, first),
            self._by_speakers(whole, first),
        ):
            ended = [one for one in _ended(sections, whole) if one.first or not titled]
            if titled and ended and not ended[0].heading:
                found[(replace(ended[0], leads=True), *ended[1:])] = None
                ended = ended[1:]
            found[tuple(ended)] = None
        cuts = Cuts(whole, head.line, self._organisations)
        weighed = [cuts.weighed(sections) for sections in found if _are_several(sections)]
        return [_without_title(cut, whole) for cut in weighed] if titled else weighed

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
