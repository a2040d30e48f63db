"""Which edition answers: the latest that was published and is sound. Each process follows by itself."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import structlog

from bot.errors import BaiguError, Outdated, ReleaseError, told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.dialogue.edition import Edition

LOOKS_EVERY = 2.0
"""Seconds between two looks at what is published."""

FIRST_LOOK = 20.0
"""Seconds that a process waits for its first look; gunicorn takes one that is not there after 30 for dead."""

_TRIES_AGAIN_AFTER = 60.0
_log = structlog.get_logger()


@dataclass(frozen=True)
class _Served:
    number: int | None
    edition: Edition
    built_without: frozenset[str]

    @property
    def name(self) -> str:
        return "知识文件夹" if self.number is None else f"第 {self.number} 版"


@dataclass(frozen=True)
class _Damaged:
    why: str
    seen: float


class Editions:
    """Builds an edition beside the one that answers, and puts it in its place when it is whole.

    What cannot be used is passed over for what was current before it, in the end for the knowledge folder, so that
    there is always an answer.

    Args:
        published: numbers of releases: the current one, then those that were current before it, the latest first.
        build: the edition of a release, for None of the knowledge folder, without these passages.
        withheld: ids of the passages that must not be quoted.
        last: numbers of releases to begin with where nobody can say what is published.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        published: Callable[[], Sequence[int]],
        build: Callable[[int | None, frozenset[str]], Edition],
        withheld: Callable[[], frozenset[str]],
        last: Callable[[], Sequence[int]] = tuple,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._published = published
        self._build = build
        self._look_for_withheld = withheld
        self._last = last
        self._withheld: frozenset[str] = frozenset()
        self._clock = clock
        self._served: _Served | None = None
        self._damaged: dict[int, _Damaged] = {}
        self._blinded_by: str | None = None
        self._looking, self._looked = threading.Lock(), threading.Event()
        self._replacing = threading.Lock()

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
        now = f"还在用{self._now().name}"
        if self._blinded_by:
            return f"看不到发布了哪些版本，{now}；用 baigu doctor 检查数据库"  # why is for the log alone
        for number, damaged in self._damaged.items():
            return f"第 {number} 版用不了，{now}。{damaged.why}"
        return None

    def look(self) -> None:
        """Take up what is published; where that cannot be seen, or cannot be used, what answers goes on answering.

        Raises:
            Exception: nothing answers yet, and nothing that is there can, or the database needs a newer program.
        """
        with self._looking:
            try:
                self.hold_back()
                numbers = self._published()
            except Exception as error:
                if self._served is None:
                    if isinstance(error, Outdated):
                        raise
                    self._damaged = self._take_up_first(self._last())
                if not self._blinded_by:
                    _log.error("cannot_look_for_releases", why=told(error), exc_info=_unforeseen(error))
                self._blinded_by = told(error)
            else:
                self._blinded_by = None
                self._damaged = self._take_up_first(numbers)

    def hold_back(self) -> None:
        """Keep what is withheld from being quoted at once, before an edition without it is built."""
        withheld = self._look_for_withheld()
        with self._replacing:
            new, self._withheld = withheld - self._withheld, withheld
            if self._served and new:
                self._served = replace(self._served, edition=self._served.edition.without(new))

    def follow(self, replaced: Callable[[], None] = lambda: None) -> None:
        """Look again and again, in a thread of this process; returns when it has looked once.

        A process that takes the place of one that died holds what was current when the service started.

        Args:
            replaced: called each time that another edition answers.
        """
        threading.Thread(target=self._follow, args=(replaced,), name="editions", daemon=True).start()
        threading.Thread(target=self._hold_back, name="withheld", daemon=True).start()
        self._looked.wait(FIRST_LOOK)

    def _follow(self, replaced: Callable[[], None]) -> None:
        while True:
            before = self._served
            try:
                self.look()
            except Exception:  # noqa: BLE001 # whatever keeps it from looking, it looks again
                _log.exception("cannot_look_for_releases")
            self._looked.set()
            if self._served is not before:
                before = None  # else it would be held until the next look
                replaced()
            time.sleep(LOOKS_EVERY)

    def _hold_back(self) -> None:
        """Beside building, which takes as long as there are speeches."""
        while True:
            with suppress(Exception):  # whatever it is, whoever looks for releases meets it and says so
                self.hold_back()
            time.sleep(LOOKS_EVERY)

    def _serve(self, number: int | None) -> None:
        withheld = self._withheld
        edition = self._build(number, withheld)
        with self._replacing:  # what was withheld meanwhile is held back
            self._served = _Served(number, edition.without(self._withheld - withheld), withheld)

    def _is_served(self, number: int | None) -> bool:
        served = self._served
        return bool(served and served.number == number and served.built_without == self._withheld)

    def _now(self) -> _Served:
        if self._served is None:
            self.look()
        assert self._served
        return self._served

    def _take_up_first(self, numbers: Sequence[int]) -> dict[int, _Damaged]:
        """Let the first answer that can; those before it, which cannot."""
        passed_over: dict[int, _Damaged] = {}
        for number in numbers:
            if self._is_served(number):
                return passed_over
            damaged = self._take_up(number)
            if damaged is None:
                return passed_over
            passed_over[number] = damaged
        is_its_turn = not numbers or self._served is None or self._served.number is None
        if is_its_turn and not self._is_served(None):
            self._take_up_folder(passed_over)
        return passed_over

    def _take_up_folder(self, passed_over: Mapping[int, _Damaged]) -> None:
        try:
            self._serve(None)
        except BaiguError as error:
            if not passed_over:
                raise
            whys = (damaged.why for damaged in passed_over.values())
            raise ReleaseError("；".join((*whys, str(error)))) from error

    def _take_up(self, number: int) -> _Damaged | None:
        """Let a release answer; if it cannot be built say why, and try again after a minute."""
        known = self._damaged.get(number)
        if known and self._clock() < known.seen + _TRIES_AGAIN_AFTER:
            return known
        try:
            self._serve(number)
        except Exception as error:  # noqa: BLE001 # whatever is wrong with it, another answers
            if known is None:
                _log.error("release_damaged", release=number, why=told(error), exc_info=_unforeseen(error))
            return _Damaged(told(error), self._clock())
        _log.info("release_taken_up", release=number)
        return None


def _unforeseen(error: Exception) -> bool:
    """Whether a developer should see where it happened."""
    return not isinstance(error, BaiguError)
