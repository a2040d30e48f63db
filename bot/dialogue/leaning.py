"""Questions that lean on what was last shown: for a fact of it, or for something else of the unit that it is of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.facts import fact
from bot.dialogue.slots import THEY
from bot.dialogue.verdict import verdict
from bot.model import Status, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from bot.dialogue.intent import Intent
    from bot.dialogue.ports import Searching
    from bot.model import Corpus, Passage, Quote, Speech, Unit, Verdict

_TOPIC = 2
"""Characters that name a topic."""

_SHORT = 4
"""Characters beside question words; what tells no more leans on what was said before."""


class Leaning:
    """Reads questions in the light of what was last shown."""

    def __init__(self, corpus: Corpus, search: Searching, normalise: Callable[[str], str]) -> None:
        self._corpus = corpus
        self._levels = corpus.calibration
        self._search = search
        self._normalise = normalise

    def fact(self, reading: Intent, passages: Iterable[Passage]) -> Quote | None:
        """The sentence of the passages that has the fact asked for."""
        return fact(self._normalise(reading.question), passages, reading.slotted.subjects, self._normalise)

    def of_named(self, reading: Intent, found: Verdict) -> Quote | None:
        """What tells of the topic of a message where search saw only the unit that it names."""
        topic = reading.topic
        if found.why is not Why.UNIT or found.finding.unit is None or not topic:
            return None
        speeches = self._corpus.speeches_of(found.finding.unit)
        practices = [practice for speech in speeches for practice in speech.practices]
        headed = [p for p in practices if len(topic) >= _TOPIC and topic in self._normalise(p.heading)]
        quoted = (self._search.quote(topic, practice) for practice in headed)
        return self.fact(reading, practices) or next(quoted, None)

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
        if reading.unit:
            unit = None
        if unit and reading.they:
            return self._told_of(unit, reading) or verdict(self._search, self._levels, reading.question)
        alone = verdict(self._search, self._levels, reading.question)
        is_short = alone.status is not Status.ANSWERED and len(reading.topic) <= _SHORT
        of_unit = self._told_of(unit, reading) if unit and is_short else None
        return of_unit or alone

    def _told_of(self, unit: Unit, reading: Intent) -> Verdict | None:
        """The verdict on a question as if it named that unit, where it is answered so."""
        question = reading.slotted.without(THEY, self._normalise(reading.question))
        found = self.of_unit(question, unit)
        return found if found.status is Status.ANSWERED and found.why is not Why.UNIT else None

    def of_unit(self, question: str, unit: Unit) -> Verdict:
        """The verdict on a question as if it named that unit."""
        return verdict(self._search, self._levels, question, unit)


def less_what_was_read(found: Verdict, last: Passage) -> Verdict:
    """A verdict that has nothing to suggest where the nearest is what the person has just read."""
    matches = found.finding.matches
    is_read = bool(matches) and matches[0].passage == last
    return replace(found, status=Status.UNANSWERED) if is_read else found


def standing_alone(reading: Intent, found: Verdict) -> str:
    """A question as it can be asked again later: with the unit it was understood to mean."""
    unit = found.finding.unit
    return f"{unit.name}：{reading.question}" if unit and not reading.unit else reading.question
