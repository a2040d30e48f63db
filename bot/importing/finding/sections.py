"""Where the speeches of a page begin and end, and whose they are."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.importing.finding.cuts import Cut, Cuts
from bot.importing.finding.deeds import ADOPTS
from bot.importing.finding.interview import interview_of
from bot.importing.finding.numbering import numbering
from bot.importing.finding.openings import Openings
from bot.importing.finding.people import Byline, Label
from bot.importing.finding.section import Section
from bot.importing.finding.title import is_title
from bot.importing.finding.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.contents import Contents
    from bot.importing.finding.head import Head
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People

_COUNTER = re.compile(r"(?:PART)?\W*\d{1,2}\W*", re.IGNORECASE)
_FEWEST = 2  # units
_SEVERAL = 3  # turns
_NEAR = 0.5
_OPENING = 60  # characters of a turn, in which somebody says who they are
_LINE = 20  # characters that tell nothing


class Sections:
    """Divides the main text of a page into speeches."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations
        self._weighing = Weighing("cuts")
        self._openings = Openings(people, organisations)

    def of(self, body: Body, head: Head, first: int, contents: Contents) -> tuple[list[Section], bool]:
        """The speeches in the paragraphs from `first` on, and whether it is sure where they begin.

        One without a title where they are not told apart.
        """
        if first >= len(body.paragraphs):
            return [], True
        listed = _ended(self._openings.by_contents(body, first, contents), body) if contents.lines else []
        if contents.are_all(listed) and all(one.byline.unit for one in listed):
            return listed, True
        cuts = self.cuts(body, head, first)
        chances = self._weighing.chances([cut.features for cut in cuts])
        several = sum(chances)  # that it falls apart at all; two ways may tell the same
        if several >= self._weighing.fair:
            best = max(chances)
            likely = cuts[chances.index(best)]
            near = (cut for cut, one in zip(cuts, chances, strict=True) if one >= _NEAR * best)
            sections = max((cut.sections for cut in near if cut.refines(likely)), key=len)
            headed = not all(one.is_bare for one in sections)  # running text alone gives a guess
            sure = headed and several >= self._weighing.sure
        else:
            sections = (replace(self._openings.single(body, first), last=len(body.paragraphs)),)
            sure = several <= 1 - self._weighing.sure
        return list(sections), sure and not any(self._openings.holds_others(body, one) for one in sections)

    def cuts(self, body: Body, head: Head, first: int) -> list[Cut]:
        """Every way in which a text may fall into speeches of several units, with what speaks for it.

        What was taken for the page's title may be the first one's.
        """
        above = replace(head.line, text=head.title) if head.line and head.title and not first else None
        whole = body.under(above) if above else body
        found, rows = dict[tuple[Section, ...], None](), self._openings.by_rows(whole, first)
        for sections in (
            *(one for one in self._openings.by_kind(whole, first) if not (rows and _are_in_rows(one, whole))),
            self._openings.by_paragraphs(whole, first),
            rows,
            self._openings.by_signatures(whole, first),
            self._by_speakers(whole, first),
        ):
            ended = [one for one in _ended(sections, whole) if one.first or not above]
            if above and ended and not ended[0].heading:
                found[(replace(ended[0], leads=True), *ended[1:])] = None
                ended = ended[1:]
            found[tuple(ended)] = None
        cuts = Cuts(whole, self._people, self._organisations)
        weighed = [cuts.weighed(sections) for sections in found if _are_several(sections)]
        return [_without_title(cut, whole) for cut in weighed] if above else weighed

    def _by_speakers(self, body: Body, first: int) -> list[Section]:
        """Each speech begins with who speaks and a colon, and ends where another one speaks or somebody asks.

        Who speaks again answers questions; that is no speech, nor is an interview, in which no two speak for whom they name.
        Who opens and speaks as often as all others gives them the word.
        """
        count = len(body.paragraphs)
        labels = [(number, label) for number in range(first, count) for label in self._labels(body, number)]
        roll = self._people.roll(body.text) if labels else {}
        nexts = [*(number for number, _ in labels), count][1:]
        found = list[Section]()
        for (number, label), following in zip(labels, nexts, strict=True):
            start, speaker = body.paragraphs[number].start + label.end, label.byline.speaker
            turn = Section(number, following, number, None, label.byline, start)
            says = self._people.introduced(body.of(turn.span(body))[:_OPENING])
            unit = label.byline.unit or roll.get(speaker or "") or says.unit
            if not label.asks and (unit or label.timed):
                found.append(replace(turn, byline=Byline(unit, speaker)))
        turns = [one.byline for one in found]
        if len({one.unit for one in turns if one.unit}) < _FEWEST and interview_of(body, first, count):
            return []
        leads = [one for one in turns[:1] if turns.count(one) >= max(_SEVERAL, len(turns) / 2)]
        told = [one for one in found if one.byline not in leads]
        firsts = {one.byline.unit or one.byline.speaker: one for one in reversed(told)}.values()
        return sorted(firsts, key=lambda section: section.first) if len(firsts) > 1 else []

    def _labels(self, body: Body, number: int) -> list[Label]:
        """At most one: a paragraph is one person's, and it is the last who begins to speak in it; headings are nobody's."""
        text = body.of(body.paragraphs[number])
        labels = [Label(0, Byline(), asks=True)] if ADOPTS.match(text) else list(self._people.labels(text))
        return [one for one in labels if one.asks or one.end == len(text) or not is_title(text)][-1:]


