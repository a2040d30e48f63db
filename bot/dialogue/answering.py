"""What search found -> the answer: quote it, offer what is near, or say that there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.model import Answer, Match, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.dialogue.directory import Directory
    from bot.dialogue.ports import Searching
    from bot.model import Choice, Corpus, Finding, Passage

OFFERED = 3
"""How many practices are offered besides an answer, or in place of one."""

_WORTH_OFFERING = 0.3
"""Of the best score; what scores less has little to do with the question."""

_ANSWERS_TOO = 0.5
"""Of the question; a later match that covers less is offered, not quoted."""


class Answering:
    """Makes answers over one corpus."""

    def __init__(self, corpus: Corpus, search: Searching, directory: Directory) -> None:
        self._corpus = corpus
        self._search = search
        self._directory = directory

    def practice(self, passage: Passage) -> Answer:
        """The answer to somebody who names a passage."""
        match = Match(self._search.quote("", passage), 1.0)
        return Answer(Status.ANSWERED, "answered", 1.0, (match,), self._siblings(passage))

    def found(self, finding: Finding) -> Answer:
        """The answer to a question."""
        levels = self._corpus.calibration
        if finding.asks_only_unit and finding.unit and finding.matches:
            choices = self._directory.of_unit(finding.unit)
            return self._answer(Status.ANSWERED, "unit", finding, choices)
        if finding.matches and finding.confidence >= levels.answer:
            return self._answer(Status.ANSWERED, "answered", finding, self._besides(finding.matches))
        if finding.matches and finding.confidence >= levels.suggest:
            near = self._directory.choices(match.passage for match in finding.matches[:OFFERED])
            return self._answer(Status.SUGGESTED, "suggested", finding, near)
        themes = self._directory.themes()[:OFFERED]
        return Answer(Status.UNANSWERED, "unanswered", finding.confidence, choices=themes, finding=finding)

    def another(self, finding: Finding, seen: Sequence[str]) -> Answer:
        """The answer to somebody who wants more of the same than the passages seen."""
        rest = [match for match in _worth_offering(finding.matches) if match.passage.id not in seen]
        if not rest:
            return Answer(Status.DIRECTORY, "no-more", choices=self._directory.themes())
        choices = self._directory.choices(match.passage for match in rest[:OFFERED])
        if rest[0].coverage < _ANSWERS_TOO:
            return Answer(
                Status.SUGGESTED, "suggested", finding.confidence, tuple(rest), choices, finding=finding
            )
        return Answer(
            Status.ANSWERED, "answered", finding.confidence, tuple(rest), choices[1:], finding=finding
        )

    def _answer(self, status: Status, wording: str, finding: Finding, choices: tuple[Choice, ...]) -> Answer:
        subject = finding.unit.name if finding.unit else None
        return Answer(
            status,
            wording,
            finding.confidence,
            finding.matches,
            choices,
            meant=finding.meant,
            subject=subject,
            finding=finding,
        )

    def _besides(self, matches: Sequence[Match]) -> tuple[Choice, ...]:
        """The next-best practices, those of other units first; of the same speech where nothing else is near."""
        unit = self._corpus.speech_of(matches[0].passage).unit
        near = [match.passage for match in _worth_offering(matches)[1:]]
        near.sort(key=lambda passage: self._corpus.speech_of(passage).unit == unit)
        return self._directory.choices(near[:OFFERED]) if near else self._siblings(matches[0].passage)

    def _siblings(self, passage: Passage) -> tuple[Choice, ...]:
        practices = self._corpus.speech_of(passage).practices
        following = [p for p in practices if (p.number or 0) > (passage.number or 0)]
        before = [p for p in practices if p not in following and p != passage]
        return self._directory.choices((*following, *before)[:OFFERED])


def _worth_offering(matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match.score >= _WORTH_OFFERING * matches[0].score]
