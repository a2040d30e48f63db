"""Where speeches may begin: lines that may head one, by whom they name and what kind of line they are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.dates import stands_alone
from bot.importing.finding.people import Byline
from bot.importing.finding.section import PROSE, Section, distinct, is_prose, unnumbered
from bot.importing.finding.title import is_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.importing.finding.body import Body
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People

_SHORT_TITLE = re.compile("[\u4e00-\u9fff]{2,4}")
_TITLED = re.compile(r"(?P<name>[^：:\s]+)[：:\s]\s*(?P<title>\S.*)", re.DOTALL)
_SIGNED = re.compile(r"(?P<title>.{4,}?)\s*(?:[—–]+|[|｜]|[（(])\s*(?P<name>[^—–|｜（()）]{3,30})[）)]?")
_PUNCTUATED = re.compile("[，。；：、！？“”,.;:!?]")
_LED = re.compile(r"(?P<title>(?P<name>[^—–]{3,20})——.{4,})")
_PLACE = re.compile("[\u4e00-\u9fff]{2,12}(?:省|市|区|县|镇|乡|村|州|自治区|街道)")
_REPORTS = re.compile("(?:指出|强调|要求|表示|认为|提醒|介绍|说|号召|呼吁)[，：,:]")
_LEADS_IN = re.compile("(?:[^，,。：:]{1,16}[，,])?")
_NUMERAL = re.compile(r"[一二三四五六七八九十\d]+")
_BYLINES = ("byline", "person", "published")
_MOST_NAMED = 0.5
_SHORT_SENTENCE, _FEWEST_NAMES, _LONGEST_ASIDE, _SHORTEST_NAME, _NEAR = 70, 3, 30, 3, 6


@dataclass
class _Heading:
    """The lines above a text: what each does, and what they say together."""

    title: str | None = None
    unit: str | None = None
    speaker: str | None = None
    does: list[str] = field(default_factory=list)

    def takes(self, byline: Byline) -> bool:
        """Whether a byline tells what is not known yet."""
        return not ((byline.unit and self.unit) or (byline.speaker and self.speaker))

    def add(self, does: str, byline: Byline, title: str | None = None) -> None:
        """What one more line says."""
        self.does.append(does)
        self.title, self.unit = self.title or title, self.unit or byline.unit
        self.speaker = self.speaker or byline.speaker


class Openings:
    """Finds where speeches may begin."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations

    def by_kind(self, body: Body, first: int) -> list[list[Section]]:
        """The speeches under the lines of each kind; a line inside the heading of another begins none."""
        groups = defaultdict[str, list[Section]](list)
        for number in range(first, len(body.paragraphs) - 1):
            for section, kinds in self._at(body, number):
                for kind in kinds:
                    if not groups[kind] or number >= groups[kind][-1].first:
                        groups[kind].append(section)
        return [self._named(body, sections) for kind, sections in groups.items() if _may_be(kind, sections)]

    def single(self, body: Body, first: int) -> Section:
        """The text as one speech: below its byline, if it begins with one or has one under a title."""
        if first + 1 == len(body.paragraphs):
            return Section(first, 0, first)
        heading = self._read(body, first)
        if not heading.does:  # a day may stand before it
            heading.add("byline", self._byline(body.of(body.paragraphs[first])) or Byline())
        lines = len(list(takewhile(_BYLINES.__contains__, heading.does)))
        if lines and heading.unit:
            return Section(first + lines, 0, first, None, Byline(heading.unit, heading.speaker))
        every = (one for number in range(first, len(body.paragraphs) - 1) for one in self._at(body, number))
        below = (section for section, kinds in every if any(kind.startswith("byline (") for kind in kinds))
        return next(below, Section(first, 0, first))

    def by_paragraphs(self, body: Body, first: int) -> list[Section]:
        """A unit each: paragraphs that begin with its name and what it did in a short sentence."""
        found = dict[str | None, Section]()
        for number in range(first, len(body.paragraphs)):
            section = self._of_paragraph(body, number)
            if section:
                found.setdefault(section.byline.unit, section)
        return list(found.values())

    def _named(self, body: Body, sections: list[Section]) -> list[Section]:
        """The same where the headings of some are or lead to a unit's name: what stands there is the others', at a guess."""
        texts = [unnumbered(body.of(body.paragraphs[each.heading])) for each in sections]
        units = [
            None
            if unit and sum(text.startswith(unit) for text in texts) > 1
            else unit  # 开封市 of 开封市八中
            for unit in (each.byline.unit for each in sections)
        ]
        for line, least in ((0, _MOST_NAMED), (1, 1 / len(sections))):
            names = [self._name_at(body, each, line) for each in sections]
            named = [name == unit for name, unit in zip(names, units, strict=True) if unit]
            if all(names) and sum(named) >= least * len(sections):
                return [
                    each if unit else replace(each, byline=replace(each.byline, unit=name), inferred=True)
                    for each, name, unit in zip(sections, names, units, strict=True)
                ]
        return sections

    def _name_at(self, body: Body, section: Section, line: int) -> str | None:
        """What may be a name on one of the lines of a heading; nothing that is set off or numbered below the first one."""
        if section.heading + line >= section.first:
            return None
        text = body.of(body.paragraphs[section.heading + line])
        name = (text if line else unnumbered(text)).rstrip("：:")
        return None if _PUNCTUATED.search(name) or unnumbered(name) != name else name

    def _at(self, body: Body, number: int) -> Iterator[tuple[Section, list[str]]]:
        """What a line may head, with its kinds."""
        heading = self._read(body, number)
        below = number + len(heading.does)
        if not heading.does or below >= len(body.paragraphs):
            return
        section = Section(below, 0, number, heading.title, Byline(heading.unit, heading.speaker))
        marked = body.paragraphs[number].look != (0, False)
        is_unit = heading.title is not None and heading.title == heading.unit
        if is_prose(body, below) or marked:
            yield section, list(self._kinds(body, section, heading.does, number))
        elif (is_unit or heading.does[0] == "title") and self._is_aside(body, below):
            section = replace(section, first=below + 1)
            yield section, list(self._kinds(body, section, [*heading.does, "aside"], number))
        elif is_unit:
            yield section, list(self._kinds(body, section, heading.does, number))

    def _is_aside(self, body: Body, number: int) -> bool:
        """Whether a line is a short one above running text."""
        one = body.paragraphs[number]
        return (
            number + 1 < len(body.paragraphs)
            and one.end - one.start <= _LONGEST_ASIDE
            and is_prose(body, number + 1)
        )

    def _kinds(self, body: Body, section: Section, does: Sequence[str], number: int) -> Iterator[str]:
        paragraph, text = body.paragraphs[number], body.of(body.paragraphs[number])
        sign = text.removesuffix(unnumbered(text))
        if section.title and (is_title(text, 2) if paragraph.level else is_title(text)):
            if does[-1] != "aside":
                yield f"look {paragraph.look}"
            if sign:
                yield f"number {_NUMERAL.sub('1', sign.strip())}"
        if "published" in does:
            yield "published"
        if len(does) > 1 and section.title:
            yield f"lines below {paragraph.look}"
        if does[0] == "title" and "byline" in does:
            yield f"byline {paragraph.look}"
        elif does[0] == "titled" or (does[0] == "byline" and not section.byline.speaker):
            yield "unit"
        elif does[0] in ("byline", "person"):
            yield f"{does[0]} {'title' in does}"

    def _read(self, body: Body, number: int) -> _Heading:
        heading, at = _Heading(), number
        while at < len(body.paragraphs) and self._reads(heading, body, at):
            at += 1
        if heading.does == ["byline"] and unnumbered(body.of(body.paragraphs[number])) == heading.unit:
            heading.title = heading.unit
        if heading.does == ["title"] and heading.title and at < len(body.paragraphs):
            byline = self._subject(heading.title, body.of(body.paragraphs[at]))
            heading.unit, heading.speaker = byline.unit, byline.speaker
        return heading

    def _subject(self, title: str, below: str) -> Byline:
        """Whom a heading calls by name: what it begins with or is, where the text below it begins to tell of that."""
        below, words = re.sub(r"\W", "", below), re.sub(r"\W", "", title)
        whole = any(below.startswith(words[at:]) for at in range(max(len(words) - _SHORTEST_NAME, 1)))
        if whole and self._organisations.subject(words) == words:
            return Byline(title)
        if words[:2] in below[:_NEAR]:
            name = next((name for name, start in self._organisations.named(title) if not start), "")
            if name and name in below[: len(name) + _SHORTEST_NAME]:
                return Byline(name)
        first = title.split(maxsplit=1)[0]
        return Byline(None, first if self._people.name(first) and below.startswith(first) else None)

    def _reads(self, heading: _Heading, body: Body, number: int) -> bool:
        """Take one more line into a heading, if it is one of its lines."""
        paragraph = body.paragraphs[number]
        text = body.of(paragraph)
        words, begins = unnumbered(text), not heading.does
        if is_meta(text) or stands_alone(text) or is_credit(text):
            heading.does += [] if begins else ["published"]
            return not begins
        byline = self._byline(words) or (
            Byline(None, self._people.name(words)) if begins or heading.unit else None
        )
        if byline and byline != Byline():
            if not heading.takes(byline) or (not begins and words.endswith(("：", ":"))):
                return False
            person = begins and byline.unit is None
            heading.add("person" if person else "byline", byline, words.rstrip("：:") if person else None)
            return True
        if heading.title or not (is_title(text, 2 if paragraph.level else 5) or _SHORT_TITLE.fullmatch(text)):
            return False
        above = body.of(body.paragraphs[number - 1]) if number else ""
        title, named = self._titled(words, numbered=words != text or above.isdecimal())
        heading.add("titled" if named.unit and begins else "title", named, title)
        return True

    def _byline(self, text: str) -> Byline | None:
        name = text.rstrip("：:")
        if self._organisations.whole(name) or self._organisations.is_place(name):
            return Byline(name)
        return self._people.byline(text)

    def _titled(self, words: str, *, numbered: bool) -> tuple[str, Byline]:
        """市税务局：退税快一天; 退税快一天（市税务局）; a name in place of the title is the speaker's."""
        for found in filter(None, (pattern.fullmatch(words) for pattern in (_TITLED, _LED, _SIGNED))):
            name = found["name"]
            is_unit = bool(_PLACE.fullmatch(name)) or self._organisations.names(name)
            byline = Byline(name) if is_unit else self._people.speaking(name)
            if byline and byline.unit and (is_unit or byline.speaker):
                speaker = self._people.name(found["title"])
                whole = speaker or (found.re is _TITLED and is_unit and not numbered)
                return (words if whole else found["title"]), replace(
                    byline, speaker=speaker or byline.speaker
                )
        return words, Byline()

    def _of_paragraph(self, body: Body, number: int) -> Section | None:
        text = unnumbered(body.of(body.paragraphs[number]))
        sentence = text.split("。")[0]
        name, start = min(self._organisations.named(sentence), key=lambda one: one[1], default=("", 0))
        rest = sentence[start + len(name) :]
        if not name or not _LEADS_IN.fullmatch(sentence[:start]) or _REPORTS.match(rest):
            return None
        if any(not label.start for label in self._people.labels(sentence)):  # who speaks
            return None
        heads = not start and len(sentence) <= _SHORT_SENTENCE and len(text) >= len(sentence) + PROSE
        if not heads and not self._organisations.acts(sentence, start + len(name)):
            return None
        title = rest.lstrip("：: ") if heads else None
        return Section(number, (number + 1) * heads, number, title or None, Byline(name))


def _may_be(kind: str, sections: Sequence[Section]) -> bool:
    """Whether lines of a kind may begin speeches: each unit its own, more than two persons."""
    if kind == "unit":
        return distinct(list(sections))
    return kind != "person False" or len({one.byline.speaker for one in sections}) >= _FEWEST_NAMES
