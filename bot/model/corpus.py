"""What the bot knows: units tell in speeches what they did; an editor keeps them and says how people ask."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from bot.model.calibration import Calibration

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from bot.model.passage import Passage
    from bot.model.speech import Speech
    from bot.model.unit import Unit


@dataclass(frozen=True)
class Theme:
    """A subject to browse by; `words` let the importer propose it for a practice."""

    slug: str
    name: str
    about: str
    words: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by; a theme has one."""
        return (self.name,)


@dataclass(frozen=True)
class Synonym:
    """One direction: who says `says` may mean `means`, words of the corpus; `why` is for editors.

    Attributes:
        general: whether it was written for any city's corpus; of its words those count that speeches have.
    """

    says: tuple[str, ...]
    means: tuple[str, ...]
    why: str
    general: bool = False


@dataclass(frozen=True)
class Keyword:
    """A fixed reply to fixed words, as the platform's own keyword replies were; a text, or a practice.

    Attributes:
        says: what the person sends; whole messages, or with `prefix` beginnings of them.
        text: what is sent; empty where a practice is.
        link: an address below the text.
        practice: id of the passage that is quoted.
    """

    says: tuple[str, ...]
    text: str = ""
    link: str | None = None
    practice: str | None = None
    prefix: bool = False


@dataclass(frozen=True)
class Wanted:
    """What residents ask and no speech tells.

    Attributes:
        unit: that could tell, by whatever name it goes; it need not be known.
        says: how it was asked.
    """

    unit: str
    says: tuple[str, ...]


