"""A corpus as pages list it: by unit, by theme, the newest first."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from bot.readings import load_readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Corpus, Passage, Source, Speech, Theme, Unit


_SOURCES = 5000
"""Of the newest speeches those are looked at for pages that they were taken from, of which a few are shown."""


class Catalogue:
    """The lists of one corpus, each made when it is first shown and kept as long as the corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus

    @property
    def speeches(self) -> Sequence[Speech]:
        """Every speech, the newest first; those without a date at the end."""
        return self.corpus.newest

    @property
    def units(self) -> Sequence[Unit]:
        """The units that tell of themselves, in the order of units.toml."""
        return self.corpus.telling

    @cached_property
    def units_by_letter(self) -> list[tuple[str, list[Unit]]]:
        """Units in the order of their names' readings, under the first letter.

        Nearly every name begins with 市 or 市委: letters tell units apart only behind it.
        """
        groups = defaultdict[str, list[tuple[list[str], "Unit"]]](list)
        for unit in self.units:
            name = unit.name.removeprefix("市委").removeprefix("市") or unit.name
            reading = [*load_readings().of(name)]
            groups[reading[0][:1].upper()].append((reading, unit))
        return [
            (letter, [unit for _, unit in sorted(group, key=lambda pair: pair[0])])
            for letter, group in sorted(groups.items())
        ]

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """Themes with a practice, in the order of themes.toml."""
        return tuple(theme for theme in self.corpus.themes if self.corpus.of_theme(theme.name))

    @property
    def is_corrected(self) -> bool:
        """Whether editors have put anything in the place of a speaker's slip."""
        return self.corpus.is_corrected

    @cached_property
    def sources(self) -> list[Source]:
        """Published pages that speeches were taken from, the newest first."""
        return list(dict.fromkeys(speech.source for speech in self.speeches[:_SOURCES]))

    def unit(self, slug: str) -> Unit | None:
        """The unit of that slug, if it has a speech, be it a note of editors."""
        unit = self.corpus.unit(slug)
        return unit if unit and self.corpus.speeches_of(unit) else None

    def theme(self, slug: str) -> Theme | None:
        """The theme of that slug, with or without practices."""
        return next((theme for theme in self.corpus.themes if theme.slug == slug), None)

    def theme_named(self, name: str) -> Theme | None:
        """The theme of that name."""
        return next((theme for theme in self.corpus.themes if theme.name == name), None)

    def speeches_of(self, unit: Unit) -> Sequence[Speech]:
        """A unit's speeches, the newest first."""
        return self.corpus.speeches_of(unit)

    def practices_of(self, theme: Theme) -> Sequence[Passage]:
        """A theme's practices, those of the newest speeches first."""
        return self.corpus.newest_of_theme(theme.name)

    def like(self, passage: Passage) -> list[Passage]:
        """Practices of other units on the same themes, those that share most themes first."""
        unit = self.corpus.speech_of(passage).unit
        shared = defaultdict[str, int](int)
        for name in passage.themes:
            for other in self.corpus.newest_of_theme(name)[:100]:
                if self.corpus.speech_of(other).unit != unit:
                    shared[other.id] += 1
        ranked = sorted(shared, key=lambda known: -shared[known])
        return [found for known in ranked if (found := self.corpus.passage(known))]

    def unit_in(self, slug: str) -> Unit | None:
        """The unit whose slug a speech's slug begins with, for addresses that lead nowhere any more."""
        fitting = [unit for unit in self.units if slug.startswith(unit.slug)]
        return max(fitting, key=lambda unit: len(unit.slug), default=None)
