"""Which edition answers: the latest that was published and is sound. Each process follows by itself."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import structlog

from bot.errors import BaiguError, ReleaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.dialogue.edition import Edition

LOOKS_EVERY = 2.0
"""Seconds between two looks at what is published."""

_TRIES_AGAIN_AFTER = 60.0
_log = structlog.get_logger()


@dataclass(frozen=True)
class _Served:
    number: int | None
    edition: Edition


@dataclass(frozen=True)
class _Damaged:
    why: str
    seen: float


class Editions:
    """Builds an edition beside the one that answers, and puts it in its place when it is whole.

    What cannot be used is passed over for what was current before it, so that there is always an answer.

    Args:
        published: numbers of releases: the current one, then those that were current before it, the latest first.
        build: the edition of a release; for None, of the knowledge of a service that has published none.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        published: Callable[[], Sequence[int]],
        build: Callable[[int | None], Edition],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._published = published
        self._build = build
        self._clock = clock
        self._served: _Served | None = None
        self._damaged: dict[int, _Damaged] = {}
        self._looking = threading.Lock()

    def current(self) -> Edition:
        """The edition to answer from."""
        return self._now().edition

    @property
    def number(self) -> int | None:
        """Of the release that answers; None where none is published."""
        return self._now().number

    @property
    def problem(self) -> str | None:
        """What keeps the release that was published last from answering, for operators; None where nothing does."""
        for number, damaged in self._damaged.items():
            now = "知识文件夹" if self.number is None else f"第 {self.number} 版"
            return f"第 {number} 版用不了，还在用{now}。{damaged.why}"
        return None

    def look(self) -> None:
        """Take up what is published.

        Raises:
            Exception: it cannot be asked what is published; or nothing answers yet, and nothing that is there can.
        """
        with self._looking:
            passed_over: dict[int, _Damaged] = {}
            for number in self._published() or (None,):
                if self._served and self._served.number == number:
                    break
                damaged = self._take_up(number)
                if number is None or damaged is None:
                    break
                passed_over[number] = damaged
            self._damaged = passed_over
            if self._served is None:
                raise ReleaseError("；".join(damaged.why for damaged in passed_over.values()))

    def follow(self) -> None:
        """Look again and again, in a thread of this process."""
        threading.Thread(target=self._follow, name="editions", daemon=True).start()

    def _follow(self) -> None:
        is_blind = False
        while True:
            try:
                self.look()
                is_blind = False
            except Exception:  # noqa: BLE001 # whatever keeps it from looking, it goes on answering
                if not is_blind:
                    _log.exception("cannot_look_for_releases")
                is_blind = True
            time.sleep(LOOKS_EVERY)

    def _now(self) -> _Served:
        if self._served is None:
            self.look()
        assert self._served
        return self._served

    def _take_up(self, number: int | None) -> _Damaged | None:
        """Let a release answer; if it cannot be built say why, and try again after a minute."""
        known = self._damaged.get(number or 0)
        if known and self._clock() < known.seen + _TRIES_AGAIN_AFTER:
            return known
        try:
            self._served = _Served(number, self._build(number))
        except Exception as error:
            if number is None:
                raise
            if known is None:
                _log.exception("release_damaged", release=number)
            return _Damaged(_told(error), self._clock())
        _log.info("release_taken_up", release=number)
        return None


def _told(error: Exception) -> str:
    """An error of ours in its own words; of others the name alone, for what they say is for developers."""
    return str(error) if isinstance(error, BaiguError) else type(error).__name__
