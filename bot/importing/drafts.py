"""Findings -> draft speeches: units, themes, file names, headings, anchors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from bot.importing.heading import heading_of
from bot.model import Passage, Source, Speech, Unit

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence
    from datetime import date

    from bot.importing.found import Findings, Part, Told
    from bot.model import Theme

NO_UNIT = "（请填单位）"
_NOTE_TITLE = "编者按"
_LONGEST_SLUG = 40
_PLACE = re.compile(
    r"^[省市县区](?![委直])(?=.{2})|^(?:.{2,4}?(?:自治区|省))?(?:.{2,4}?(?:自治州|市|地区|盟))?(?:.{1,3}?(?:自治县|县|区|旗))?(?=.{2})"
)
_SHORTEST_FORM = 2


@dataclass(frozen=True)
class Draft:
    """A speech to check; `known` names the file that already holds its text."""

    speech: Speech
    is_new_unit: bool
    known: str | None = None


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
        self._themes = themes
        self._known = {sign: name for name, speech in existing.items() if speech for sign in _signs(speech)}
        self._taken = {name.rpartition("/")[2].removesuffix(".md") for name in existing}

    def of(self, findings: Findings) -> tuple[Draft, ...]:
        """The drafts of a page, the editor's note first."""
        return tuple(self._drafts(findings))

    def _drafts(self, findings: Findings) -> Iterator[Draft]:
        source = Source(findings.title or findings.source, findings.publisher, findings.url)
        if findings.editor_note:
            unit = self._unit(findings.publisher)
            yield self._draft(unit, findings.date, source, _NOTE_TITLE, None, _Note(findings.editor_note))
        for told in findings.told:
            unit = self._unit(told.unit)
            title = told.title or f"{unit.name}的发言"
            yield self._draft(unit, findings.date, source, title, told.speaker, told)

    def _draft(
        self,
        unit: Unit,
        day: date | None,
        source: Source,
        title: str,
        speaker: str | None,
        told: Told | _Note,
    ) -> Draft:
        is_new = unit not in self._units.values()
        slug = self._slug(unit, day)
        passages = (
            (Passage(slug, "note", title, told.text, None),)
            if isinstance(told, _Note)
            else tuple(self._passages(slug, title, told.parts, unit))
        )
        speech = Speech(slug, title, unit, speaker, day, source, passages, is_note=isinstance(told, _Note))
        known = next((self._known[sign] for sign in _signs(speech) if sign in self._known), None)
        if known is None:
            self._taken.add(slug)
            self._known |= dict.fromkeys(_signs(speech), f"{slug}.md")
        return Draft(speech, is_new, known)

    def _unit(self, name: str | None) -> Unit:
        if name is None:
            return self._units.get(NO_UNIT) or Unit("wei-tian", NO_UNIT)
        return self._units.get(name) or Unit(self._unit_slug(name), name, ())

    def _unit_slug(self, name: str) -> str:
        slug = (
            re.sub("[^a-z0-9]", "", "".join(lazy_pinyin(short_form(name))).lower())[:_LONGEST_SLUG]
            or "danwei"
        )
        others = {unit.slug for unit in self._units.values()}
        return next(candidate for candidate in _numbered(slug) if candidate not in others)

    def _slug(self, unit: Unit, day: date | None) -> str:
        stem = f"{unit.slug}-{day:%Y%m%d}" if day else unit.slug
        return next(candidate for candidate in _numbered(stem) if candidate not in self._taken)

    def _passages(self, slug: str, title: str, parts: Sequence[Part], unit: Unit) -> Iterator[Passage]:
        number = aside = 0
        names = (*unit.names, short_form(unit.name))
        for part in parts:
            if part.is_practice:
                number += 1
                heading = heading_of(part.text, part.starts, names)
                yield Passage(slug, f"p{number}", heading, part.text, number, self._themes_of(part.text))
            elif not number and not aside:
                yield Passage(slug, "opening", title, part.text, 0)
                aside = 1
            else:
                yield Passage(
                    slug,
                    "aside" if aside < 2 else f"aside-{aside}",
                    heading_of(part.text, 0, ()),
                    part.text,
                    0,
                )  # noqa: PLR2004
                aside += 1

    def _themes_of(self, text: str) -> tuple[str, ...]:
        return tuple(theme.name for theme in self._themes if any(word in text for word in theme.words))


@dataclass(frozen=True)
class _Note:
    text: str


def short_form(name: str) -> str:
    """A unit's name without the places it begins with: 方志办 for 市方志办."""
    short = _PLACE.sub("", name, count=1)
    return short if len(short) >= _SHORTEST_FORM else name


def _signs(speech: Speech) -> tuple[Hashable, ...]:
    """By either of these a speech is known again: its words, or who published it when under what title."""
    return "".join(speech.text.split()), (speech.title, speech.unit.name, speech.date, speech.source.title)


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}-{number}"
        number += 1
