"""What the bot knows: units tell in speeches what they did; an editor keeps them and says how people ask."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from bot.model.moment import day_in_words, month_in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

_ASIDE = re.compile(r"aside(?:-\d+)?")
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"'<>\\]+(?:[/?#][^\s\"'<>\\]*)?", re.IGNORECASE)
_SENTENCE_ENDS = re.compile(r"(?:[。！？!?；;]|……)[”’」』）)》]*|\n+")
_OPENING, _CLOSING = "“‘「『（(《", "”’」』）)》"


@dataclass(frozen=True)
class Unit:
    """An organisation that tells what it did.

    Attributes:
        slug: its name in addresses.
        name: as the source page writes it (市水务局); answers show this.
        aliases: other official names, full and short.
        nicknames: what people call it.
    """

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, the official one first."""
        return (self.name, *self.aliases, *self.nicknames)


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
class Source:
    """The published page a speech was taken from.

    Attributes:
        file: its text as it was imported, in knowledge/sources.
    """

    title: str
    publisher: str | None = None
    url: str | None = None
    file: str | None = None

    @property
    def link(self) -> str | None:
        """Its address, where it is one of the web; a page leads nowhere else."""
        return self.url if self.url and is_web_address(self.url) else None


def is_web_address(text: str) -> bool:
    """Whether a text is a whole address of the web, http or https, that can stand in markup."""
    return _WEB_ADDRESS.fullmatch(text) is not None


class Role(str, Enum):
    """What a passage is in its speech."""

    OPENING = "opening"
    """Greets and announces."""
    PRACTICE = "practice"
    """Tells of one thing that was done."""
    ASIDE = "aside"
    """Stands between the practices or behind them."""
    NOTE = "note"
    """An editor's words, in a text that is no speech."""

    @staticmethod
    def of(anchor: str, *, is_note: bool = False) -> Role:
        """The role of the passage of that anchor."""
        if is_note:
            return Role.NOTE
        if anchor == Role.OPENING.value:
            return Role.OPENING
        return Role.ASIDE if _ASIDE.fullmatch(anchor) else Role.PRACTICE


HEADLESS = (Role.OPENING.value, Role.NOTE.value)
"""Anchors of passages that stand below the title of their speech and have no heading of their own."""


