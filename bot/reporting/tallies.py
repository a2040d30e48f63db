"""Entries of the journal -> how many came to what."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from bot.model import Feedback, Status
from bot.results.report import Tally

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.model import Entry


def tally(entries: Sequence[Entry]) -> Tally:
    """What came of questions."""
    statuses = Counter(entry.status for entry in entries)
    feedback = Counter(entry.feedback for entry in entries)
    latencies = [entry.latency for entry in entries if entry.latency is not None]
    return Tally(
        answered=statuses[Status.ANSWERED.value],
        suggested=statuses[Status.SUGGESTED.value],
        unanswered=statuses[Status.UNANSWERED.value],
        useful=feedback[Feedback.USEFUL.value],
        useless=feedback[Feedback.USELESS.value],
        people=len({entry.person for entry in entries if entry.person}),
        latency=median(latencies) if latencies else None,
    )
