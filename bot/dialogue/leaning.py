"""Questions that lean on what was last shown: for a fact of it, or for something else of the unit that it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.facts import fact
from bot.dialogue.slots import THEY
from bot.dialogue.verdict import decide, verdict
from bot.model import Status, Verdict, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.dialogue.intent import Intent
    from bot.dialogue.ports import Consulting
    from bot.model import Corpus, Finding, Passage, Quote, Speech, Unit

_TOPIC = 2
"""Characters that name a topic."""

_SHORT = 4
"""Characters beside question words; what tells no more leans on what was said before."""

_UNTOLD, _SHARE, _SHARE_UNNAMED, _TOLD = 0.6, 0.5, 0.65, 0.2
"""Of a question asked of the unit that one speaks of: less than so likely to ask for what no speech tells, so much of
what it tells in the passage (more where it does not say of whom it asks), and so much told."""

_ALL = 0.8
"""Of a topic: as good as every word of it, whatever stands around it."""


class Leaning:
    """Reads questions in the light of what was last shown."""

    def __init__(self, corpus: Corpus, search: Consulting, normalise: Callable[[str], str]) -> None:
        self._corpus = corpus
        self._levels = corpus.calibration
        self._search = search
        self._normalise = normalise

    def fact(self, reading: Intent, passages: Iterable[Passage]) -> Quote | None:
        """The sentence of the passages that has the fact asked for."""
        return fact(self._normalise(reading.question), passages, reading.slotted.subjects, self._normalise)

    def of_named(self, reading: Intent, found: Verdict) -> Quote | None:
        """The fact asked for of a unit that a message names, or what is headed by its topic, where search was not sure."""
        topic = reading.topic
        is_sure = found.status is Status.ANSWERED and found.why not in (Why.UNIT, Why.LEANING)
        if is_sure or reading.unit is None or not topic:
            return None
        speeches = self._corpus.speeches_of(reading.unit)
        practices = [practice for speech in speeches for practice in speech.practices]
        headed = [p for p in practices if len(topic) >= _TOPIC and topic in self._normalise(p.heading)]
        quoted = (self._search.quote(topic, practice) for practice in headed)
        return self.fact(reading, practices) or (None if found.why is Why.LEANING else next(quoted, None))

    @staticmethod
    def topic(reading: Intent, speech: Speech) -> Passage | None:
        """The practice of a speech that is headed by what a message names and asks nothing of (那群众那块呢)."""
        topic = reading.topic
        if len(topic) < _TOPIC or not reading.is_bare:
            return None
        headed = [practice for practice in speech.practices if topic in practice.heading]
        return min(headed, key=lambda practice: len(practice.heading), default=None)

    def verdict(self, reading: Intent, unit: Unit | None) -> Verdict:
        """The verdict on a question: of the unit last spoken of where it says 他们, or where it alone has no answer.

        Args:
            unit: last spoken of.
        """
        unit = reading.unit or unit
        question = reading.slotted.without(THEY, self._normalise(reading.question))
        is_they = unit is not None and reading.they and not reading.unit
        told = self.told_of(question, unit) if unit and is_they and reading.topic else None
        alone = told or verdict(self._search, self._levels, reading.question)
        is_sure = alone.status is Status.ANSWERED and alone.why is not Why.UNIT
        if is_sure or reading.besides or not reading.topic:
            return alone
        if reading.is_bare and unit and self._has_all(alone.finding):
            return replace(alone, status=Status.ANSWERED, why=Why.LEANING)
        if unit is None:
            return alone
        is_near = reading.unit is not None or len(reading.topic) <= _SHORT
        return (
            self._of_unit(question, unit, _SHARE if reading.unit else _SHARE_UNNAMED, is_near=is_near)
            or alone
        )

    @staticmethod
    def _has_all(finding: Finding) -> bool:
        """Whether a passage has all of a topic that was named and of which nothing was asked (宪法呢)."""
        first = finding.matches[0].coverage if finding.features else None
        return not finding.is_of_other and first is not None and first.share >= _ALL and first.told >= _TOLD

    def told_of(self, question: str, unit: Unit) -> Verdict | None:
        """The verdict on a question as if it named that unit, where it is answered so."""
        return self._of_unit(question, unit, _SHARE, is_near=True)

    def _of_unit(self, question: str, unit: Unit, least: float, *, is_near: bool) -> Verdict | None:
        """The verdict where a passage of the unit that one speaks of has what is asked, and nothing tells that it has not.

        Alone the question may be thin or half likely to ask for something else; but it was asked of that unit.

        Args:
            least: share of the question that the passage must have.
            is_near: whether what would be answered had the unit been named is answered.
        """
        finding = self._search.within(question, unit)
        if not finding.features:
            return None
        found = decide(finding, self._levels)
        if is_near and found.status is Status.ANSWERED:
            return replace(found, why=Why.LEANING)
        if finding.is_of_other or finding.features.get("untold", 0.0) >= _UNTOLD:
            return None
        coverage = finding.matches[0].coverage
        if coverage.share < least or coverage.told < _TOLD:
            return None
        return replace(
            found,
            status=Status.ANSWERED,
            confidence=max(finding.probability, self._levels.answer),
            why=Why.LEANING,
        )


def less_what_was_read(found: Verdict, last: Passage) -> Verdict:
    """A verdict that has nothing to suggest where the nearest is what the person has just read."""
    matches = found.finding.matches
    is_read = bool(matches) and matches[0].passage == last
    return replace(found, status=Status.UNANSWERED) if is_read else found


def standing_alone(reading: Intent, found: Verdict) -> str:
    """A question as it can be asked again later: with the unit it was understood to mean."""
    unit = found.finding.unit
    return f"{unit.name}：{reading.question}" if unit and not reading.unit else reading.question
