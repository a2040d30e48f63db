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
        _changed(old, new)
        for old, new in zip(before, after, strict=True)
        if (old.status, old.passage) != (new.status, new.passage)
    ]


def _changed(old: Outcome, new: Outcome) -> ChangedAnswer:
    before, after = (f"{outcome.status.value} {outcome.first}".strip() for outcome in (old, new))
    if before == after:  # the same practice by number, of another speech of the unit
        before, after = f"{before}（{old.passage}）", f"{after}（{new.passage}）"
    return ChangedAnswer(new.question.text, before, after)
