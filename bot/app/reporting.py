"""The weekly report: what was asked, what came of it, what was mended and what is to be done."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bot.app.mending import Mending
from bot.app.new_file import write_new
from bot.model import Status
from bot.model.moment import midnight
from bot.model.progress import unshown
from bot.reporting.tallies import tally
from bot.results.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.app.service import Service
    from bot.model import Corpus, Entry
    from bot.model.progress import Progress

_LISTED = 10
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


def week_of(day: date | None, now: float) -> date:
    """The Monday of a day's week; without one, of the last week that is over."""
    day = day or datetime.fromtimestamp(now).astimezone().date() - _WEEK
    return day - timedelta(days=day.weekday())


def weekly(service: Service, first: date, progress: Progress = unshown) -> Report:
    """The report of the week that begins on a Monday."""
    service.look_for_more()
    mending = Mending(service, progress)
    begins, ends = midnight(first), midnight(first + _WEEK)
    days = [mending.questions(midnight(day), midnight(day + _DAY)) for day in _days(first)]
    entries = [entry for day in days for entry in day]
    in_vain = mending.clusters(begins, ends)
    unmet = mending.unmended(in_vain, None)
    corpus = service.knowledge.load(progress)
    return Report(
        account=corpus.city.account,
        first=first,
        last=first + timedelta(days=6),
        week=tally(entries),
        before=tally(mending.questions(midnight(first - _WEEK), begins)),
        days=tuple(tally(day) for day in days),
        units=_units(entries, corpus),
        asked=tuple(mending.clustered(entries)[:_LISTED]),
        unmet=tuple(unmet[:_LISTED]),
        mended=tuple([cluster for cluster in in_vain if cluster not in unmet][:_LISTED]),
        wanted=corpus.wanted,
        releases=tuple(r for r in service.releases.all() if begins <= r.at < ends),
    )


def write_report(path: Path, report: Report) -> None:
    """Write a Word file.

    Raises:
        InputError: there is such a file, or it cannot be written.
    """
    from bot.reporting.document import document  # noqa: PLC0415 # python-docx takes half a second

    write_new({path: document(report)})


def _days(first: date) -> Iterator[date]:
    return (first + n * _DAY for n in range(7))


def _units(entries: Sequence[Entry], corpus: Corpus) -> tuple[tuple[str, int], ...]:
    answered = (entry.passage for entry in entries if entry.status == Status.ANSWERED.value)
    passages = (corpus.passage(passage or "") for passage in answered)
    return tuple(Counter(corpus.speech_of(p).unit.name for p in passages if p).most_common(_LISTED))
