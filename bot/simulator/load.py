"""Many people at once, at a steady rate, over connections that break."""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.results.load import LoadFigures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.simulator.account import Mode
    from bot.simulator.person import Push
    from bot.simulator.platform import Platform
    from bot.simulator.screen import Screen

MOST_AT_ONCE = 64
"""Connections; what a burst needs beyond waits for one of them."""


_SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


@dataclass(frozen=True)
class Plan:
    """How much to send.

    Attributes:
        rate: messages a second, whether or not earlier ones are answered.
        seconds: for how long.
        persons: how many people take turns.
        dropped: share of messages, 0…1, whose first connection breaks before an answer.
        repeated: share of messages, 0…1, that are sent once more while the first is under way.
    """

    rate: float
    seconds: float
    persons: int = 50
    dropped: float = 0.05
    repeated: float = 0.05


@dataclass(frozen=True)
class Delivered:
    """What is kept of a delivery."""

    tries: int
    seconds: float
    screen: Screen


class Load:
    """Runs plans.

    Args:
        questions: what people type, in turns.
        seed: of the choice of mishaps.
    """

    def __init__(
        self, platform: Platform, modes: Sequence[Mode], questions: Sequence[str], seed: int = 0
    ) -> None:
        self._platform = platform
        self._modes = modes
        self._questions = questions
        self._random = random.Random(seed)  # noqa: S311 # mishaps are no secrets

    def run(self, plan: Plan) -> LoadFigures:
        """Send everything and wait for the answers."""
        people = [self._platform.account.somebody() for _ in range(plan.persons)]
        started = time.monotonic()
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            under_way = []
            for number in range(int(plan.rate * plan.seconds)):
                time.sleep(max(started + number / plan.rate - time.monotonic(), 0))
                push = people[number % len(people)].text(self._questions[number % len(self._questions)])
                mode = self._modes[number % len(self._modes)]
                drop = self._random.random() < plan.dropped
                times = 2 if self._random.random() < plan.repeated else 1
                under_way.append([pool.submit(self._outcome, push, mode, drop) for _ in range(times)])
        return _figures([[future.result() for future in same] for same in under_way])

    def _outcome(self, push: Push, mode: Mode, drop: bool) -> Delivered:  # noqa: FBT001 # submitted to the pool
        delivery = self._platform.deliver(push, mode, dropped=drop)
        return Delivered(len(delivery.attempts), delivery.seconds, delivery.screen)


def _figures(outcomes: Sequence[Sequence[Delivered]]) -> LoadFigures:
    every = [outcome for same in outcomes for outcome in same]
    answered = sorted(outcome.seconds for outcome in every if not outcome.screen.faults)
    faults = Counter(fault for outcome in every for fault in outcome.screen.faults)
    differing = sum(len({outcome.screen for outcome in same}) > 1 for same in outcomes)
    return LoadFigures(
        messages=len(outcomes),
        tries={str(n): count for n, count in sorted(Counter(outcome.tries for outcome in every).items())},
        seconds={name: round(_latency(answered, share), 3) for name, share in _SHARES.items()},
        faults=dict(faults.most_common()),
        differing=differing,
        clean=not faults and not differing,
    )


def _latency(answered: Sequence[float], share: float) -> float:
    """The latency that this share of the answers keeps, in seconds."""
    last = len(answered) - 1
    return answered[min(int(share * len(answered)), last)] if answered else 0.0
