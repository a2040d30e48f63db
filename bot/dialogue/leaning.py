"""A message in the light of what was shown: what would answer it in each way, and what is known of the choice between them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from bot.dialogue.acts import QUESTION
from bot.dialogue.facts import asks_fact, fact
from bot.dialogue.pointing import has_told
from bot.dialogue.slots import THEY
from bot.dialogue.verdict import LEAST_TOLD, covers, decide, verdict
from bot.model import Finding, Quote, Role, Status, Verdict, Why, stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from bot.dialogue.intent import Intent
    from bot.dialogue.ports import Consulting
    from bot.model import Conversation, Corpus, Passage, Unit

ACT, OTHERS, SHOWN, OWN, ALONE, NONE = "act", "others", "shown", "own", "alone", "none"
"""Ways to answer: by the likeliest act, with what others did, from what is shown, from what its unit told, as a question
that stands alone, or by saying that it is not told."""

_TOPIC = 2
"""Characters that name a topic."""

_LONG, _SUBJECTS = 30, 3
"""Characters of a message, and subjects in it, of which more tell nothing else."""

_UNTOLD = 0.6
"""How likely a question asks for what no speech tells, from which on its unit is not quoted for words in common."""

_STRETCH = 0.4
"""The value of a stretch of characters, of which a message has many, beside the other features."""


@dataclass(frozen=True)
class Light:
    """What a message may lean on.

    Attributes:
        last: the passage last quoted.
        shown: that, or the passages of the list last shown.
        unit: that the message names, else that was last spoken of.
        asked: the last question, less the units in it, normalised.
    """

    conversation: Conversation
    last: Passage | None
    shown: tuple[Passage, ...]
    unit: Unit | None
    asked: str | None = None


@dataclass(frozen=True)
class Found:
    """What is found for a message in what it may lean on.

    Attributes:
        verdicts: by way, where anything is found of what is asked and it is of nothing else.
        quoted: by way, a sentence that answers better than what was found.
        features: of the choice between the ways.
    """

    verdicts: Mapping[str, Verdict]
    quoted: Mapping[str, Quote]
    features: Mapping[str, float]


@dataclass(frozen=True)
class Ways:
    """What there is for a message.

    Attributes:
        alone: the verdict on it as a question that stands alone.
        look: for the rest, once and only where that could change the answer: it searches again.
    """

    alone: Verdict
    look: Callable[[], Found]

    @cached_property
    def _found(self) -> Found:
        return self.look()

    @property
    def features(self) -> Mapping[str, float]:
        """What is known of the choice between them."""
        return self._found.features

    @property
    def leading(self) -> Mapping[str, Quote | Verdict]:
        """What leads to a passage, by way: a fact before all else of the passage, and each passage once."""
        verdicts = self._found.verdicts
        shown = {SHOWN: verdicts[SHOWN].finding.matches[0].quote} if SHOWN in verdicts else {}
        sure = {ALONE: self.alone} if self.alone.status is Status.ANSWERED else {}
        ways: dict[str, Quote | Verdict] = {}
        passages = []
        for told in (self._found.quoted, sure, shown, verdicts):
            for way, answer in told.items():
                passage = _led_to(answer)
                if way not in ways and passage not in passages:
                    ways[way] = answer
                    passages.append(passage)
        return ways

    @property
    def is_sure(self) -> bool:
        """Whether a question that stands alone has an answer, which is more than all that a unit told."""
        return self.alone.status is Status.ANSWERED and self.alone.why is not Why.UNIT

    @property
    def is_near(self) -> bool:
        """Whether it has one, or something near that is more than thin."""
        return self.is_sure or (self.alone.status is Status.SUGGESTED and self.alone.why is not Why.THIN)

    @property
    def is_settled(self) -> bool:
        """Whether nothing shown could change the verdict: editors wrote the question, or it names what is reserved."""
        return self.alone.status is Status.COURTESY or self.alone.why is Why.NAMED


class Leaning:
    """Reads messages in the light of what was last shown."""

    def __init__(self, corpus: Corpus, search: Consulting, normalise: Callable[[str], str]) -> None:
        self._corpus = corpus
        self._levels = corpus.calibration
        self._search = search
        self._normalise = normalise

    def ways(self, reading: Intent, light: Light) -> Ways:
        """What there is for a message in each way."""
        alone = verdict(self._search, self._levels, reading.question)
        return Ways(alone, lambda: self._found(reading, light, alone))

    def _found(self, reading: Intent, light: Light, alone: Verdict) -> Found:
        question = reading.slotted.without(THEY, self._normalise(reading.question))
        own = self._own(question, reading, light) if light.unit else Finding()
        shown = self._search.within(question, light.shown) if light.shown else Finding()
        findings = {ALONE: alone.finding, SHOWN: shown, OWN: replace(own, unit=light.unit)}
        quoted = dict(self._quoted(reading, light))
        # 狗, after rubbish: who says no more than a subject that others tell of does not mean what was shown.
        is_elsewhere = reading.is_bare and alone.status in (Status.ANSWERED, Status.SUGGESTED)
        return Found(
            {
                way: self._answering(finding)
                for way, finding in findings.items()
                if finding.matches
                and not finding.is_of_other
                and (finding.matches[0].coverage.told or not is_elsewhere)
                and (way != ALONE or (alone.status is not Status.UNANSWERED and alone.why is not Why.THIN))
            },
            quoted,
            {
                **_of_message(reading, alone),
                **_of_conversation(light, findings),
                **{f"{way} has it": 1.0 for way in quoted},
                "asks fact": float(asks_fact(self._normalise(reading.question))),
            },
        )

    def _own(self, question: str, reading: Intent, light: Light) -> Finding:
        """What a unit told; of one that is named, of the last question where that answers and this alone does not."""
        passages = self._corpus.passages_of(light.unit) if light.unit else ()
        own = self._search.within(question, passages)
        if not (reading.unit and light.asked) or self.is_told(own):
            return own
        joined = self._search.within(f"{light.asked}，{question}", passages)
        return joined if self.is_told(joined) else own

    def _answering(self, finding: Finding) -> Verdict:
        sure = max(finding.probability, self._levels.answer)
        return Verdict(finding, Status.ANSWERED, sure, Why.LEANING)

    def _quoted(self, reading: Intent, light: Light) -> Iterator[tuple[str, Quote]]:
        """The sentence that has the fact asked for, or the practice that is headed by the topic, by way."""
        told = self.fact(reading, light.shown)
        if told:
            yield SHOWN, told
        of_unit = self.fact(reading, self._corpus.passages_of(reading.unit)) if reading.unit else None
        headed = None if of_unit else self._headed(reading, light)
        if headed:
            of_unit = self._search.quote(reading.topic, headed)
        if of_unit:
            yield OWN, of_unit

    def _headed(self, reading: Intent, light: Light) -> Passage | None:
        """The practice of the unit spoken of whose heading has the topic, where nothing else is asked (那群众那块呢)."""
        topic = reading.topic
        if light.unit is None or len(topic) < _TOPIC or not (reading.is_bare or reading.unit):
            return None
        practices = (p for p in self._corpus.passages_of(light.unit) if p.role is Role.PRACTICE)
        headed = [practice for practice in practices if topic in self._normalise(practice.heading)]
        return min(headed, key=lambda practice: len(practice.heading), default=None)

    def fact(self, reading: Intent, passages: Iterable[Passage]) -> Quote | None:
        """The sentence of the passages that has the fact asked for."""
        return fact(self._normalise(reading.question), passages, reading.slotted.subjects, self._normalise)

    def told_of(self, question: str, unit: Unit, *, if_near: bool = False) -> Verdict | None:
        """The verdict on a question as if it named that unit, where a passage of it covers what is asked.

        Args:
            if_near: also where it has something of that: whoever names another unit wants what that has.
        """
        finding = self._search.within(question, self._corpus.passages_of(unit))
        is_told = self.is_told(finding) or (if_near and _is_near(finding))
        return self._answering(replace(finding, unit=unit)) if is_told else None

    def others(self, ways: Ways, than: Passage | None) -> tuple[Passage, ...]:
        """The passages that other ways lead to, and that tell what is asked."""
        told = (a for a in ways.leading.values() if isinstance(a, Quote) or self.is_told(a.finding))
        return tuple(passage for passage in map(_led_to, told) if passage != than)

    def is_told(self, finding: Finding) -> bool:
        """Whether what was found in the passages of a unit answers what was asked of it."""
        if not finding.features or finding.is_of_other:
            return False
        if decide(finding, self._levels).status is Status.ANSWERED:
            return True
        is_asked = finding.features.get("untold", 0.0) < _UNTOLD
        return is_asked and covers(finding.matches[0], self._levels)


def _is_near(finding: Finding) -> bool:
    """Whether the first passage has something of what is asked, and that is of nobody else."""
    return (
        bool(finding.features) and not finding.is_of_other and finding.matches[0].coverage.told >= LEAST_TOLD
    )


def _led_to(answer: Quote | Verdict) -> Passage:
    return (answer if isinstance(answer, Quote) else answer.finding.matches[0]).passage


def standing_alone(reading: Intent, found: Verdict) -> str | None:
    """A question as it can be asked again later: with the unit it was understood to mean.

    None of one that says nothing by itself: 某局是怎么做的 goes on with what was asked before.
    """
    unit = found.finding.unit
    if reading.unit and not reading.topic:
        return None
    return f"{unit.name}：{reading.question}" if unit and not reading.unit else reading.question


def _of_message(reading: Intent, alone: Verdict) -> dict[str, float]:
    """What a message tells by itself, each 0…1."""
    said = {
        "any": True,
        f"act {reading.likely}": True,
        f"alone {alone.status.value}": True,
        "names unit": reading.unit is not None,
        "they": reading.they,
        "points": reading.points,
        "besides": reading.besides,
        "bare": reading.is_bare,
        f"subjects {min(len(reading.slotted.subjects), _SUBJECTS)}": True,
    }
    return {
        **{f"said {stretch}": _STRETCH for stretch in stretches(reading.slotted.said)},
        **{name: 1.0 for name, holds in said.items() if holds},
        **{f"asks {kind}": odds for kind, odds in alone.finding.asked.kinds.items()},
        "act": reading.sure,
        "act of nothing told": 0.0 if reading.topic else reading.sure,
        QUESTION: reading.asks,
        "length": min(len(reading.question), _LONG) / _LONG,
        "topic": min(len(reading.topic), _LONG) / _LONG,
    }


def _of_conversation(light: Light, findings: Mapping[str, Finding]) -> dict[str, float]:
    """What was shown, what is found in each way, and whether it is the same."""
    first = {way: finding.matches[0].passage for way, finding in findings.items() if finding.features}
    alone, own = first.get(ALONE), first.get(OWN)
    holds = {
        "listed": light.conversation.listed,
        "shown": light.last is not None,
        "nothing said": not has_told(light.conversation),
        "unanswered": light.conversation.unanswered > 0,
        "alone is shown": alone in light.shown,
        "alone is own": alone is not None and alone == own,
        "own is shown": own in light.shown,
    }
    return {
        **{name: 1.0 for name, is_so in holds.items() if is_so},
        **{f"{way} nothing": 1.0 for way in findings if way not in first},
        **{f"{way} probable": finding.probability for way, finding in findings.items()},
        "most probable": max(finding.probability for finding in findings.values()),
        **{
            f"{way} {name}": value
            for way, finding in findings.items()
            for name, value in finding.features.items()
        },
    }
