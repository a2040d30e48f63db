"""Where pages become drafts: one source after another, read, drafted, written, reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from bot.errors import SourceError
from bot.importing.drafting.report import report
from bot.importing.reading.page import RECOGNISED
from bot.importing.reading.source import expand
from bot.results.imports import DocumentImport

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.importing.drafting.drafts import Drafting
    from bot.importing.finding.found import Findings
    from bot.importing.importer import Importer
    from bot.model import Speech


class Store(Protocol):
    """Where drafts are kept."""

    def path(self, name: str) -> Path:
        """Where a file of that name stands, or would."""

    def write(self, speeches: Sequence[Speech], texts: Mapping[str, str]) -> None:
        """Keep new drafts, and texts beside them in place of older ones: all or none."""


@dataclass(frozen=True)
class Outcome:
    """What came of one document: for machines, for the person who checks, and for the table at the end."""

    as_json: dict[str, object]
    report: str
    figures: DocumentImport


class Desk:
    """Brings sources in."""

    def __init__(self, importer: Importer, drafting: Drafting, store: Store) -> None:
        self._importer = importer
        self._drafting = drafting
        self._store = store

    def sources(self, sources: Iterable[str]) -> list[str]:
        """Every single source, folders opened.

        Raises:
            SourceError: a folder holds nothing to import.
        """
        return [one for source in sources for one in expand(source)]

    def bring(
        self, sources: Iterable[str], *, dry_run: bool = False
    ) -> Iterator[tuple[str, Outcome | SourceError]]:
        """Import one source after another; what is already there is not written again.

        One that fails stops no other: the error stands in its place.
        """
        for source, found in self._importer.findings_of_each(sources):
            outcome: Outcome | SourceError
            try:
                outcome = found if isinstance(found, SourceError) else self._bring(found, dry_run=dry_run)
            except SourceError as error:
                outcome = error
            yield source, outcome

    def _bring(self, findings: Findings, *, dry_run: bool) -> Outcome:
        drafts = self._drafting.of(findings)
        told = report(findings, drafts)
        new = [draft.speech for draft in drafts if draft.known is None]
        if new and not dry_run:
            told += self._kept(new, findings.text, told)
        is_recognised = RECOGNISED in findings.warnings
        figures = DocumentImport(len(new), len(drafts) - len(new), _guesses(findings), is_recognised)
        return Outcome(findings.as_json(), told, figures)

    def _kept(self, speeches: Sequence[Speech], text: str, told: str) -> str:
        """Keep what is new, and what it is to be held against; says where."""
        source = f"sources/{speeches[0].source.file}"
        report_file = f"{speeches[0].slug}.report.txt"
        self._store.write(speeches, {source: f"{text.strip()}\n", report_file: told})
        files = "".join(f"  {self._store.path(f'{speech.slug}.md')}\n" for speech in speeches)
        return (
            f"\n写好的草稿，核对好用 baigu accept 收下：\n{files}"
            f"原文，一起收下，检查时拿来和稿子对：\n  {self._store.path(source)}\n"
        )


def _guesses(findings: Findings) -> int:
    """How many findings of a page and its speeches are not sure."""
    told = [findings.evidence, *(one.evidence for one in findings.told)]
    return sum(not one.sure for evidence in told for one in evidence.values())
