"""A run of several machines: what became of all messages, what of that must not be, and the report."""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.journeys.chaos import A_SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.results.load import Differing, LoadFigures
    from tests.journeys.judging import Judge, Told

_SLOWEST = 4.0
"""Seconds: nginx waits 2 for a machine that is frozen, and the next answers within 2."""

_SHOWN = 5
"""Of what must not be."""


@dataclass(frozen=True)
class Run:
    """All that happened.

    Attributes:
        most: messages a second that the machines can do before and afterwards; a machine that is given to others meanwhile
            does less than it is asked.
        rate: messages a second of `baigu simulate`.
        happened: how often what happened; what its time did not come for, 0 times.
        switched: when the second release took the place of the first, see `Judge`.
        asked: how many messages were sent besides those that are told of.
        journal: entries in the end; `lost` is what machines say of those that they could not keep.
    """

    most: tuple[float, float]
    rate: int
    told: Sequence[Told]
    simulated: Sequence[LoadFigures]
    happened: Mapping[str, int]
    switched: tuple[float, float]
    asked: int
    journal: int
    lost: int

    @property
    def expected(self) -> int:
        """How many entries the journal should have."""
        return self.asked + len(self.told) + sum(one.messages for one in self.simulated)

    @property
    def took(self) -> list[float]:
        """Seconds of the messages that were answered, the slowest last."""
        return sorted(one.outcome.seconds for one in self.told if one.outcome.seconds is not None)

    @property
    def slowest(self) -> float:
        """Seconds of the last try, of all messages."""
        return max((*self.took, *(one.seconds["max"] for one in self.simulated)), default=0.0)

    @property
    def differing(self) -> list[Differing]:
        """Messages that got two replies."""
        return [pair for one in self.simulated for pair in one.differing]

    @property
    def faults(self) -> Counter[str]:
        """What phones showed as a fault, and how often."""
        return sum((Counter(one.faults) for one in self.simulated), Counter[str]())


def wrong(run: Run, judge: Judge) -> Iterator[str]:
    """A line for each thing that must not be."""
    silent = len(run.told) - len(run.took)
    if silent:
        yield f"没有答上：微信消息 {silent} 条"
    if run.faults:
        yield f"没有答上：baigu simulate {sum(run.faults.values())} 条（{_listed(run.faults, '条')}）"
    if run.slowest >= _SLOWEST:
        yield f"太慢：最慢 {run.slowest:.2f} 秒，该在 {_SLOWEST:.0f} 秒内"
    if run.lost:
        yield f"丢了问答记录：机器说 {run.lost} 条"
    if run.journal != run.expected:
        yield f"问答记录不对：{run.journal} 条，该有 {run.expected} 条"
    pairs = [
        f"{_at(pair.since)} “{pair.said}”：{'／'.join(map(_beginning, sorted(set(pair.replies))))}"
        for pair in run.differing
        if not judge.may_differ(pair)
    ]
    if pairs:
        yield f"不该有的两种回答：{len(pairs)} 条；{'；'.join(pairs[:_SHOWN])}"
    replies = [
        f"{_at(told.since)} “{'，'.join(told.said)}”：{_beginning(told.reply)}"
        for told in run.told
        if told.outcome.seconds is not None and not judge.may_be(told)
    ]
    if replies:
        yield f"不该有的回答：{len(replies)} 条；{'；'.join(replies[:_SHOWN])}"


def report(run: Run, judge: Judge, seconds: float, lasting: float) -> str:
    """For people."""
    took = run.took
    tries = [sum(one.tries.get(number, 0) for one in run.simulated) for number in "123"]
    p50, p99, last = (max(one.seconds[share] for one in run.simulated) for share in ("p50", "p99", "max"))
    retried = sum(one.outcome.tries > 1 for one in run.told)
    unusual = sum(not judge.is_usual(one) for one in run.told)
    on = f"{time.strftime('%Y-%m-%d')}，{os.cpu_count()} 个核，结束时负载 {os.getloadavg()[0]:.1f}"
    return (
        f"# python -m tests.journeys.several {seconds:.0f} {lasting:.0f}（{on}）\n"
        f"每秒 {A_SECOND} 条微信消息，三条一段（问、回复“1”、“还有吗”），下面的事轮流发生，每次 {lasting:.0f} 秒，一半时换一版；"
        f"同时 baigu simulate 每秒 {run.rate} 条，合起来是答得了的七成"
        f"（八个人不停地问，开始时每秒答 {run.most[0]:.0f} 条，结束时 {run.most[1]:.0f} 条）。\n\n"
        f"三台机器、nginx、PostgreSQL、Redis、OpenSearch：{_listed(run.happened, '次')}\n"
        f"  微信消息 {len(run.told)} 条，没有答上 {len(run.told) - len(took)} 条，靠重试答上 {retried} 条\n"
        f"  一半在 {took[len(took) // 2]:.2f} 秒内答上，99% 在 {took[int(len(took) * 0.99)]:.2f} 秒内，最慢 {took[-1]:.2f} 秒；"
        f"有机器读不到上下文时接着上文说、答得和平时不一样的 {unusual} 条\n"
        f"  baigu simulate：{sum(one.messages for one in run.simulated)} 条，"
        f"第一、二、三次答上的 {' / '.join(map(str, tries))}，"
        f"一半在 {p50:.2f} 秒内，99% 在 {p99:.2f} 秒内，最慢 {last:.2f} 秒；"
        f"手机上出故障的：{_listed(run.faults, '条') or '没有'}；"
        f"两种回答的 {len(run.differing)} 条，其中一台读不到上下文的 {sum(map(judge.may_differ, run.differing))} 条\n"
        f"  事后问答记录 {run.journal} 条，该有 {run.expected} 条，丢了 {run.lost} 条\n"
    )


def _listed(counted: Mapping[str, int], unit: str) -> str:
    return "，".join(f"{what} {number} {unit}" for what, number in counted.items())


def _beginning(reply: str) -> str:
    return repr(reply[:60])


def _at(seconds: float) -> str:
    return time.strftime("%H:%M:%S", time.localtime(seconds))