def _are_in_rows(sections: Sequence[Section], body: Body) -> bool:
    """Whether any of them begins in a table, whose rows tell more plainly who tells what."""
    return any(body.paragraphs[one.heading].row for one in sections)


def _are_several(sections: Sequence[Section]) -> bool:
    """Whether there is more than one, not all of one unit, and no title comes twice (更多详情)."""
    titles = [one.title for one in sections if one.title]
    units = {one.byline.unit for one in sections}
    return len(sections) > 1 and len(set(titles)) == len(titles) and (len(units) > 1 or units == {None})


def _without_title(cut: Cut, body: Body) -> Cut:
    """The same of the text without its first paragraph."""
    above = body.paragraphs[1].start
    sections = (
        replace(one, first=one.first - 1, last=one.last - 1, heading=max(one.heading - 1, 0))
        for one in cut.sections
    )
    sections = (replace(one, start=one.start and one.start - above) for one in sections)
    return Cut(tuple(sections), cut.features)


def _ended(sections: Sequence[Section], body: Body) -> list[Section]:
    """Each ends where the next one's heading begins, or another of its level, or with the row of a table in which it began."""
    ends = [*(section.heading for section in sections[1:]), _end(sections, body)] if sections else []
    ended = [
        replace(one, last=min(one.last or end, _row_end(one, end - _counts(end - 1, body), body)))
        for one, end in zip(sections, ends, strict=False)
    ]
    return [one for one in ended if _says_something(one, body)]


def _says_something(section: Section, body: Body) -> bool:
    """Whether more stands below a heading than a line; the rows of a table tell in a few words."""
    text = body.of(section.span(body))
    return "。" in text or len(text) > _LINE or body.paragraphs[section.heading].row > 0


def _end(sections: Sequence[Section], body: Body) -> int:
    """Where the last one ends: what stands under another heading of the level of its own (几点思考) nobody of them tells.

    Nor what stands under one that goes on from that which stands above all of them: 二、交流发言, 三、会议议定事项.
    """
    last, count = sections[-1], len(body.paragraphs)
    level = body.paragraphs[last.heading].level
    texts = [body.of(one) for one in body.paragraphs]
    manners = [numbering(text) if is_title(text, 2) else "" for text in texts]
    above = next(filter(None, reversed(manners[: sections[0].heading])), "")
    below = next((n for n in range(sections[0].first, count) if above and manners[n] == above), count)
    inside = below <= last.first or re.match(r"\W*[一1](?!\d)", "".join(texts[below : below + 1]))
    levels = (n for n in range(last.first, count) if 0 < body.paragraphs[n].level == level)
    return min(next(levels, count), count if inside else below)


def _counts(number: int, body: Body) -> bool:
    """Whether a paragraph only counts what stands below it: 02, PART.02."""
    return bool(_COUNTER.fullmatch(body.of(body.paragraphs[number])))


def _row_end(section: Section, end: int, body: Body) -> int:
    """The number after its last paragraph: what stands in the next row, or below the table, is not told by whom this names."""
    row = body.paragraphs[section.heading].row
    places = range(section.heading, end)
    return next((n for n in places if body.paragraphs[n].row != row), end) if row else end
