"""What a message wants, read once over the whole of it by the rules of grammar.toml."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from bot.dialogue.grammar import COURTESIES, UNTOUCHED, load_grammar
from bot.dialogue.words import Cut, Cutter, Word, bare

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.model import Corpus, Theme, Unit

_CLAUSE = re.compile(r"[,，.。;；!！?？~～…\n、]+")
_TAKEN_BACK = frozenset({"wrong", "unclear", "close", "brief", "goodbye"})
"""Acts that a question may follow, and is then all that is meant."""

_JOINED = re.compile(r"[和跟与及同、,，还有]")


@dataclass(frozen=True)
class Intent:
    """What a message wants.

    Attributes:
        act: the name of an act of grammar.toml or of a row of knowledge/phrases.toml; None for a question.
        question: what is to be searched where it asks: the message as it was typed, less what it takes back.
        cut: its words.
        number: of an ordinal or number, below zero from the end; 0 where there is none.
        measure: what it counts.
        unit: that it names.
        theme: that it names.
        they: whether it says 他们 or the like.
        points: whether it says 这条, 那个 or the like.
        excluded: units that it does not want.
        is_bare: whether it names something and asks nothing of it (水务局呢).
        besides: whether it wants other units than those told of (还有谁, 别的单位).
    """

    act: str | None
    question: str
    cut: Cut
    number: int = 0
    measure: str = ""
    unit: Unit | None = None
    theme: Theme | None = None
    they: bool = False
    points: bool = False
    is_bare: bool = False
    excluded: tuple[Unit, ...] = ()
    besides: bool = False


class Interpreter:
    """Reads messages, knowing the names of one corpus and what its editors listed in phrases.toml."""

    def __init__(self, corpus: Corpus, normalise: Callable[[str], str]) -> None:
        self._normalise = normalise
        self._grammar = load_grammar()
        self._phrases = tuple(corpus.phrases)
        spoken_for = {speech.speaker: speech.unit for speech in corpus.speeches if speech.speaker}
        named = {name: unit for unit in corpus.units for name in unit.names}
        self._units = {bare(normalise(name)): unit for name, unit in {**spoken_for, **named}.items()}
        self._themes = {bare(normalise(name)): theme for theme in corpus.themes for name in theme.names}
        self._cutter = Cutter(self._words(corpus))

    def read(self, text: str) -> Intent:
        """What a message wants."""
        plain = self._normalise(text)
        meant = self._meant(plain)
        if meant:
            return self.read(meant)
        excluding = self._excluding(plain)
        if excluding:
            return excluding
        reading = self._of(plain, text)
        return reading if reading.act else self._of_clauses(plain, reading)

    def without_units(self, text: str) -> str:
        """A text without the names of units in it, normalised."""
        plain = self._normalise(text)
        return self._cutter.cut(plain).without("unit", plain)

    def _words(self, corpus: Corpus) -> Iterator[tuple[str, str]]:
        for kind, words in self._grammar.words.items():
            yield from ((self._normalise(word), kind) for word in words)
        for kind, phrases in corpus.phrases.items():
            yield from ((self._normalise(phrase), kind) for phrase in phrases)
        yield from ((name, "unit") for name in self._units)
        yield from ((name, "theme") for name in self._themes)

    def _of(self, plain: str, text: str) -> Intent:
        cut = self._cutter.cut(plain)
        number = cut.of("ordinal") or cut.of("number") or Word("", frozenset())
        unit, theme = cut.of("unit"), cut.of("theme")
        return Intent(
            act=None if cut.unread else self._act(cut),
            question=text,
            cut=cut,
            number=number.number,
            measure=number.measure,
            unit=self._units[unit.text] if unit else None,
            theme=self._themes[theme.text] if theme else None,
            they=cut.of("they") is not None,
            points=cut.of("this") is not None or number.measure != "",
            is_bare=not any(cut.of(kind) for kind in ("what", "thing", "which", "many", "all")),
            besides=_wants_others(cut),
        )

    def _act(self, cut: Cut) -> str | None:
        kinds = [word.kinds for word in cut.words]
        phrase = self._phrase(kinds)
        if phrase and len(kinds) == 1:
            return phrase
        act = next((act.name for act in self._grammar.acts if act.fits(kinds)), None)
        is_several = sum("number" in word for word in kinds) > 1
        return None if act == "number" and is_several else act or phrase

    def _phrase(self, kinds: list[frozenset[str]]) -> str | None:
        """What editors listed and nothing else, but for what changes nothing; a courtesy only by itself."""
        # What erases must be said by itself: 怎么删除我的记录 only asks.
        said = [k for k in self._phrases if k != "forget" and any(k in word for word in kinds)]
        said.sort(key=lambda kind: (kind in COURTESIES, kind == "acknowledged"))
        allowed = UNTOUCHED | COURTESIES | frozenset((*said[:1], "exists", "what"))
        return said[0] if said and all(word & allowed for word in kinds) else None

    def _of_clauses(self, plain: str, reading: Intent) -> Intent:
        """A message of several clauses: one that takes back something before what it asks."""
        clauses = [clause for clause in _CLAUSE.split(plain) if clause.strip()]
        taken_back = False
        for n, clause in enumerate(clauses[:-1]):
            cut = self._cutter.cut(clause)
            act = self._act(cut)
            if cut.unread or not (act in _TAKEN_BACK or act in COURTESIES or self._is_nothing(cut)):
                break
            taken_back = taken_back or act in _TAKEN_BACK
            rest = "，".join(clauses[n + 1 :])
            found = self._excluding(rest) or self._of(rest, rest)
            if found.act or (taken_back and found.cut.unread):
                return found if found.act else self._of_clauses(rest, found)
        return reading

    @staticmethod
    def _is_nothing(cut: Cut) -> bool:
        return all(word.kinds & (UNTOUCHED | COURTESIES) for word in cut.words)

    def _meant(self, plain: str) -> str | None:
        """What stands behind 我问的是 and the like, where nothing is told before it."""
        for marker in self._grammar.markers["instead"]:
            before, found, behind = plain.rpartition(marker)
            if found and bare(behind) and not self._cutter.cut(before).unread:
                return _CLAUSE.sub("", behind, count=1) if _CLAUSE.match(behind) else behind
        return None

    def _excluding(self, plain: str) -> Intent | None:
        """A message that wants others than the units it names: 除了水务局还有谁带头."""
        for marker in self._grammar.markers["except"]:
            before, found, behind = plain.partition(marker)
            if not found or self._cutter.cut(before).unread:
                continue
            units, rest = self._leading_units(behind)
            if units:
                reading = self._of(rest, rest)
                return replace(reading, act=None, unit=None, excluded=units, besides=True)
        return None

    def _leading_units(self, text: str) -> tuple[tuple[Unit, ...], str]:
        """The units that a text begins with, and what follows them."""
        units: list[Unit] = []
        while True:
            name = max((name for name in self._units if text.startswith(name)), key=len, default="")
            if not name:
                break
            units.append(self._units[name])
            text = text[len(name) :]
            joined = _JOINED.sub("", text, count=1) if _JOINED.match(text) else text
            if any(joined.startswith(name) for name in self._units):
                text = joined
        for marker in self._grammar.markers["besides"]:
            text = text.removeprefix(marker)
        return tuple(units), text.removeprefix("的").lstrip("，, ")


def _wants_others(cut: Cut) -> bool:
    """Whether it wants other units: 还有谁; where nothing else is said, 别的单位 as well."""
    ahead = ("else",) if cut.unread else ("else", "other")
    whom = frozenset(("person", "whose", "which", "unitword"))
    pairs = zip(cut.words, (*cut.words[1:], *cut.words[-1:]), strict=True)
    return any(
        word.kinds.intersection(ahead) and whom & (word.kinds | behind.kinds) for word, behind in pairs
    )
