"""Exchange: the tables of offices, the files they stand in, and the knowledge folder."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from bot.app.holdings import holdings
from bot.app.new_file import write_new
from bot.app.revising import revision_of
from bot.errors import InputError, SourceError
from bot.exchange import tables
from bot.exchange.csv_file import write_csv
from bot.exchange.deletion import taken_out, with_sum
from bot.exchange.entries import Entries
from bot.exchange.files import OLD, failures_path, read_tables
from bot.exchange.merging import Merging, Result
from bot.exchange.sheet import spread
from bot.exchange.xlsx_file import write_xlsx
from bot.results.table_import import FailedRow, NotDeleted, TableImport

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.corpus.folder import KnowledgeFolder
    from bot.corpus.revision import Revision
    from bot.exchange.sheet import Sheet
    from bot.exchange.table import Record, Table
    from bot.model.progress import Progress


NAMES = {called: table.name for table in tables.TABLES for called in (table.title, table.name)}
"""What tables may be called, and what they are called here."""


_SHOWN = 5
"""Names in a note; what is more is counted."""


@dataclass(frozen=True)
class Brought:
    """What came of one sheet of a file."""

    source: Path
    sheet: Sheet
    result: Result


@dataclass
class Import:
    """What came of an import.

    Attributes:
        errors: files that could not be read, a line each.
        skipped: sheets that are no table of ours, a line each.
        failures: the file of failed rows of a source.
    """

    brought: list[Brought] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    failures: dict[Path, Path] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether everything was taken."""
        results = [brought.result for brought in self.brought]
        return not self.errors and not any(result.failed or result.not_deleted for result in results)

    def sheets(self) -> list[TableImport]:
        """What came of each sheet."""
        return [self._of(brought.source, brought.sheet, brought.result) for brought in self.brought]

    def _of(self, source: Path, sheet: Sheet, result: Result) -> TableImport:
        path = self.failures.get(source)
        return TableImport(
            source=str(source),
            sheet=sheet.title or None,
            table=result.table.name,
            new=tuple(result.new),
            changed=tuple(result.changed),
            same=result.same,
            failed=tuple(FailedRow(row.number, reason) for row, reason in result.failed),
            failed_file=str(path) if path and result.failed else None,
            notes=tuple(result.notes),
            deleted=tuple(result.deleted),
            not_deleted=tuple(NotDeleted(*pair) for pair in result.not_deleted),
        )


