"""What a week brought, for whoever answers for the account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from bot.model import Release, Wanted
    from bot.results.mending import Cluster


@dataclass(frozen=True)
class Tally:
    """Questions of some days.

    Attributes:
        people: how many asked; one in the browser is another each time.
        latency: seconds that half of the replies took at most; None where none was measured.
    """

    answered: int = 0
    suggested: int = 0
    unanswered: int = 0
    useful: int = 0
    useless: int = 0
    people: int = 0
    latency: float | None = None

    @property
    def questions(self) -> int:
        """How many in all."""
        return self.answered + self.suggested + self.unanswered

    def share(self, count: int) -> float:
        """0…1: a count of its questions; 0 where nothing was asked."""
        return count / self.questions if self.questions else 0.0


@dataclass(frozen=True)
class Report:
    """A week.

    Attributes:
        first, last: its days, Monday and Sunday.
        before: the week before it.
        days: Monday to Sunday.
        units: which answered, and how often, the most first.
        asked: what was asked most.
        unmet: what was asked in vain and is not mended.
        mended: what was asked in vain and is answered, or decided on, now.
        wanted: what there should be speeches of.
        releases: that were published.
    """

    account: str
    first: date
    last: date
    week: Tally
    before: Tally
    days: tuple[Tally, ...]
    units: tuple[tuple[str, int], ...]
    asked: tuple[Cluster, ...]
    unmet: tuple[Cluster, ...]
    mended: tuple[Cluster, ...]
    wanted: tuple[Wanted, ...]
    releases: tuple[Release, ...]