@dataclass(frozen=True)
class Passage:
    """A retrievable part of a speech.

    Attributes:
        speech: slug of its speech.
        anchor: stable name inside the speech.
        heading: for browsing; ours, not the speaker's.
        plain: what it did, in a resident's words, for lists; None where nobody has written that.
        text: the speaker's words, to the character.
        number: of a practice, 1…n in the order of the speech; None for everything else.
        themes: names of themes.
        asked_as: questions an editor knows it to answer (相似问法).
        heard: what residents asked, word for word, and it answers; pages show none of these.
        not_asked_as: questions it must not be given for (不应回答).
    """

    speech: str
    anchor: str
    heading: str
    text: str
    role: Role
    number: int | None = None
    themes: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    not_asked_as: tuple[str, ...] = ()
    heard: tuple[str, ...] = ()
    plain: str | None = None

    @property
    def name(self) -> str:
        """What lists call it."""
        return self.plain or self.heading

    @property
    def id(self) -> str:
        """`slug#anchor`, the same in addresses, state and JSON."""
        return f"{self.speech}#{self.anchor}"

    @property
    def answers(self) -> tuple[str, ...]:
        """All questions that it is known to answer."""
        return (*self.asked_as, *self.heard)

    @property
    def place(self) -> int | None:
        """What JSON and labelled questions know it by: 1…n, 0 for the opening, None for an aside or a note."""
        return 0 if self.role is Role.OPENING else self.number

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Spans of whole sentences; what looks like an end inside quotation marks or brackets ends none."""
        spans, start, depth, seen = list[tuple[int, int]](), 0, 0, 0
        for found in _SENTENCE_ENDS.finditer(self.text):
            part = self.text[seen : found.end()]
            depth = max(depth + sum(c in _OPENING for c in part) - sum(c in _CLOSING for c in part), 0)
            seen = found.end()
            if depth == 0 or found[0].startswith("\n"):
                spans.append((start, found.end()))
                start, depth = found.end(), 0
        spans.append((start, len(self.text)))
        return tuple(self._trimmed(*span) for span in spans if self.text[slice(*span)].strip())

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        part = self.text[start:end]
        return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


@dataclass(frozen=True)
class Guess:
    """Why something of a speech is a guess, and what else it might be.

    Attributes:
        sentence: of the speech, that it was read from, counted from 1; 0 where there is none.
        alternatives: the likeliest first.
    """

    sentence: int = 0
    alternatives: tuple[str, ...] = ()


GUESSABLE = {
    "title": "标题",
    "unit": "单位",
    "speaker": "演讲人",
    "date": "日期",
    "practices": "做法",
    "text": "文字识别的字",
}
"""What may be guessed of a speech, and what people call it."""


@dataclass(frozen=True)
class Correction:
    """A slip of a speaker that is not to be repeated; the words before and after it may be part of both texts.

    Attributes:
        was: what the speech says.
        now: what is quoted instead; it stands once in the text that editors keep.
        who: the editor.
    """

    was: str
    now: str
    who: str
    day: date
    why: str

    @property
    def day_told(self) -> str:
        """The day, in words."""
        return day_in_words(self.day)


@dataclass(frozen=True)
class Speech:
    """One document as an editor keeps it.

    Attributes:
        moved: anchors that were renamed, old to new, so that old links still lead there.
        formerly: slugs it had before, for the same reason.
        guesses: what the importer guessed of it (unit, speaker, title, date, practices; text, where characters were
            read out of pictures) and nobody has confirmed.
        corrections: in the order in which they were made.
    """

    slug: str
    title: str
    unit: Unit
    speaker: str | None
    date: date | None
    source: Source
    passages: tuple[Passage, ...]
    moved: Mapping[str, str] = field(default_factory=dict)
    formerly: tuple[str, ...] = ()
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()

    def uncorrected(self, text: str) -> str:
        """A text of the speech, or of one of its passages, with the words that were spoken."""
        for one in reversed(self.corrections):
            text = text.replace(one.now, one.was, 1)
        return text

    def corrections_of(self, passage: Passage) -> tuple[Correction, ...]:
        """Those of one passage, the last first: a later one may have changed the words of an earlier one."""
        text, own = passage.text, []
        for one in reversed(self.corrections):
            if one.now in text:
                own.append(one)
                text = text.replace(one.now, one.was, 1)
        return tuple(own)

    @property
    def guessed(self) -> tuple[str, ...]:
        """The names of what was guessed."""
        return tuple(self.guesses)

    @property
    def text(self) -> str:
        """The whole speech, passages parted by a blank line."""
        return "\n\n".join(passage.text for passage in self.passages)

    @property
    def day(self) -> str | None:
        """When it was published, in words: 2024年1月11日."""
        return day_in_words(self.date) if self.date else None

    @property
    def month(self) -> str | None:
        """The month of that: 2024年1月."""
        return month_in_words(self.date) if self.date else None

    @property
    def practices(self) -> tuple[Passage, ...]:
        """The numbered passages."""
        return tuple(passage for passage in self.passages if passage.role is Role.PRACTICE)

    @property
    def is_note(self) -> bool:
        """Whether it is an editor's note and no speech."""
        return any(passage.role is Role.NOTE for passage in self.passages)


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
class Calibration:
    """How probable features make an answer, and from which confidence on one is given.

    Fitted by `baigu calibrate`.

    Attributes:
        answer: at least this confidence quotes.
        suggest: at least this offers practices without quoting them as the answer.
        coverage: what has less of what a question, or one clause of it, tells is thin: it is not quoted to whoever
            wants another, and told as the reason where the probability was too small.
    """

    bias: float = -4.0
    weights: Mapping[str, float] = field(default_factory=lambda: {"coverage": 7.0})
    answer: float = 0.6
    suggest: float = 0.1
    coverage: float = 0.4

    def probability(self, features: Mapping[str, float]) -> float:
        """0…1: 1 / (1 + exp(-(bias + Σ weight · feature)))."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1 / (1 + math.exp(-total))


@dataclass(frozen=True)
class Corpus:
    """Everything the bot knows: one immutable state of knowledge/.

    Attributes:
        wording: texts for people by name, templates with Chinese placeholders.
        phrases: what people type to ask for something other than a practice (帮助, 谢谢…), by intent.
        version: hash of all content.
        keywords: what is answered by fixed words.
        wanted: what there should be speeches of; nothing is answered by it.
        withheld: ids of passages that were taken back, by every name they had: none of them is among the speeches.
    """

    speeches: tuple[Speech, ...] = ()
    units: tuple[Unit, ...] = ()
    themes: tuple[Theme, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    wording: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    calibration: Calibration = field(default_factory=Calibration)
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
    def passages(self) -> tuple[Passage, ...]:
        """All passages in reading order."""
        return tuple(passage for speech in self.speeches for passage in speech.passages)

    @cached_property
    def _speeches(self) -> dict[str, Speech]:
        return {speech.slug: speech for speech in self.speeches}

    @cached_property
    def _units(self) -> dict[str, Unit]:
        return {unit.slug: unit for unit in self.units}

    @cached_property
    def _of_unit(self) -> dict[Unit, tuple[Speech, ...]]:
        told: dict[Unit, list[Speech]] = defaultdict(list)
        for speech in sorted(self.speeches, key=lambda s: (s.date is not None, s.date), reverse=True):
            told[speech.unit].append(speech)
        return {unit: tuple(speeches) for unit, speeches in told.items()}

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

    def speeches_of(self, unit: Unit) -> tuple[Speech, ...]:
        """A unit's speeches, the newest first."""
        return self._of_unit.get(unit, ())
