"""What was asked of late, told by what answered: units, themes, practices."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from bot.results.overview import LATENCIES, Day, Named, Overview, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from bot.dialogue.editions import Editions
    from bot.model import Corpus
    from bot.state.daily import Daily

    Counts = Mapping[tuple[str, str], int]

_MOST = 15


class Overviews:
    """Puts figures together.

    Args:
        problems: what operators should know of, a line each.
    """

    def __init__(self, daily: Daily, editions: Editions, problems: Callable[[], Sequence[str]]) -> None:
        self._daily, self._editions, self._problems = daily, editions, problems

    def of_last(self, days: int) -> Overview:
        """The last days, today the last."""
        counted = self._daily.of_last(2 * days)
        told = [_day(day, counts) for day, counts in counted.items()]
        last = list(counted.values())[days:]
        total = sum((Counter(counts) for counts in last), Counter[tuple[str, str]]())
        hours = _of(total, "hour")
        latencies = _of(total, "latency")
        corpus = self._editions.current().corpus
        units, themes, practices = _named(corpus, _of(total, "passage"))
        return Overview(
            days=told[days:],
            before=Span(told[:days]),
            hours=[hours.get(str(hour), 0) for hour in range(24)],
            latencies=[latencies.get(str(number), 0) for number in range(len(LATENCIES) + 1)],
            units=units,
            themes=themes,
            practices=practices,
            problems=self._problems(),
            release=self._editions.number,
        )


def _of(counts: Counts, kind: str) -> dict[str, int]:
    return {name: count for (its, name), count in counts.items() if its == kind}


def _day(day: date, counts: Counts) -> Day:
    return Day(day, _of(counts, "status"), _of(counts, "feedback"))


def _named(
    corpus: Corpus, passages: Mapping[str, int]
) -> tuple[Sequence[Named], Sequence[Named], Sequence[Named]]:
    """Units, themes and practices that answered most; a passage that is no longer there is told by its id."""
    units, themes, practices = Counter[str](), Counter[str](), list[Named]()
    for name, count in passages.items():
        passage = corpus.passage(name)
        if passage is None:
            practices.append(Named(name, count))
            continue
        speech = corpus.speech_of(passage)
        units[speech.unit.name] += count
        themes.update(dict.fromkeys(passage.themes, count))
        path = f"/speeches/{speech.slug}#{passage.anchor}"
        practices.append(Named(f"{speech.unit.name}：{passage.heading}", count, path))
    return _most(_each(units)), _most(_each(themes)), _most(practices)


def _each(counts: Counter[str]) -> Iterable[Named]:
    return (Named(name, count) for name, count in counts.items())


def _most(named: Iterable[Named]) -> Sequence[Named]:
    return sorted(named, key=lambda one: (-one.count, one.name))[:_MOST]
