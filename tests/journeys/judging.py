"""What machines may reply while they are cut off from each other, worked out by the code that replies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from bot.model import Conversation, Question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from bot.dialogue.edition import Edition
    from bot.results.load import Differing
    from tests.journeys.chaos import Outcome

_LOST = Conversation(is_lost=True)


@dataclass(frozen=True)
class Told:
    """What became of one message, and what was replied.

    Attributes:
        said: all that its person said up to it.
        began: when they said the first, in seconds since 1970; `since` and `until` are of the message.
    """

    said: tuple[str, ...]
    began: float
    since: float
    until: float
    outcome: Outcome
    reply: str


def away(logs: Iterable[Path]) -> list[float]:
    """When machines told that they could not read a conversation, in seconds since 1970."""
    lines = (line for log in logs for line in log.read_text("utf-8", "replace").splitlines())
    return [datetime.fromisoformat(line.split()[0]).timestamp() for line in lines if " memory_away " in line]


class Judge:
    """Knows two releases, when the second took the place of the first, and when machines were cut off.

    Whoever is cut off knows nothing of a conversation, and nobody else knows what it said meanwhile. So a reply may be
    another than usual, or two replies to one message differ, only at such a time, and only as far as conversations go.

    Args:
        switched: when that began, and when no machine had the first any more, in seconds since 1970.
        away: see `away`.
    """

    def __init__(
        self, releases: Sequence[Edition], switched: tuple[float, float], away: Sequence[float]
    ) -> None:
        self._releases, self._switched, self._away = tuple(releases), switched, away
        self._possible = cache(self._replies)

    def may_differ(self, pair: Differing) -> bool:
        """Whether one of two machines was cut off then, its reply is what such a one says, and the other's is not."""
        cut_off = {self._asked(release, pair.said, _LOST)[0] for release in self._releases}
        kinds = set(pair.replies)
        return len(kinds) == 2 and len(kinds & cut_off) == 1 and self._is_cut_off(pair.since, pair.until)

    def may_be(self, told: Told) -> bool:
        """Whether a release gives that reply, whole, after what was said before."""
        return self.is_usual(told) or (
            self._is_cut_off(told.began, told.until)
            and told.reply in self._possible(told.said, self._answering(told), cut_off=True)
        )

    def is_usual(self, told: Told) -> bool:
        """Whether it is what everybody gets who says that."""
        return told.reply in self._possible(told.said, self._answering(told), cut_off=False)

    def _is_cut_off(self, since: float, until: float) -> bool:
        return any(since <= at <= until for at in self._away)

    def _answering(self, told: Told) -> range:
        """Which of the releases may have met a message."""
        began, ended = self._switched
        return range(told.since > ended, 1 if told.until < began else 2)

    def _replies(self, said: tuple[str, ...], answering: range, *, cut_off: bool) -> frozenset[str]:
        """All that may be replied to the last, whichever release met what was said before, and whatever of it is known."""
        lost = {_LOST} if cut_off else set[Conversation]()
        known = {Conversation()}
        for text in said[:-1]:
            after = {self._asked(one, text, before)[1] for one in self._releases for before in known | lost}
            known = known | after if cut_off else after
        releases = (self._releases[number] for number in answering)
        return frozenset(self._asked(one, said[-1], before)[0] for one in releases for before in known | lost)

    @staticmethod
    def _asked(release: Edition, text: str, before: Conversation) -> tuple[str, Conversation]:
        replied = release.ask(Question(text, channel="wechat"), before)
        return replied.reply.text, replace(replied.conversation, is_lost=False)
