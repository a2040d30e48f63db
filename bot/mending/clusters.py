"""Entries of the journal -> what was asked in vain, the most asked first."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

from bot.mending.alike import leaders
from bot.model import Feedback
from bot.results.mending import Cluster, Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from bot.model import Entry

_LENGTH = 8
"""Of a cluster's id: 32 bits, among some thousands."""


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
