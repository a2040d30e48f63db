"""What was asked over some days, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

LATENCIES = (0.1, 0.25, 0.5, 1.0, 2.0, 5.0)
"""Seconds: upper ends of the stretches into which it is counted how long replies took; the last stretch has none."""


@dataclass(frozen=True)
class Day:
    """One day.

    Attributes:
        statuses: how many messages came of each status.
        feedback: how many said useful or useless.
    """

    day: date
    statuses: Mapping[str, int]
    feedback: Mapping[str, int]

    @property
    def questions(self) -> int:
        """How many asked something; greetings and lists are none."""
        return sum(self.statuses.get(status, 0) for status in ("answered", "suggested", "unanswered"))


@dataclass(frozen=True)
class Named:
    """How often something answered.

    Attributes:
        path: of its page; empty where there is none any more.
    """

    name: str
    count: int
    path: str = ""


@dataclass(frozen=True)
class Span:
    """Some days, one after the other."""

    days: Sequence[Day]

    @property
    def questions(self) -> int:
        """How many asked something."""
        return sum(day.questions for day in self.days)

    def count(self, status: str) -> int:
        """How many messages came to that."""
        return sum(day.statuses.get(status, 0) for day in self.days)

    def said(self, feedback: str) -> int:
        """How many said useful or useless."""
        return sum(day.feedback.get(feedback, 0) for day in self.days)

    def share(self, status: str) -> float | None:
        """0…1: how many of the questions came to that; None where nothing was asked."""
        return self.count(status) / self.questions if self.questions else None


@dataclass(frozen=True)
class Overview(Span):
    """Some days, and what they are held against.

    Attributes:
        before: as many days before them.
        hours: messages of each hour of the day.
        latencies: replies by how long they took, by `LATENCIES`; one more for those that took longer.
        problems: what operators should know of, a line each.
        release: that answers now; None of the knowledge folder.
    """

    before: Span
    hours: Sequence[int]
    latencies: Sequence[int]
    units: Sequence[Named]
    themes: Sequence[Named]
    practices: Sequence[Named]
    problems: Sequence[str] = ()
    release: int | None = None

    def within(self, share: float) -> float | None:
        """Seconds within which that share of all replies was there, as far as is counted; None beyond the last."""
        total, so_far = sum(self.latencies), 0
        for seconds, count in zip(LATENCIES, self.latencies, strict=False):
            so_far += count
            if total and so_far >= share * total:
                return seconds
        return None