@dataclass(frozen=True)
class City:
    """Whose knowledge it is: the names that stand in texts and on pages.

    Attributes:
        account: of the official account.
        city: as people say it (桂林).
        campaign: what the speeches are about (乡村振兴).
        nicknames: what else people call the three.
    """

    account: str = "做法问答"
    city: str = ""
    campaign: str = ""
    nicknames: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all three; every speech is about them, so that they tell nothing of what a question asks."""
        own = self.city.removesuffix("市")
        cities = (own, f"{own}市") if own else ()
        return tuple(filter(None, (*cities, self.campaign, self.account)))


@dataclass(frozen=True)
class Corpus:
    """Everything the bot knows: one immutable state of knowledge/.

    Attributes:
        wording: texts for people by name, templates with Chinese placeholders.
        phrases: what people type to ask for something other than a practice (帮助, 谢谢…), by intent.
        calibration_with_meaning: the same for whoever has a second opinion on meaning; None where there is none yet.
        version: hash of all content.
        keywords: what is answered by fixed words.
        wanted: what there should be speeches of; nothing is answered by it.
        withheld: ids of passages that were taken back, by every name they had: none of them is among the speeches.
    """

    speeches: Sequence[Speech] = ()
    units: tuple[Unit, ...] = ()
    themes: tuple[Theme, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)
    calibration_with_meaning: Calibration | None = None
    version: str = ""
    city: City = field(default_factory=City)
    keywords: tuple[Keyword, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    withheld: frozenset[str] = frozenset()

    def without(self, withheld: Collection[str]) -> Corpus:
        """The corpus less the passages that have these ids, or had them once; speeches of which nothing is left go too."""
        gone = {p.id: self.names_of(p) for p in self.passages if withheld}
        gone = {passage: names for passage, names in gone.items() if not names.isdisjoint(withheld)}
        if not gone:
            return self
        left = (replace(s, passages=tuple(p for p in s.passages if p.id not in gone)) for s in self.speeches)
        names = self.withheld.union(*gone.values())
        return replace(self, speeches=tuple(s for s in left if s.passages), withheld=names)

    def withheld_of(self, slug: str) -> set[str]:
        """Anchors of the passages of a speech that are withheld."""
        parts = (name.partition("#") for name in self.withheld)
        return {anchor for speech, _, anchor in parts if speech == slug}

    def names_of(self, passage: Passage) -> frozenset[str]:
        """Ids by which a passage of this corpus is known, those it had before among them."""
        speech = self.speech_of(passage)
        anchors = (passage.anchor, *(old for old, new in speech.moved.items() if new == passage.anchor))
        return frozenset(f"{slug}#{a}" for slug in (speech.slug, *speech.formerly) for a in anchors)

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """All passages in reading order."""
        return tuple(passage for speech in self.speeches for passage in speech.passages)

    @cached_property
    def unit_numbers(self) -> Mapping[Unit, int]:
        """The units that tell anything, numbered in the order of their first speeches."""
        return {unit: n for n, unit in enumerate(dict.fromkeys(speech.unit for speech in self.speeches))}

    @cached_property
    def newest(self) -> Sequence[Speech]:
        """All speeches, the newest first; those without a date at the end."""
        by_slug = sorted(self.speeches, key=lambda speech: speech.slug)
        return tuple(sorted(by_slug, key=lambda speech: speech.date or date.min, reverse=True))

    @cached_property
    def spoken_for(self) -> Mapping[str, Unit]:
        """The units by who spoke for them."""
        return {speech.speaker: speech.unit for speech in self.speeches if speech.speaker}

    @cached_property
    def titled(self) -> Mapping[str, Unit]:
        """The units that have one speech, by what that is called."""
        told = Counter(speech.unit for speech in self.speeches)
        return {s.title: s.unit for s in self.speeches if s.title and told[s.unit] == 1}

    @cached_property
    def is_corrected(self) -> bool:
        """Whether editors have put anything in the place of a speaker's slip."""
        return any(speech.corrections for speech in self.speeches)

    @cached_property
    def _of_theme(self) -> dict[str, tuple[Passage, ...]]:
        return _by_theme(self.speeches)

    @cached_property
    def _newest_of_theme(self) -> dict[str, tuple[Passage, ...]]:
        return _by_theme(self.newest)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {passage.id: number for number, passage in enumerate(self.passages)}

    @cached_property
    def _speeches(self) -> dict[str, Speech]:
        return {speech.slug: speech for speech in self.speeches}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.slug: unit for unit in self.units}

    @cached_property
    def _of_unit(self) -> dict[Unit, tuple[Speech, ...]]:
        told: dict[Unit, list[Speech]] = defaultdict(list)
        for speech in self.newest:
            told[speech.unit].append(speech)
        return {unit: tuple(speeches) for unit, speeches in told.items()}

    @cached_property
    def telling(self) -> Sequence[Unit]:
        """The units that tell of themselves: of another there is no speech, or notes of editors and nothing else."""
        told = {speech.unit for speech in self.speeches if not speech.is_note}
        return tuple(unit for unit in self.units if unit in told)

    @cached_property
    def _passages(self) -> dict[str, Passage]:
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def _formerly(self) -> dict[str, Speech]:
        return {old: speech for speech in self.speeches for old in speech.formerly}

    def renamed(self, slug: str) -> Speech | None:
        """The speech that once had that slug."""
        return self._formerly.get(slug)

    def speech(self, slug: str) -> Speech | None:
        """The speech of that slug."""
        return self._speeches.get(slug)

    def passage(self, passage_id: str) -> Passage | None:
        """The passage of that id."""
        return self._passages.get(passage_id)

    def unit(self, slug: str) -> Unit | None:
        """The unit of that slug."""
        return self._units.get(slug)

    def speech_of(self, passage: Passage) -> Speech:
        """The speech a passage of this corpus stands in."""
        return self._speeches[passage.speech]

    def speeches_of(self, unit: Unit) -> Sequence[Speech]:
        """A unit's speeches, the newest first."""
        return self._of_unit.get(unit, ())

    def passages_of(self, unit: Unit) -> Sequence[Passage]:
        """The passages of a unit's speeches, those of the newest first."""
        return tuple(passage for speech in self.speeches_of(unit) for passage in speech.passages)

    def of_theme(self, theme: str) -> Sequence[Passage]:
        """The passages of a theme, in reading order."""
        return self._of_theme.get(theme, ())

    def newest_of_theme(self, theme: str) -> Sequence[Passage]:
        """The passages of a theme, those of the newest speeches first."""
        return self._newest_of_theme.get(theme, ())

    def number_of(self, passage: Passage) -> int:
        """The place of a passage of this corpus among all."""
        return self._numbers[passage.id]

    def called(self, names: Callable[[Speech, Passage], Iterable[str]]) -> Callable[[str], Passage | None]:
        """Finds passages by what they are called; of several that are called the same, the first."""
        found: dict[str, Passage] = {}
        for speech in self.speeches:
            for passage in speech.passages:
                for name in names(speech, passage):
                    found.setdefault(name, passage)
        return found.get


def _by_theme(speeches: Iterable[Speech]) -> dict[str, tuple[Passage, ...]]:
    """The passages of each theme, in the order of their speeches."""
    found = defaultdict[str, list["Passage"]](list)
    for speech in speeches:
        for passage in speech.passages:
            for theme in dict.fromkeys(passage.themes):
                found[theme].append(passage)
    return {theme: tuple(passages) for theme, passages in found.items()}
