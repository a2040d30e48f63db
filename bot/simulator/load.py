"""Many people at once, at a steady rate, over connections that break."""

from __future__ import annotations

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from itertools import cycle, islice
from typing import TYPE_CHECKING

from bot.results.load import Differing, LoadFigures

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from concurrent.futures import Future

    from bot.simulator.account import Mode
    from bot.simulator.person import Person, Push
    from bot.simulator.platform import Platform
    from bot.simulator.screen import Screen

MOST_AT_ONCE = 64
"""Connections; what a burst needs beyond waits for one of them."""


_SHARES = {"p50": 0.5, "p95": 0.95, "p99": 0.99, "max": 1.0}


@dataclass(frozen=True)
class Plan:
    """How much to send.

    Attributes:
        rate: messages a second, whether or not earlier ones of others are answered.
        seconds: for how long.
        persons: how many people take turns; each waits for an answer before they go on.
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
    """What is kept of a delivery, which ended then (in seconds since 1970)."""

    tries: int
    seconds: float
    screen: Screen
    ended: float


@dataclass
class _Talking:
    """Somebody, what they have yet to type, and the deliveries of what they typed last."""

    person: Person
    texts: Iterator[str]
    under_way: Sequence[Future[Delivered]] = field(default_factory=list)

    def next(self) -> Push:
        """What they type once they have been answered."""
        wait(self.under_way)
        return self.person.text(next(self.texts))


class Load:
    """Runs plans.

    Args:
        questions: what each types, one after another and again; the second begins with the second.
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
        people = [
            _Talking(
                self._platform.account.somebody(),
                islice(cycle(self._questions), first % len(self._questions), None),
            )
            for first in range(plan.persons)
        ]
        started = time.monotonic()
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            sent = []
            for number in range(int(plan.rate * plan.seconds)):
                time.sleep(max(started + number / plan.rate - time.monotonic(), 0))
                who = people[number % len(people)]
                push, since = who.next(), time.time()
                mode = self._modes[number % len(self._modes)]
                drop = self._random.random() < plan.dropped
                times = 2 if self._random.random() < plan.repeated else 1
                who.under_way = [pool.submit(self._outcome, push, mode, drop) for _ in range(times)]
                sent.append((push.shown, since, who.under_way))
        return _figures([(said, since, [one.result() for one in same]) for said, since, same in sent])

    def _outcome(self, push: Push, mode: Mode, drop: bool) -> Delivered:  # noqa: FBT001 # submitted to the pool
        delivery = self._platform.deliver(push, mode, dropped=drop)
        return Delivered(len(delivery.attempts), delivery.seconds, delivery.screen, time.time())


def _figures(sent: Sequence[tuple[str, float, Sequence[Delivered]]]) -> LoadFigures:
    every = [outcome for _, _, same in sent for outcome in same]
    answered = sorted(outcome.seconds for outcome in every if not outcome.screen.faults)
    faults = Counter(fault for outcome in every for fault in outcome.screen.faults)
    differing = [
        Differing(said, since, max(one.ended for one in same), [_shown(one.screen) for one in same])
        for said, since, delivered in sent
        for same in [[one for one in delivered if not one.screen.faults]]
        if len({one.screen for one in same}) > 1
    ]
    return LoadFigures(
        messages=len(sent),
        tries={str(n): count for n, count in sorted(Counter(outcome.tries for outcome in every).items())},
        seconds={name: round(_latency(answered, share), 3) for name, share in _SHARES.items()},
        faults=dict(faults.most_common()),
        differing=differing,
        clean=not faults and not differing,
    )


def _shown(screen: Screen) -> str:
    return screen.text or repr(screen.cards)


def _latency(answered: Sequence[float], share: float) -> float:
    """The latency that this share of the answers keeps, in seconds."""
    last = len(answered) - 1
    return answered[min(int(share * len(answered)), last)] if answered else 0.0
