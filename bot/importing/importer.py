"""SOURCE -> findings and draft speeches: the whole way of an import, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.importing.analysis import Analysis
from bot.importing.sandbox import read
from bot.importing.source import load

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.importing.found import Findings
    from bot.model import Unit


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
        raw = load(source, allow_private=self._allow_private)
        return self._analysis.of(read(raw), raw.name, raw.url)
