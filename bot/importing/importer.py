"""SOURCE -> findings and draft speeches: the whole way of an import, without writing anything."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.importing.finding.analysis import Analysis
from bot.importing.reading.sandbox import read
from bot.importing.reading.source import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from bot.importing.finding.found import Findings
    from bot.importing.reading.page import Page
    from bot.importing.reading.source import Raw
    from bot.model import Unit

_AHEAD = 2
"""Sources read at a time; reading takes about twice as long as what is done with the page."""


class Importer:
    """Imports pages.

    Args:
        units: those that are known.
        allow_private: fetch from private and loopback addresses as well.
    """

    def __init__(self, units: Iterable[Unit] = (), *, allow_private: bool = False) -> None:
        self._analysis = Analysis(name for unit in units for name in (unit.name, *unit.aliases))
        self._allow_private = allow_private

    def findings(self, source: str) -> Findings:
        """What is found at one file or address.

        Raises:
            SourceError: it cannot be had or read, or holds no article.
        """
        return self._found(*self._read(source))

    def findings_of_each(self, sources: Iterable[str]) -> Iterator[tuple[str, Findings | SourceError]]:
        """What is found at each, in order; the next are read in their own processes while one is analysed."""
        with ThreadPoolExecutor(_AHEAD) as readers:
            reading: deque[tuple[str, Future[tuple[Raw, Page]]]] = deque()
            for source in sources:
                reading.append((source, readers.submit(self._read, source)))
                if len(reading) > _AHEAD:
                    yield self._outcome(*reading.popleft())
            while reading:
                yield self._outcome(*reading.popleft())

    def _outcome(self, source: str, page: Future[tuple[Raw, Page]]) -> tuple[str, Findings | SourceError]:
        try:
            return source, self._found(*page.result())
        except SourceError as error:
            return source, error

    def _read(self, source: str) -> tuple[Raw, Page]:
        raw = load(source, allow_private=self._allow_private)
        return raw, read(raw)

    def _found(self, raw: Raw, page: Page) -> Findings:
        return self._analysis.of(page, raw.name, raw.url)
