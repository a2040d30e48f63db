"""Verdict -> the answer: quote what was found, offer what is near, or say that there is none."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.dialogue.verdict import covers
from bot.dialogue.verdict import verdict as judged
from bot.model import RESERVED, Answer, Match, Quote, Role, Status, Why, Wording

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from bot.dialogue.directory import Directory
    from bot.dialogue.ports import Searching
    from bot.model import Choice, Corpus, Passage, Speech, Unit, Verdict

OFFERED = 3
"""How many practices are offered besides an answer, or in place of one."""

_EXCERPT = 36
"""Characters of a passage in a suggestion: two lines on a phone, with the unit."""

_SHORT = 120
"""Characters of a passage that is read whole; what is longer fills a telephone's screen."""

_LONG = 60
"""Characters of a sentence that is no longer brief."""

_CLAUSE = re.compile(r"(?:“[^”]*”|《[^》]*》|[^,，;；:：])+[,，;；:：]")
_CLAUSE_ENDS = "，,。；;！!？?：:"

_WORTH_OFFERING = 0.3
"""Of the best score; what scores less has little to do with the question."""


class Answering:
    """Makes answers over one corpus."""

    def __init__(self, corpus: Corpus, search: Searching, directory: Directory) -> None:
        self._corpus = corpus
        self._search = search
        self._directory = directory

    def practice(self, passage: Passage, among: tuple[Choice, ...] = ()) -> Answer:
        """The answer to somebody who names a passage.

        Args:
            among: the list it was opened from, which goes on being offered under the same numbers.
        """
        choices = among if self._place(passage, among) else self._siblings(passage)
        return self._quoting(self._opened(passage), Wording.ANSWERED, choices)

    def whole(self, passage: Passage) -> Answer:
        """A passage with all its words, as far as a message holds them."""
        return self._quoting(Quote(passage, 0, len(passage.text)), Wording.WHOLE)

    def brief(self, passage: Passage, asked: str) -> Answer:
        """The sentence of a passage that answers best what was asked; of a long one its first clauses."""
        sentence = self._sentence(passage, asked)
        ends = [sentence.start + found.end() for found in _CLAUSE.finditer(sentence.text)]
        fitting = [end for end in ends if end - sentence.start <= _EXCERPT]
        end = fitting[-1] if fitting and len(sentence.text) > _LONG else sentence.end
        return self._quoting(Quote(passage, sentence.start, end), Wording.BRIEF)

    def told(self, passage: Passage) -> Answer:
        """Who said a passage, where and when."""
        return self._quoting(self._sentence(passage, passage.plain or ""), Wording.TOLD)

    def fact(self, quote: Quote, others: Sequence[Passage] = ()) -> Answer:
        """The sentence that has what was asked of the passage last shown.

        Args:
            others: what else may be meant.
        """
        sure = self._corpus.calibration.answer
        choices = self._directory.choices(others)
        return Answer(Status.ANSWERED, Wording.ANSWERED, sure, (Match(quote, 1.0),), choices)

    def counted(self, speech: Speech, wording: Wording, status: Status) -> Answer:
        """How many practices a speech has; unanswered where one was asked for that it has not."""
        choices = self._directory.choices(speech.practices)
        if not choices:
            return Answer(Status.DIRECTORY, Wording.NO_MORE, choices=self._directory.themes()[:OFFERED])
        return Answer(status, wording, choices=choices, subject=speech.unit.name)

    def card(self, unit: Unit) -> Answer:
        """What a unit did."""
        return self.found(judged(self._search, self._corpus.calibration, unit.name))

    def found(self, verdict: Verdict, others: Sequence[Passage] = ()) -> Answer:
        """The answer to a question.

        Args:
            others: what else may be meant, offered where nothing answers.
        """
        finding = verdict.finding
        if verdict.why is Why.RESERVED:
            return Answer(Status.COURTESY, RESERVED, verdict=verdict)
        if verdict.status is Status.ANSWERED:
            return self._answered(verdict)
        if verdict.status is Status.SUGGESTED:
            return self._answer(verdict, Wording.SUGGESTED, self._near(finding.matches[:OFFERED]))
        is_near = verdict.is_near
        near = self._near(finding.matches[:OFFERED]) if is_near else self._directory.choices(others[:OFFERED])
        choices = near or self._directory.themes()[:OFFERED]
        return Answer(
            verdict.status, Wording.UNANSWERED, verdict.confidence, choices=choices, verdict=verdict
        )

    def _answered(self, verdict: Verdict) -> Answer:
        finding = verdict.finding
        if finding.together > 1:
            return self._several(verdict)
        if verdict.why is Why.UNIT and finding.unit:
            return self._answer(verdict, Wording.UNIT, self._directory.of_unit(finding.unit))
        return self._answer(verdict, Wording.ANSWERED, self._besides(finding.matches))

    def another(self, verdict: Verdict, seen: Container[str], excluded: Container[Unit] = ()) -> Answer:
        """The answer to somebody who wants more of the same than the passages seen, and not of some units."""
        rest = self._rest(verdict, seen, excluded)
        if not rest:
            return Answer(Status.DIRECTORY, Wording.NO_MORE, choices=self._directory.themes()[:OFFERED])
        sure, matches = verdict.confidence, tuple(rest)
        if not covers(rest[0], self._corpus.calibration):
            near = self._near(rest[:OFFERED])
            return Answer(Status.SUGGESTED, Wording.SUGGESTED, sure, matches, near, verdict=verdict)
        together = [match for match in verdict.finding.matches[: verdict.finding.together] if match in rest]
        if len(together) > 1:
            return Answer(
                Status.ANSWERED,
                Wording.SEVERAL,
                sure,
                matches,
                self._near(together),
                verdict=verdict,
                quoting=len(together),
            )
        choices = self._directory.choices(match.passage for match in rest[1:OFFERED])
        return Answer(Status.ANSWERED, Wording.ANSWERED, sure, matches, choices, verdict=verdict)

    def sorry(self, verdict: Verdict | None, seen: Container[str]) -> Answer:
        """The answer to somebody whom the last one did not help: what else there is, and a way to a person."""
        rest = self._rest(verdict, seen) if verdict else []
        if not rest:
            return Answer(Status.COURTESY, Wording.SORRY, choices=self._directory.themes()[:OFFERED])
        near = self._near(rest[:OFFERED])
        sure = verdict.confidence if verdict else 0.0
        return Answer(Status.SUGGESTED, Wording.SORRY, sure, tuple(rest), near, verdict=verdict)

    def _rest(self, verdict: Verdict, seen: Container[str], excluded: Container[Unit] = ()) -> list[Match]:
        """What is near the question of the units that are wanted, and was not seen."""
        wanted = [
            match
            for match in verdict.finding.matches
            if self._corpus.speech_of(match.passage).unit not in excluded
        ]
        return [match for match in _worth_offering(wanted) if match.passage.id not in seen]

    def _quoting(self, quote: Quote, wording: Wording, choices: tuple[Choice, ...] = ()) -> Answer:
        at = self._place(quote.passage, choices)
        return Answer(Status.ANSWERED, wording, 1.0, (Match(quote, 1.0),), choices, at=at)

    def _place(self, passage: Passage, choices: Sequence[Choice]) -> int:
        """The number of the choice that leads to a passage, 0 where none does."""
        led = (n for n, choice in enumerate(choices, 1) if self._directory.passage(choice.says) == passage)
        return next(led, 0)

    def _opened(self, passage: Passage) -> Quote:
        """What is read first of a passage: all of a short one, else from where it tells what its plain heading does."""
        is_short = len(passage.text) <= _SHORT
        return self._search.quote("" if is_short else passage.plain or "", passage)

    def _sentence(self, passage: Passage, asked: str) -> Quote:
        """The first sentence of what would be quoted."""
        quote = self._search.quote(asked, passage)
        inside = (span for span in passage.sentences if quote.start <= span[0] and span[1] <= quote.end)
        start, end = next(inside, (quote.start, quote.end))
        return Quote(passage, start, end)

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

    def _several(self, verdict: Verdict) -> Answer:
        """All passages that answer side by side, each the choice of its number; units where nothing is asked but of them."""
        finding = verdict.finding
        together = finding.matches[: finding.together]
        of_units = (self._corpus.speech_of(match.passage).unit for match in together)
        choices = self._directory.units(of_units) if verdict.why is Why.UNIT else self._near(together)
        return replace(self._answer(verdict, Wording.SEVERAL, choices), quoting=finding.together)

    def _near(self, matches: Sequence[Match]) -> tuple[Choice, ...]:
        """Matches as choices that show the words that match, so that one recognises an answer."""
        choices = self._directory.choices(match.passage for match in matches)
        units = (self._corpus.speech_of(match.passage).unit.name for match in matches)
        return tuple(
            replace(choice, label=f"{unit}：{_excerpt(match)}") if match.coverage.told else choice
            for choice, unit, match in zip(choices, units, matches, strict=True)
        )

    def _besides(self, matches: Sequence[Match]) -> tuple[Choice, ...]:
        """The next-best practices, those of other units first; the others of its speech where nothing else is near."""
        unit = self._corpus.speech_of(matches[0].passage).unit
        worth = (match.passage for match in _worth_offering(matches)[1:])
        near = [passage for passage in worth if passage.role is not Role.OPENING]
        others = [passage for passage in near if self._corpus.speech_of(passage).unit != unit]
        if others:
            own = (passage for passage in near if passage not in others)
            return self._directory.choices([*others, *own][:OFFERED])
        practices = self._corpus.speech_of(matches[0].passage).practices
        beside = [practice for practice in practices if practice != matches[0].passage]
        return self._directory.of_one((near or beside)[:OFFERED])

    def _siblings(self, passage: Passage) -> tuple[Choice, ...]:
        """All practices of its speech in their order, so that the numbers are theirs; none where it is the only one."""
        practices = self._corpus.speech_of(passage).practices
        return self._directory.of_one(practices) if practices != (passage,) else ()


def _excerpt(match: Match) -> str:
    """The beginning of the quote, from the clause on that has the most telling word of the question."""
    text = match.quote.text.replace("\n", "")
    found = [e for e in match.coverage.evidence if e.strength and e.found in text]
    at = text.find(max(found, key=lambda e: e.weight * e.strength).found) if found else 0
    start = max(text.rfind(mark, 0, at) for mark in _CLAUSE_ENDS) + 1
    shown = text[start : start + _EXCERPT]
    return f"{'…' if start else ''}{shown}{'…' if start + _EXCERPT < len(text) else ''}"


def _worth_offering(matches: Sequence[Match]) -> list[Match]:
    return [match for match in matches if match.score >= _WORTH_OFFERING * matches[0].score]