class Exchange:
    """Exports tables, and takes them back."""

    def __init__(self, knowledge: KnowledgeFolder, progress: Progress) -> None:
        self._knowledge = knowledge
        self._progress = progress

    def export(self, names: Sequence[str], to: Path) -> list[tuple[Path, dict[str, int]]]:
        """Write tables to a workbook, to a CSV file or to a folder of CSV files; the files, and how much is in them.

        Args:
            names: of tables; all where none is named.

        Raises:
            InputError: a file is there already, or cannot be written.
            SourceError: so many tables do not go into such a file.
            KnowledgeError: the knowledge has faults.
        """
        revision = revision_of(self._knowledge, self._progress)
        held = {
            table: list(holding.records())
            for table, holding in holdings(revision).items()
            if table.name in (names or [table.name])
        }
        kind = to.suffix.lower()
        if kind == ".csv" and len(held) > 1:
            raise SourceError(f"一个 CSV 文件只放一种表；写上导出哪一种，或者把 {to} 换成文件夹或 .xlsx")
        if kind in OLD:
            raise SourceError(f"不写旧格式 {kind}；把 {to} 换成 .xlsx")
        rows = {table: self._rows(table, records) for table, records in held.items()}
        counts = {table.title: len(records) for table, records in held.items()}
        if kind == ".xlsx":
            write_new({to: write_xlsx({table.title: lines for table, lines in rows.items()})})
            return [(to, counts)]
        files = {table: to if kind == ".csv" else to / f"{table.name}.csv" for table in rows}
        write_new({path: write_csv(rows[table], tables.DATES) for table, path in files.items()})
        return [(path, {table.title: counts[table.title]}) for table, path in files.items()]

    def bring(self, sources: Sequence[Path], *, dry_run: bool, delete: bool = False) -> Import:
        """Take the rows of tables into the knowledge folder; those that cannot be taken go to files beside the sources.

        Args:
            delete: whether what was taken out of an exported table is to leave the knowledge as well.

        Raises:
            SourceError: the folder cannot be written; then nothing was.
            KnowledgeError: the knowledge has faults.
        """
        revision, done = revision_of(self._knowledge, self._progress), Import()
        read = self._progress(sources, "读表格")
        found = [(source, sheet, entries) for source in read for sheet, entries in _read(source, done)]
        held = holdings(revision)
        before = {table: list(holding.records()) for table, holding in held.items()}
        merged = list[tuple[Merging, list[Entries], Result]]()
        for table, holding in held.items():
            merging, own = Merging(table, holding), [one for one in found if one[2].table == table]
            for source, sheet, entries in own:
                taken = self._progress(list(entries), f"导入{table.title}")
                result = merging.merge(entries, taken, is_gbk=sheet.is_gbk, may_lose=delete)
                done.brought.append(Brought(source, sheet, result))
            if own:
                merged.append((merging, [entries for _, _, entries in own], result))
            if own and table == tables.UNITS:
                result.notes += _renames(revision)
        for merging, sheets, result in reversed(merged):
            _delete(merging, sheets, before[result.table], result, done if delete else None)
        if not dry_run:
            revision.write()
            for source in sources:
                self._write_failed(source, done)
        return done

    @staticmethod
    def _write_failed(source: Path, done: Import) -> None:
        sheets = {
            brought.sheet.title or brought.result.table.title: brought.result.failed_rows()
            for brought in done.brought
            if brought.source == source and brought.result.failed
        }
        if sheets:
            path = failures_path(source)
            first = next(iter(sheets.values()))
            content = write_xlsx(sheets) if path.suffix == ".xlsx" else write_csv(first, tables.DATES)
            try:
                write_new({path: content})
            except InputError as error:
                done.errors.append(f"没有导入的行存不下来：{error}")
            else:
                done.failures[source] = path

    def _rows(self, table: Table, records: Sequence[Record]) -> list[list[str]]:
        shown = self._progress(records, f"导出{table.title}")
        tail = with_sum(map(table.mark_of, records))
        return spread(table.header, chain.from_iterable(table.rows(record, tail) for record in shown))


def _renames(revision: Revision) -> Iterator[str]:
    for new, old in revision.renamed.items():
        own = sum(speech.unit.name == new for speech in revision.speeches.values())
        yield f"“{old}”改名为“{new}”，它的 {own} 篇讲稿跟着改"


def _delete(
    merging: Merging, sheets: Sequence[Entries], before: Sequence[Record], result: Result, done: Import | None
) -> None:
    """Take away what somebody took out of the sheets of one table; where that is not wanted (`done` is None), say so."""
    marks = set[str]().union(*(entries.marks for entries in sheets))
    named = set[object]().union(*map(merging.named, sheets))
    try:
        gone = [
            record
            for record in taken_out(result.table, before, marks, named)
            if not result.table.is_blank(record)
        ]
    except SourceError as error:
        if done:
            done.errors.append(f"没有删{result.table.title}表里的：{error}")
        return
    if done:
        for record in gone:
            merging.delete(record, result)
    elif gone:
        names = "，".join(map(result.table.name_of, gone[:_SHOWN])) + (
            f" 等 {len(gone)} 项" if gone[_SHOWN:] else ""
        )
        result.notes.append(f"表里没有了，没有删：{names}；要删就加上 --delete")


def _read(source: Path, done: Import) -> Iterator[tuple[Sheet, Entries]]:
    try:
        sheets = read_tables(source)
    except SourceError as error:
        done.errors.append(str(error))
        return
    known, unknown = [], []
    for sheet in sheets:
        try:
            known.append((sheet, Entries(sheet)))
        except SourceError as error:
            unknown.append(f"{source}{f' 的工作表“{sheet.title}”' if sheet.title else ''}：{error}")
    (done.skipped if known else done.errors).extend(unknown)
    yield from known
