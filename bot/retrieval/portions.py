"""A corpus in portions: of those that stayed the same what was made before is kept, the others are made side by side.

Words are cut by a dictionary to which a corpus adds its own, so that one speech may change how another is cut: a portion
in which such a word stands is made anew as well.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from bot.model.progress import unshown
from bot.retrieval.analysis import Analysis
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.portion import Portion, portion_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor

    from bot.model import Speech
    from bot.model.progress import Progress
    from bot.retrieval.portion_files import PortionFiles
    from bot.retrieval.texts import Texts

_SPEECHES = 200
"""Of a portion, on the average."""

_FEW = 3
"""Portions that are made here; to begin another process costs a second."""

_MOST_PROCESSES = 8
"""Each holds its own dictionary, 150 MB."""

_STAY = 2
"""Times as many portions as a corpus has: what was before and what is tried stay as well."""


class Portions:
    """Makes portions.

    Args:
        files: where those stay that were made; None keeps none.
        progress: is shown how many are made.
    """

    def __init__(self, files: PortionFiles | None = None, progress: Progress = unshown) -> None:
        self._files = files
        self._progress = progress

    def of(
        self, speeches: Sequence[Speech], analysis: Analysis, own_words: Texts, empty: Collection[str]
    ) -> list[Portion]:
        """The portions of these speeches, in their order.

        Args:
            analysis: with these own words.
            empty: words that mean nothing by themselves.
        """
        runs = [_Run(one, own_words, frozenset(empty)) for one in _runs(speeches)]
        found = [self._find(run) for run in runs]
        missing = [n for n, portion in enumerate(found) if portion is None]
        made = _made([runs[n] for n in missing], analysis)
        for n in self._progress(missing, "分析讲稿"):
            found[n] = portion = next(made)
            if self._files:
                self._files.keep(runs[n].name, portion)
        if self._files and missing:
            self._files.sweep(_STAY * len(runs))
        return [portion for portion in found if portion]

    def prepare(
        self, speeches: Sequence[Speech], analysis: Analysis, own_words: Texts, empty: Collection[str]
    ) -> None:
        """Make those that are not kept, so that `each` finds them; of all no more than a few are in memory."""
        if self._files is None:
            return
        runs = [_Run(one, own_words, frozenset(empty)) for one in _runs(speeches)]
        missing = [run for run in runs if self._find(run) is None]
        for run, portion in zip(self._progress(missing, "分析讲稿"), _made(missing, analysis), strict=True):
            self._files.keep(run.name, portion)
        self._files.sweep(_STAY * len(runs))

    def each(
        self, speeches: Sequence[Speech], analysis: Analysis, own_words: Texts, empty: Collection[str]
    ) -> Iterator[Portion]:
        """The same one by one, so that the counts of a large corpus are never all in memory; here, and kept nowhere."""
        for run in (_Run(one, own_words, frozenset(empty)) for one in _runs(speeches)):
            yield self._find(run) or run.portion(analysis)

    def _find(self, run: _Run) -> Portion | None:
        found = self._files.find(run.name) if self._files else None
        return found if found and not found.says({*found.own_words} ^ {*run.own_words}) else None


@dataclass(frozen=True)
class _Run:
    """Speeches that follow each other, with what they are read with."""

    speeches: tuple[Speech, ...]
    own_words: Texts
    empty: frozenset[str]

    @property
    def name(self) -> str:
        """Tells it from every other; of the own words only those count that it says."""
        return repr((self.speeches, sorted(self.empty)))

    def portion(self, analysis: Analysis | None = None) -> Portion:
        """What is made of it; where no analysis is given, this process makes it once for all runs."""
        analysis = analysis or _analysis(tuple(self.own_words))
        return portion_of(self.speeches, analysis, self.own_words, self.empty)


@lru_cache(maxsize=1)
def _analysis(own_words: tuple[str, ...]) -> Analysis:
    return Analysis(Dictionary(), own_words)


def _runs(speeches: Sequence[Speech]) -> Iterator[tuple[Speech, ...]]:
    """Speeches in runs; where one begins their own names say, so that one that comes or goes moves no other's border."""
    run: list[Speech] = []
    for speech in speeches:
        if run and crc32(speech.slug.encode()) % _SPEECHES == 0:
            yield tuple(run)
            run = []
        run.append(speech)
    yield tuple(run)


def _made(runs: Sequence[_Run], analysis: Analysis) -> Iterator[Portion]:
    """What is made of each; of many by as many processes as there are processors."""
    processes = _processes() if len(runs) > _FEW else None
    if processes is None:
        yield from (run.portion(analysis) for run in runs)
        return
    with processes:
        yield from processes.map(_Run.portion, runs)


def _processes() -> ProcessPoolExecutor | None:
    """Begun anew, for who forks among threads copies their locks as they are held; None where the system lends none."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 # 30 ms that only many portions cost
    from multiprocessing import get_context  # noqa: PLC0415 # the same

    try:
        most = min(os.cpu_count() or 1, _MOST_PROCESSES)
        return ProcessPoolExecutor(most, get_context("spawn"), _yield_to_others)
    except (OSError, NotImplementedError):  # no semaphores, as in some sandboxes
        return None


def _yield_to_others() -> None:
    """Let what answers meanwhile go first, where that may be asked."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.nice(10)
