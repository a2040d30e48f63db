"""The queue as the console shows it: clustered and tried beside the service, mended when a person agrees."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.app.mending import Mending
from bot.app.remembered import Remembered
from bot.corpus.folder import KnowledgeFolder
from bot.errors import MendError
from bot.mending.clusters import JOINED, together
from bot.model import Attach, Fixed, NeedsSpeech, Nickname, Outside, Word
from bot.model.period import Period
from bot.model.task import DONE
from bot.results.mending import Cluster, Effect, Likely, Wording
from bot.results.publication import ChangedAnswer
from bot.state.entries import Entries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.app.service import Service
    from bot.model import Mend, Wanted
    from bot.model.progress import Progress
    from bot.model.task import Task
    from bot.results.mending import Chosen
    from bot.state.tasks import Tasks

_MOST = 200
_OLD = 3600.0
"""Seconds for which what was counted is shown without being counted anew."""

_EXCERPT, _LISTED = 60, 2000
_MENDS: dict[str, type[Any]] = {
    kind.__name__: kind for kind in (Attach, Word, Nickname, Fixed, Outside, NeedsSpeech)
}


class Queue:
    """What the pages of the queue need.

    Args:
        start: has somebody do what waits.
    """

    def __init__(self, service: Service, tasks: Tasks, start: Callable[[], None]) -> None:
        self._service = service
        self._tasks, self._start = tasks, start
        self._entries = Entries(service.database)

    def refresh(self, who: str, period: Period) -> None:
        """Have the journal of a period clustered anew."""
        task = self.counting(period)
        if task is None or task.is_over:
            self._tasks.add("queue", who, _given(period))
        self._start()

    def keep_fresh(self, who: str, period: Period) -> None:
        """Have it clustered anew where that was long ago, or before something was mended or published."""
        task, mended = self.counting(period), self._tasks.latest("mend", DONE)
        if task and not task.is_over:
            return
        switch = next(iter(self._service.releases.switches(1)), None)
        changed = (event.at for event in (mended, switch) if event)
        since = max(self._service.clock() - _OLD, *changed, 0.0)
        if task is None or task.at < since:
            self.refresh(who, period)

    def counting(self, period: Period) -> Task | None:
        """The last clustering of a period, over or not."""
        return self._tasks.latest("queue", given=_given(period))

    def clusters(self, period: Period) -> Sequence[Cluster]:
        """What was asked in vain, as it was last counted."""
        task = self._tasks.latest("queue", DONE, _given(period))
        return [_cluster(told) for told in json.loads(task.told)] if task else []

    def cluster(self, name: str, period: Period) -> Cluster | None:
        """One of them, or those of several names, joined, as one; None where none of these is there any more."""
        names = name.split(JOINED)
        found = [cluster for cluster in self.clusters(period) if cluster.id in names]
        return together(found) if len(found) > 1 else next(iter(found), None)

    def reply(self, cluster: Cluster) -> str:
        """What was replied the last time."""
        entry = self._entries.one(cluster.entry)
        return (entry.reply if entry else None) or ""

    def likely(self, question: str) -> Sequence[Likely]:
        """The practices nearest to a question, the nearest first."""
        edition = self._service.editions.current()
        corpus = edition.corpus
        passages = (match.passage for match in edition.search.search(question).matches)
        return [Likely(p.id, corpus.speech_of(p).unit.name, p.heading, p.text[:_EXCERPT]) for p in passages]

    def practices(self) -> Sequence[str]:
        """What all practices are called, as far as a page can list them."""
        corpus = self._service.editions.current().corpus
        listed = corpus.passages[:_LISTED]
        return [f"{corpus.speech_of(passage).unit.name}：{passage.heading}" for passage in listed]

    def try_out(self, who: str, cluster: Cluster, period: Period, chosen: Chosen) -> int:
        """Have the effect of a mend found out; the number of the task, which keeps what was typed."""
        given = {
            "cluster": cluster.id,
            **_given(period),
            "wordings": list(chosen.wordings),
            "others": [wording.text for wording in cluster.wordings],
            "heads": list(cluster.heads),
            "typed": dict(chosen.typed),
            "mend": {"kind": type(chosen.mend).__name__, **asdict(chosen.mend)},
        }
        number = self._tasks.add("effect", who, given)
        self._start()
        return number

    def mend(self, who: str, trial: Task) -> int:
        """Have a mend written whose effect was seen; the number of the task."""
        number = self._tasks.add("mend", who, {**trial.given, "version": effect_of(trial).version})
        self._start()
        return number

    def task(self, number: int) -> Task | None:
        """A task of the queue."""
        task = self._tasks.get(number)
        is_ours = task and task.kind in ("effect", "mend") and "period" in task.given  # older ones lack it
        return task if is_ours else None

    @staticmethod
    def effect(task: Task) -> Effect:
        """What a mend would change, once that is found out."""
        return effect_of(task)

    def wanted(self) -> Sequence[Wanted]:
        """What there should be speeches of."""
        return KnowledgeFolder(self._service.settings.knowledge).read().corpus.wanted


class Bench:
    """Does the tasks of the queue, in the process beside the service."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._remembered = Remembered()

    def count(self, task: Task, progress: Progress) -> str:
        """Cluster what was asked in vain and goes on being so; the clusters as JSON."""
        self._service.fill_journal()
        mending = Mending(self._service, progress, self._remembered)
        clusters = mending.clusters(Period(task.given["period"]).since(self._service.clock()))
        return _json([asdict(cluster) for cluster in mending.queue(clusters, _MOST)])

    def effect(self, task: Task, progress: Progress) -> str:
        """What a mend would change, as JSON."""
        mending = Mending(self._service, progress, self._remembered)
        given = task.given
        effect = mending.effect(_mend(mending, given), tuple(given["wordings"]), tuple(given["others"]))
        return _json(asdict(effect))

    def mend(self, task: Task, progress: Progress) -> str:
        """Write a mend; the names of the files as JSON."""
        mending = Mending(self._service, progress, self._remembered)
        given = task.given
        wordings, heads = tuple(given["wordings"]), given.get("heads", ())  # older ones lack it
        return _json(mending.save(_mend(mending, given), wordings, given["version"], heads))


def _given(period: Period) -> Mapping[str, str]:
    """What a task is told of a period."""
    return {"period": period.value}


def effect_of(task: Task) -> Effect:
    """The effect that a task found out."""
    told = json.loads(task.told)
    answers = {name: tuple(ChangedAnswer(**row) for row in told[name]) for name in ("own", "others")}
    return Effect(**{**told, **answers, "worse": tuple(told["worse"])})


def _mend(mending: Mending, given: Mapping[str, Any]) -> Mend:
    """The mend that was meant; practices are named as people do."""
    fields = {
        name: tuple(value) if isinstance(value, list) else value for name, value in given["mend"].items()
    }
    mend: Mend = _MENDS[str(fields.pop("kind"))](**fields)
    if not isinstance(mend, Attach):
        return mend
    passage = mending.passage(mend.passage)
    if passage is None:
        raise MendError(f"讲稿里没有“{mend.passage}”；从列表里挑一条，或者写“某单位第1条”")
    return Attach(passage.id)


def _cluster(told: Mapping[str, Any]) -> Cluster:
    parts = {name: tuple(told.get(name, ())) for name in ("near", "heads")}  # older ones lack both
    return Cluster(**{**told, **parts, "wordings": tuple(Wording(**wording) for wording in told["wordings"])})


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)
