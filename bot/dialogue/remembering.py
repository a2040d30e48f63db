"""An answer -> what of it one message shows, and the conversation after it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.model import Conversation, Status, Wording

if TYPE_CHECKING:
    from bot.model import Answer, Corpus

    Turn = tuple[Answer, Conversation]

PAGE = 8
"""How many choices a message shows; a phone shows about that many lines."""

_TRAIL = 5
_PATIENCE = 3
"""Messages in a row without an answer, after which what was said before them is no longer meant."""


class Remembering:
    """Keeps of a turn what later ones may lean on."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def turn(self, answer: Answer, asked: str | None, before: Conversation) -> Turn:
        """The answer as far as one message shows it, and the conversation after it.

        Args:
            asked: what it answers, in words that stand alone, where that is a question of its own.
        """
        shown, waiting = answer.choices[:PAGE], answer.choices[PAGE:]
        if shown:
            before = replace(before, choices=shown, waiting=waiting)
        if answer.status is Status.UNANSWERED and answer.wording != Wording.PAST_END:
            before = self._after_none(answer, asked, before)
        elif answer.status is not Status.COURTESY:
            before = self._after(answer, asked, before)
        return replace(answer, choices=shown, more=len(waiting)), before

    def _after_none(self, answer: Answer, asked: str | None, before: Conversation) -> Conversation:
        """What nothing was found for forgets nothing, until several have been about something else."""
        unanswered = before.unanswered + 1
        if unanswered < _PATIENCE:
            unit = self._unit_of(answer) or before.unit
            return replace(before, unanswered=unanswered, vain=asked, listed=False, unit=unit)
        return Conversation(choices=before.choices, waiting=before.waiting, unanswered=unanswered, vain=asked)

    def _after(self, answer: Answer, asked: str | None, before: Conversation) -> Conversation:
        quoted = answer.quote.passage.id if answer.quote else None
        is_new = asked is not None and asked not in before.trail[-1:]
        seen = () if is_new else before.seen
        shown = (quote.passage.id for quote in answer.quotes)
        is_elsewhere = is_new and not answer.matches
        return replace(
            before,
            trail=(*before.trail, asked)[-_TRAIL:] if is_new and asked else before.trail,
            passage=quoted or (None if is_elsewhere else before.passage),
            unit=self._unit_of(answer) or before.unit,
            seen=tuple(dict.fromkeys((*seen, *shown))),
            listed=len(answer.quotes) != 1,
            unanswered=0,
            vain=None,
        )

    def _unit_of(self, answer: Answer) -> str | None:
        """The unit an answer speaks of."""
        if answer.verdict and answer.verdict.finding.unit:
            return answer.verdict.finding.unit.slug
        return self._corpus.speech_of(answer.matches[0].passage).unit.slug if answer.matches else None
