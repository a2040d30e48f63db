"""Findings -> draft speeches: units, themes, file names, headings, anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import TYPE_CHECKING

from bot.importing.drafting.telling import Telling
from bot.importing.finding.found import Part, Told
from bot.importing.finding.heading import heading_of
from bot.importing.reading.page import RECOGNISED
from bot.model import Guess, Passage, Role, Source, Speech, Unit
from bot.readings import load_readings, toneless

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.importing.finding.found import Evidence, Findings
    from bot.model import Theme

NO_UNIT = "（请填单位）"
_NOTE_TITLE = "编者按"
_LONGEST_SLUG = 40
_PLACE = re.compile(
    r"^[省市县区](?![委直])(?=.{2})|^(?![省市县区])(?:.{2,4}?(?:自治区|省)(?!委))?(?:.{2,4}?(?:自治州|市|地区|盟)(?!委))?"
    r"(?:.{1,3}?(?:自治县|县|区|旗)(?!委))?(?=.{2})"
)
_SHORTEST_FORM = 2


@dataclass(frozen=True)
class Draft:
    """A speech to check; `known` names the file that already holds its text, `evidence` is as found."""

    speech: Speech
    is_new_unit: bool
    known: str | None = None
    evidence: Mapping[str, Evidence] = field(default_factory=dict)


class Drafting:
    """Makes drafts.

    Args:
        units: those of the corpus.
        themes: those of the corpus; a theme is proposed where one of its words stands in a practice.
        existing: every speech and draft there is, by file name; None where a file cannot be read.
    """

    def __init__(
        self, units: Sequence[Unit], themes: Sequence[Theme], existing: Mapping[str, Speech | None]
    ) -> None:
        self._units = {name: unit for unit in units for name in unit.names}
        self._new: dict[str, Unit] = {}
        self._themes = themes
        self._telling = Telling()
        self._known = {sign: name for name, speech in existing.items() if speech for sign in _signs(speech)}
        self._taken = {name.rpartition("/")[2].removesuffix(".md") for name in existing}
        self._files = {speech.source.file for speech in existing.values() if speech}

    def of(self, findings: Findings) -> tuple[Draft, ...]:
        """The drafts of a page, the editor's note first; all that are new name the same file as their source."""
        note = findings.editor_note
        notes = (Told(_NOTE_TITLE, findings.publisher, None, (Part(note),)),) if note else ()
        drafts = [self._draft(findings, told, is_note=True) for told in notes]
        drafts += [self._draft(findings, told) for told in findings.told]
        file = self._file(drafts)
        return tuple(replace(draft, speech=_taken_from(draft.speech, file)) for draft in drafts)

    def _file(self, drafts: Sequence[Draft]) -> str | None:
        """Named after the first speech that is new."""
        stem = next((draft.speech.slug for draft in drafts if draft.known is None), None)
        if stem is None:
            return None
        file = next(name for name in (f"{slug}.txt" for slug in numbered(stem)) if name not in self._files)
        self._files.add(file)
        return file

    def _draft(self, findings: Findings, told: Told, *, is_note: bool = False) -> Draft:
        unit = self._unit(told.unit)
        slug, title = address_of(unit, findings.date, self._taken), told.title or untitled(unit)
        speech = Speech(
            slug,
            title,
            unit,
            told.speaker,
            findings.date,
            Source(findings.title or findings.source, findings.publisher, findings.url),
            _note(slug, title, told) if is_note else tuple(self._passages(slug, title, told, unit)),
            guesses=_guesses(findings, told),
        )
        known = next((self._known[sign] for sign in _signs(speech) if sign in self._known), None)
        if known is None:
            self._taken.add(slug)
            self._known |= dict.fromkeys(_signs(speech), f"{slug}.md")
        return Draft(speech, unit not in self._units.values(), known, told.evidence)

    def _unit(self, name: str | None) -> Unit:
        if name is None:
            return Unit("wei-tian", NO_UNIT)
        known = self._units.get(name) or self._new.get(name)
        if known is None:
            known = self._new[name] = Unit(
                slug_of(name, {unit.slug for unit in (*self._units.values(), *self._new.values())}), name
            )
        return known

    def _passages(self, slug: str, title: str, told: Told, unit: Unit) -> Iterator[Passage]:
        """Practices as p1, p2…, what stands before them as the opening, what stands elsewhere as asides."""
        practices, asides = count(1), numbered("aside")
        names = (*unit.names, short_form(unit.name))
        texts = [part.text for part in told.parts if part.is_practice]
        for place, part in enumerate(told.parts):
            if part.is_practice:
                number, heading = next(practices), heading_of(part.text, part.starts, names)
                themes = self._themes_of(part.text)
                others = texts[: number - 1] + texts[number:]
                plain = self._telling.plain(part.text, others)
                yield Passage(
                    slug, f"p{number}", heading, part.text, Role.PRACTICE, number, themes, plain=plain
                )
            elif place == 0:
                yield Passage(slug, "opening", title, part.text, Role.OPENING)
            else:
                yield Passage(slug, next(asides), heading_of(part.text, 0, ()), part.text, Role.ASIDE)

    def _themes_of(self, text: str) -> tuple[str, ...]:
        return tuple(theme.name for theme in self._themes if any(word in text for word in theme.words))


