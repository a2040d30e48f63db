"""SOURCE -> findings and draft speeches: the whole way of an import, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import NO_TEXT, SourceError
from bot.importing.finding.page_analysis import PageAnalysis
from bot.importing.reading.ahead import ReadingAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from bot.importing.finding.found import Findings
    from bot.importing.reading.page import Page
    from bot.importing.reading.source import Raw
    from bot.model import Unit


class Importer:
    """Imports pages.

    Args:
        units: those that are known.
        allow_private: fetch from private and loopback addresses as well.
        told: called before each page that is recognised, with what is happening; from any thread.
    """

    def __init__(
        self,
        units: Iterable[Unit] = (),
        *,
        allow_private: bool = False,
        told: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._analysis = PageAnalysis(name for unit in units for name in (unit.name, *unit.aliases))
        self._reading = ReadingAhead(allow_private=allow_private, told=told)

    def findings(self, source: str) -> Findings:
        """What is found at one file or address.

        Raises:
            SourceError: it cannot be had or read, or holds no article.
        """
        return self._found(*self._reading.one(source))

    def findings_of_each(self, sources: Iterable[str]) -> Iterator[tuple[str, Findings | SourceError]]:
        """What is found at each, in order, and at the documents inside it; these are named after it."""
        for source, page in self._reading.each(sources):
            yield source, page if isinstance(page, SourceError) else self._outcome(*page)

    def _outcome(self, raw: Raw, page: Page) -> Findings | SourceError:
        try:
            return self._found(raw, page)
        except SourceError as error:
            return SourceError(str(error), NO_TEXT)

    def _found(self, raw: Raw, page: Page) -> Findings:
        findings = self._analysis.of(page, raw.name, raw.url)
        return findings.as_recognised() if page.is_recognised else findings
