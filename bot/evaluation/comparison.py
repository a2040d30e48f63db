"""The same questions put before and after a change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.measures import Outcome


@dataclass(frozen=True)
class ChangedAnswer:
    """A question that is answered otherwise: as `status unit practice`."""

    question: str
    before: str
    after: str


def changed_answers(before: Sequence[Outcome], after: Sequence[Outcome]) -> list[ChangedAnswer]:
    """The questions whose status or first passage is another."""
    return [
        ChangedAnswer(new.question.text, _told(old), _told(new))
        for old, new in zip(before, after, strict=True)
        if (old.status, old.passage) != (new.status, new.passage)
    ]


def _told(outcome: Outcome) -> str:
    return f"{outcome.status.value} {outcome.first}".strip()