def _guesses(findings: Findings, told: Told) -> dict[str, Guess]:
    """What of a speech is a guess; where there is nothing at all, nothing is guessed."""
    date = {"date": findings.evidence["date"]} if "date" in findings.evidence else {}
    found = {"title": told.title, "unit": told.unit, "speaker": told.speaker, "date": findings.date}
    guesses = {
        name: Guess(one.sentence, one.alternatives)
        for name, one in (*told.evidence.items(), *date.items())
        if not one.sure and (found.get(name, True) or one.alternatives)
    }
    return guesses | ({"text": Guess()} if RECOGNISED in findings.warnings else {})


def untitled(unit: Unit) -> str:
    """What a speech is called that has no title."""
    return f"{unit.name}的发言"


def address_of(unit: Unit, day: date | None, taken: Collection[str]) -> str:
    """The slug of a speech: its unit's and its day, numbered where another has that."""
    stem = f"{unit.slug}-{day:%Y%m%d}" if day else unit.slug
    return next(slug for slug in numbered(stem) if slug not in taken)


def slug_of(name: str, taken: Collection[str]) -> str:
    """The sound of a unit's short name, where that is taken of its whole name, where that is taken with a number."""
    short, whole = _sound(short_form(name)), _sound(name)
    return next(slug for slug in chain([short], numbered(whole)) if slug not in taken)


def _sound(name: str) -> str:
    letters = "".join(map(toneless, load_readings().of(name))).lower()
    return re.sub("[^a-z0-9]", "", letters)[:_LONGEST_SLUG] or "danwei"


def _note(slug: str, title: str, told: Told) -> tuple[Passage, ...]:
    return tuple(Passage(slug, "note", title, part.text, Role.NOTE) for part in told.parts)


def short_form(name: str) -> str:
    """A unit's name without the places it begins with: 水务局 for 市水务局."""
    short = _PLACE.sub("", name, count=1)
    return short if len(short) >= _SHORTEST_FORM else name


def _taken_from(speech: Speech, file: str | None) -> Speech:
    return replace(speech, source=replace(speech.source, file=file))


def _signs(speech: Speech) -> tuple[Hashable, ...]:
    """By either of these a speech is known again: its words, or who published it when under what title."""
    return words_of(speech), (speech.title, speech.unit.name, speech.date, speech.source.title)


def words_of(speech: Speech) -> str:
    """The text as it was spoken, without its spaces and lines, by which a speech is known again."""
    return "".join(speech.uncorrected(speech.text).split())


def numbered(stem: str) -> Iterator[str]:
    """Stem, stem-2, stem-3…"""
    yield stem
    yield from (f"{stem}-{number}" for number in count(2))
