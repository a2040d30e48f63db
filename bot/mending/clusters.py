"""Entries of the journal -> what was asked in vain, the most asked first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import TYPE_CHECKING

from bot.mending.alike import leaders
from bot.model import Feedback
from bot.results.mending import Cluster, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from bot.model import Entry

_LENGTH = 8
"""Of a cluster's id: 32 bits, among some thousands."""

JOINED = "-"
"""Between the ids of clusters that are taken for one."""


@dataclass
class _Asked:
    """One question, however often and with whatever marks it was typed."""

    key: str
    texts: Counter[str] = field(default_factory=Counter)
    entries: list[Entry] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.texts.most_common(1)[0][0]


class Clustering:
    """Puts together what is nearly the same.

    Args:
        key: what two texts have in common that are the same question.
        told: what a text tells, as terms with how much, as search sees it.
    """

    def __init__(self, key: Callable[[str], str], told: Callable[[str], Mapping[str, float]]) -> None:
        self._key = key
        self._told = told

    def clusters(self, entries: Iterable[Entry]) -> list[Cluster]:
        """The most asked first, of equals the one asked last."""
        asked = sorted(self._asked(entries), key=lambda one: (-len(one.entries), one.key))
        grouped: dict[int, list[_Asked]] = defaultdict(list)
        for one, leader in zip(asked, leaders([self._told(one.text) for one in asked]), strict=True):
            grouped[leader].append(one)
        clusters = [_cluster(group) for group in grouped.values()]
        return sorted(clusters, key=lambda cluster: (-cluster.count, -cluster.last))

    def name(self, text: str) -> str:
        """The id of the cluster that a question would stand for."""
        return _name(self._key(text))

    def _asked(self, entries: Iterable[Entry]) -> Iterable[_Asked]:
        asked: dict[str, _Asked] = {}
        for entry in entries:
            key = self._key(entry.question)
            if key:
                one = asked.setdefault(key, _Asked(key))
                one.texts[entry.question] += 1
                one.entries.append(entry)
        return asked.values()


def _name(key: str) -> str:
    return sha256(key.encode()).hexdigest()[:_LENGTH]


def together(parts: Sequence[Cluster]) -> Cluster:
    """Clusters that a person takes for one; it goes by the names of all."""
    parts = sorted(parts, key=lambda one: -one.count)
    latest = max(parts, key=lambda one: one.last)
    statuses = sum((Counter(one.statuses) for one in parts), Counter[str]())
    wordings = sorted(chain.from_iterable(one.wordings for one in parts), key=lambda one: -one.count)
    ids = [one.id for one in parts]
    near = dict.fromkeys(name for one in parts for name in one.near if name not in ids)
    return Cluster(
        id=JOINED.join(ids),
        count=sum(one.count for one in parts),
        wordings=tuple(wordings),
        statuses=dict(statuses.most_common()),
        useless=sum(one.useless for one in parts),
        passage=next((one.passage for one in parts if one.passage), None),
        first=min(one.first for one in parts),
        last=latest.last,
        entry=latest.entry,
        is_mended=all(one.is_mended for one in parts),
        near=tuple(near),
        heads=tuple(one.question for one in parts),
    )


def _cluster(group: list[_Asked]) -> Cluster:
    entries = [entry for one in group for entry in one.entries]
    passages = Counter(entry.passage for entry in entries if entry.passage)
    latest = max(entries, key=lambda entry: entry.at)
    return Cluster(
        id=_name(group[0].key),
        count=len(entries),
        wordings=tuple(Wording(one.text, len(one.entries)) for one in group),
        statuses=dict(Counter(entry.status for entry in entries).most_common()),
        useless=sum(entry.feedback == Feedback.USELESS.value for entry in entries),
        passage=passages.most_common(1)[0][0] if passages else None,
        first=min(entry.at for entry in entries),
        last=latest.at,
        entry=latest.id,
    )
