"""The same questions put before and after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.results.publication import ChangedAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.evaluation.measures import Served


def changed_answers(before: Sequence[Served], after: Sequence[Served]) -> list[ChangedAnswer]:
    """The questions whose status, first passage or fixed reply is another."""
    return [
        both(old, new)
        for old, new in zip(before, after, strict=True)
        if (old.status, old.passage, old.said) != (new.status, new.passage, new.said)
    ]


def both(old: Served, new: Served) -> ChangedAnswer:
    """How a question is answered before and after, changed or not."""
    before, after = (f"{one.status.value} {one.first or one.said}".strip() for one in (old, new))
    if before == after and old.passage != new.passage:  # the same number of another speech of the unit
        before, after = f"{before}（{old.passage}）", f"{after}（{new.passage}）"
    return ChangedAnswer(new.question.text, before, after)
