"""Verdict -> the answer: quote what was found, offer what is near, or say that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.verdict import covers
from bot.model import Answer, Match, Role, Status, Why, Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.directory import Directory
    from bot.dialogue.ports import Searching
    from bot.model import Choice, Corpus, Passage, Verdict

OFFERED = 3
"""How many practices are offered besides an answer, or in place of one."""

_WORTH_OFFERING = 0.3
"""Of the best score; what scores less has little to do with the question."""


class Answering:
    """Makes answers over one corpus."""

    def __init__(self, corpus: Corpus, search: Searching, directory: Directory) -> None:
        self._corpus = corpus
        self._search = search
        self._directory = directory

    def practice(self, passage: Passage) -> Answer:
        """The answer to somebody who names a passage."""
        match = Match(self._search.quote("", passage), 1.0)
        return Answer(Status.ANSWERED, Wording.ANSWERED, 1.0, (match,), self._siblings(passage))

    def found(self, verdict: Verdict) -> Answer:
        """The answer to a question."""
        finding = verdict.finding
        if verdict.why is Why.UNIT and finding.unit:
            return self._answer(verdict, Wording.UNIT, self._directory.of_unit(finding.unit))
        if verdict.status is Status.ANSWERED:
            return self._answer(verdict, Wording.ANSWERED, self._besides(finding.matches))
        if verdict.status is Status.SUGGESTED:
            near = self._directory.choices(match.passage for match in finding.matches[:OFFERED])
            return self._answer(verdict, Wording.SUGGESTED, near)
        themes = self._directory.themes()[:OFFERED]
        return Answer(verdict.status, Wording.UNANSWERED, verdict.confidence, choices=themes, verdict=verdict)

    def another(self, verdict: Verdict, seen: Sequence[str]) -> Answer:
        """The answer to somebody who wants more of the same than the passages seen."""
        rest = [match for match in _worth_offering(verdict.finding.matches) if match.passage.id not in seen]
        if not rest:
            return Answer(Status.DIRECTORY, Wording.NO_MORE, choices=self._directory.themes())
        choices = self._directory.choices(match.passage for match in rest[:OFFERED])
        sure, matches = verdict.confidence, tuple(rest)
        if covers(rest[0], self._corpus.calibration):
            return Answer(Status.ANSWERED, Wording.ANSWERED, sure, matches, choices[1:], verdict=verdict)
        return Answer(Status.SUGGESTED, Wording.SUGGESTED, sure, matches, choices, verdict=verdict)

    def _answer(self, verdict: Verdict, wording: Wording, choices: tuple[Choice, ...]) -> Answer:
        finding = verdict.finding
        return Answer(
            verdict.status,
            wording,
            verdict.confidence,
            finding.matches,
            choices,
            meant=finding.meant,
            subject=finding.unit.name if finding.unit else None,
            verdict=verdict,
        )

    def _besides(self, matches: Sequence[Match]) -> tuple[Choice, ...]:
        """The next-best practices, those of other units first; of the same speech where nothing else is near."""
        unit = self._corpus.speech_of(matches[0].passage).unit
        near = [match.passage for match in _worth_offering(matches)[1:]]
        near.sort(key=lambda passage: self._corpus.speech_of(passage).unit == unit)
        return self._directory.choices(near[:OFFERED]) if near else self._siblings(matches[0].passage)

    def _siblings(self, passage: Passage) -> tuple[Choice, ...]:
        """The other practices of its speech, those behind it first."""
        passages = self._corpus.speech_of(passage).passages
        at = passages.index(passage)
        around = (*passages[at + 1 :], *passages[:at])
        return self._directory.choices([p for p in around if p.role is Role.PRACTICE][:OFFERED])


def _worth_offering(matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match.score >= _WORTH_OFFERING * matches[0].score]
