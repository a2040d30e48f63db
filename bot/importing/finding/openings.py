"""Where speeches may begin: lines that may head one, by whom they name and what kind of line they are."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from itertools import groupby, takewhile
from typing import TYPE_CHECKING

from bot.importing.finding.boilerplate import is_credit, is_meta
from bot.importing.finding.dates import stands_alone
from bot.importing.finding.numbering import numbering, unnumbered
from bot.importing.finding.paragraphs import ROW
from bot.importing.finding.people import Byline
from bot.importing.finding.section import Section
from bot.importing.finding.title import TAG, is_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bot.importing.finding.body import Body, Paragraph
    from bot.importing.finding.contents import Contents
    from bot.importing.finding.organisations import Organisations
    from bot.importing.finding.people import People

_TITLED = re.compile(r"(?P<name>[^：:—–\s]+)(?:[：:\s]|——)\s*(?P<title>\S.*)", re.DOTALL)
_SIGNED = re.compile(r"(?P<title>.{4,}?)\s*(?:[—–]+|[|｜]|[（(])\s*(?P<name>[^—–|｜（()）]{3,30})[）)]?")
_SENT_IN = re.compile("[（(【].*(?:供稿|报送)[）)】]")
_PLACE = re.compile("[\u4e00-\u9fff]{2,12}(?:省|市|区|县|镇|乡|村|州|自治区|街道)")
_LEVEL = re.compile("(?:街道|[镇乡县市州旗]|(?<![社小])区)$")
_WHEN = re.compile("^(?:[^，,。]{0,12}[，,]|在)")  # 近日，在
_FEWEST = 3  # paragraphs that a unit each is told by
_GREETING = 2  # paragraphs in which somebody says who they are
_SHORT_LINE, _PROSE, _SHORT_SENTENCE = 12, 40, 70  # characters


@dataclass
class _Heading:
    """The lines above a text: what each does, and what they say together; `line` is that of the title."""

    title: str | None = None
    line: str | None = None
    unit: str | None = None
    speaker: str | None = None
    does: list[str] = field(default_factory=list)

    def names(self, byline: Byline, *, is_addressed: bool) -> bool:
        """Take whom a line names into it, if it may name them; below a title an addressee is nobody who tells."""
        if self.title and is_addressed and not byline.speaker:
            self.does.append("published")
            return True
        unit = _lower(self.unit, byline.unit) if self.unit and byline.unit else byline.unit or self.unit
        if (self.unit and not unit) or (byline.speaker and self.speaker):
            return False
        self.does.append("byline")
        self.unit, self.speaker = unit, self.speaker or byline.speaker
        return True

    def section(self, number: int) -> Section:
        """What stands below, where the heading begins with this paragraph."""
        return Section(number + len(self.does), 0, number, self.title, Byline(self.unit, self.speaker))


class Openings:
    """Finds where speeches may begin."""

    def __init__(self, people: People, organisations: Organisations) -> None:
        self._people = people
        self._organisations = organisations

    def by_kind(self, body: Body, first: int) -> list[list[Section]]:
        """The speeches under the lines of each kind; a line inside the heading of another begins none."""
        groups, below_titles = defaultdict[str, list[Section]](list), set[int]()
        for number in range(first, len(body.paragraphs) - 1):
            heading = self._read(body, number)
            if heading.does[:1] == ["title"] and "byline" in heading.does:
                below_titles |= {*range(number + 1, number + len(heading.does))}
            section = self._introduced(body, heading.section(number))
            marked = body.paragraphs[number].look != (0, False)
            below = section.first + bool(section.byline.unit)  # 案例背景 may stand between
            prose = any(
                _is_prose(body, one) for one in range(section.first, min(below + 1, len(body.paragraphs)))
            )
            if not heading.does or not (marked or prose):
                continue
            for kind in self._kinds(body, section, heading.does):
                if not groups[kind] or number >= groups[kind][-1].first:
                    groups[kind].append(section)
        return [
            self._completed(body, sections)
            for kind, sections in groups.items()
            if kind != "unit" or len({one.byline.unit for one in sections}) == len(sections) > 1
            if not _most(one.heading in below_titles for one in sections)
            if kind != "labelled" or not _most(one.heading in body.fields for one in sections)
        ]

    def _completed(self, body: Body, sections: Sequence[Section]) -> list[Section]:
        """Where most titles have a name right below, the lines of that look below the others are names as well."""
        named = [one for one in sections if one.byline.unit and one.first == one.heading + 2]
        looks = {body.paragraphs[one.heading + 1].look for one in named if 2 * len(named) > len(sections)}
        completed = list(sections)
        for at, one in enumerate(sections):
            below, text = body.paragraphs[one.first], body.of(body.paragraphs[one.first])
            is_line = below.look in looks and not re.search("[，。…]", text) and len(text) <= _PROSE
            names = text.strip("—-（()） ").split(maxsplit=1) if is_line else []
            if names and one.byline == Byline():
                byline = Byline(names[0], "".join(names[1:]).replace(" ", "") or None)
                completed[at] = replace(one, first=one.first + 1, byline=byline)
        return completed

    def single(self, body: Body, first: int) -> Section:
        """The text as one speech: below its byline, if it begins with one or has one under a title."""
        headings = [(number, self._read(body, number)) for number in range(first, len(body.paragraphs))]
        heading = headings[0][1]
        lines = len([*takewhile(("byline", "published").__contains__, heading.does)])
        if lines and heading.unit and body.of(body.paragraphs[first])[-1] not in "：:":  # whom a report is to
            return Section(first + lines, 0, first, None, Byline(heading.unit, heading.speaker))
        titled = (one.section(n) for n, one in headings if one.does[:1] == ["title"] and "byline" in one.does)
        return next(titled, Section(first, 0, first))

    def holds_others(self, body: Body, section: Section) -> bool:
        """Whether a line inside a speech names somebody else who tells."""
        headings = ((number, self._read(body, number)) for number in range(section.first, section.last))
        return any(
            "。" in "".join(map(body.of, body.paragraphs[number + len(one.does) : section.last]))
            for number, one in headings
            if one.unit not in (None, section.byline.unit) and one.does[0] in ("byline", "titled")
        )

    def by_paragraphs(self, body: Body, first: int) -> list[Section]:
        """A unit each: paragraphs that begin with its name, after a day at most; a short sentence of what it did is a title."""
        found = dict[str, Section]()
        for number in range(first, len(body.paragraphs)):
            text = unnumbered(body.of(body.paragraphs[number]))
            sentence, stop, _ = text.partition("。")
            begins = sentence[:_PROSE] if stop else ""
            name = self._begins(begins) or self._begins(_WHEN.sub("", begins, count=1))
            does = sentence.partition(name)[2] if name else "的"
            if name and not does.startswith("的"):
                short = len(sentence) <= _SHORT_SENTENCE and len(text) >= len(sentence) + _PROSE
                title = does.lstrip("：: ") if short else ""
                found.setdefault(name, Section(number, number + 1, number, title or None, Byline(name)))
        return list(found.values()) if len(found) >= _FEWEST else []

    def by_rows(self, body: Body, first: int) -> list[Section]:
        """A unit each: rows of a table of which most have a name in one place, and so what stands there in the others is one."""
        numbers = range(first, len(body.paragraphs))
        grouped = [list(cells) for row, cells in groupby(numbers, lambda n: body.paragraphs[n].row) if row]
        rows = [row for row in grouped if _tells(body, row)]
        texts = [[body.of(body.paragraphs[number]) for number in row] for row in rows]
        names = [[at for at, text in enumerate(row) if self._organisations.is_name(text)] for row in texts]
        (at, times), *_ = [*Counter(places[-1] for places in names if places).most_common(1), (0, 0)]
        if 2 * times <= len(rows):
            return []
        found = list[Section]()
        titles = [len(text) > at + 2 and is_title(text[at + 1], 4) for text in texts]  # a title and a text
        for row, text in zip(rows, texts, strict=True):
            goes_on = found and not re.search("[\u4e00-\u9fff]{2}", text[at])
            if goes_on:  # the name is merged with the one above
                found[-1] = replace(found[-1], last=row[-1] + 1)
            elif len(row) > at + 1:
                told = any(body.paragraphs[number].item == ROW for number in row)
                titled = not told and len(row) > at + 2 and 2 * sum(titles) > len(rows)
                title = text[at + 1] if titled else None
                found.append(Section(row[at + 1 + titled], row[-1] + 1, row[at], title, Byline(text[at])))
        return found

    def by_signatures(self, body: Body, first: int) -> list[Section]:
        """A unit each that signs below what it sent in: （市教育局供稿）."""
        texts = [body.of(one) for one in body.paragraphs]
        rest = body.text[body.paragraphs[-1].end :].split("\n")  # of the last one it is taken off
        found, begins = list[Section](), first
        for number, text in enumerate((*texts, *rest)):
            unit = self._people.signer(text) if number >= first and _SENT_IN.fullmatch(text) else None
            if unit:
                titled = begins + 1 < min(number, len(texts)) and is_title(texts[begins])
                title = texts[begins] if titled else None
                found.append(Section(begins + titled, min(number, len(texts)), begins, title, Byline(unit)))
                begins = number + 1
        return found if begins >= len(texts) else []

    def by_contents(self, body: Body, first: int, contents: Contents) -> list[Section]:
        """One under each line that the table of contents lists, and what numbers it above."""
        found = list[Section]()
        for number in range(first, len(body.paragraphs) - 1):
            text = body.of(body.paragraphs[number])
            begins = "。" not in text and (not found or number >= found[-1].first) and contents.lists(text)
            heading = self._read(body, number) if begins else _Heading()
            if heading.does:
                above = self._read(body, number - 1) if number > first else heading
                lists_who = above.does[:1] == ["title"] and len(above.does) > len(heading.does)
                if lists_who:
                    found.append(above.section(number - 1))
                    continue
                counted = number > first and not unnumbered(body.of(body.paragraphs[number - 1]))
                found.append(replace(heading.section(number), heading=number - counted))
        return found

    def _begins(self, text: str) -> str | None:
        """The name that a text begins with."""
        return next((name for name, start in self._organisations.named(text) if not start), None)

    def _kinds(self, body: Body, section: Section, does: Sequence[str]) -> Iterator[str]:
        paragraph = body.paragraphs[section.heading]
        look, text = paragraph.look, body.of(paragraph)
        if section.title and is_title(text, 2 if paragraph.level else 5):
            yield f"look {look} {numbering(text)}"
        if any(number in body.fields for number in range(section.heading, section.first)):
            yield "labelled"
        if len(body.fields.get(section.heading, ("", ()))[1]) > 1:
            yield "field"
            return
        if section.byline.unit and section.byline.speaker:
            yield "who for whom"
        if does[0] == "title" and "byline" in does:
            yield f"byline {look}"
        elif does[0] == "titled" or (does[0] == "byline" and not section.byline.speaker):
            yield "unit"
        elif does[0] == "byline":
            yield f"speaker {'title' in does}"

    def _introduced(self, body: Body, section: Section) -> Section:
        """The same with who says at its beginning that they speak, where its heading names the unit and nobody."""
        if section.byline.speaker or not section.byline.unit:
            return section
        begins = (body.of(one) for one in body.paragraphs[section.first : section.first + _GREETING])
        speaker = self._people.introduced("\n".join(begins)).speaker
        return replace(section, byline=replace(section.byline, speaker=speaker))

    def _read(self, body: Body, number: int) -> _Heading:
        heading, at = _Heading(), number
        while at < len(body.paragraphs) - 1 and self._reads(heading, body, at):
            at += 1
        if heading.does == ["byline"] and heading.unit:  # a line that names the unit, and who speaks at most
            words = re.sub(r"^\W+", "", unnumbered(body.of(body.paragraphs[number])))
            titles = words.startswith(heading.unit) and words[-1] not in "：:"
            heading.title = heading.unit if titles and not body.paragraphs[number].row else None
        return heading

    def _reads(self, heading: _Heading, body: Body, number: int) -> bool:
        """Take one more line into a heading, if it is one of its lines."""
        paragraph, field = body.paragraphs[number], body.fields.get(number)
        text, told = body.of(paragraph), self._labelled(*field) if field else None
        field = field if field and (told or len(field[1]) > 1) else None
        words, begins = field[0] if field else unnumbered(text), not heading.does
        if is_meta(text) or stands_alone(text) or is_credit(text):
            heading.does += [] if begins else ["published"]
            return not begins
        byline = self._byline(words, body.paragraphs[number + 1 : number + 3], body)
        byline = byline or told
        if byline and byline != Byline():
            if field and byline.speaker and heading.unit and not heading.speaker:
                byline = Byline(None, byline.speaker)  # 发言人：第二党支部书记 李清, below 单位：
            return heading.names(byline, is_addressed=words.endswith(("：", ":")))
        if heading.does[-1:] == ["title"] and words.startswith("——") and "。" not in words:
            heading.title = f"{heading.title}{words}"
            heading.does.append("title")
            return True
        is_point = not begins and numbering(text)  # of what the unit tells
        if heading.title or paragraph.item == ROW or is_point or not is_title(text, 2):
            return False
        counted = words != text and "案例" not in numbering(text)  # 案例一 counts titles
        counted = counted or (number > 0 and body.of(body.paragraphs[number - 1]).isdecimal())
        heading.title, told = self._titled(TAG.sub("", words), numbered=counted)
        heading.line = words
        heading.does.append("titled" if told.unit and begins else "title")
        heading.unit, heading.speaker = heading.unit or told.unit, heading.speaker or told.speaker
        return True

    def _labelled(self, words: str, beside: Sequence[str]) -> Byline | None:
        """Whom the words behind a label name, by what most of those behind the same label are."""
        if _most(map(self._organisations.is_name, beside)):
            return Byline(self._people.without_aside(words))
        are_names = _most(bool(self._people.name(one)) for one in beside)
        return Byline(None, self._people.name(words) or words) if are_names else None

    def _byline(self, text: str, below: Sequence[Paragraph], body: Body) -> Byline | None:
        name = re.sub(r"^[^\w“《]+|[^\w”》]+$", "", text)  # “智慧茶园” is what something is called
        again = any(body.of(one).startswith(name) for one in below) and self._organisations.ends_as_name(name)
        if again or self._organisations.is_name(name):
            return Byline(name)
        return self._people.byline(text)

    def _titled(self, words: str, *, numbered: bool) -> tuple[str | None, Byline]:
        """市税务局：退税快一天; 石桥村——退税快一天, all of which is its title; 退税快一天（市税务局 李清）; 地区：石桥村."""
        for found in filter(None, (pattern.fullmatch(words) for pattern in (_TITLED, _SIGNED))):
            name = found["name"]
            is_name = _PLACE.fullmatch(name) or self._organisations.is_name(name)
            byline = Byline(name) if is_name else self._people.byline(name)
            if byline and byline.unit:
                whole = found.re is _TITLED and ("——" in words or not (numbered or byline.speaker))
                return words if whole else found["title"], byline
        return words, Byline()


def _most(values: Iterable[bool]) -> bool:
    """Whether more than half of them are true."""
    every = list(values)
    return 2 * sum(every) > len(every)


def _lower(unit: str, below: str) -> str | None:
    """Of two names one below the other the fuller form, or the one that belongs to the other: 某社区, 某区某街道."""
    if unit in below:
        return below
    levels = [bool(_LEVEL.search(name)) for name in (unit, below)]
    return None if levels[0] == levels[1] else below if levels[0] else unit


def _tells(body: Body, row: Sequence[int]) -> bool:
    """Whether a row tells something, be it in a few words."""
    cells = [body.paragraphs[number] for number in row]
    return len(cells) > 1 and any(one.end - one.start > _SHORT_LINE for one in cells)


def _is_prose(body: Body, number: int) -> bool:
    """Whether a paragraph is running text."""
    text = body.of(body.paragraphs[number])
    if "。" in text or len(text) > _PROSE:
        return True
    return len(text) > _SHORT_LINE and not is_title(text)
