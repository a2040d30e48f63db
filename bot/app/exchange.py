"""Exchange: the tables of offices, the files they stand in, and the knowledge folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.corpus.revision import Revision
from bot.errors import KnowledgeError, SourceError
from bot.exchange import tables
from bot.exchange.csv_file import write_csv
from bot.exchange.entries import Entries
from bot.exchange.files import OLD, failures_path, read_tables, table_files, write_new
from bot.exchange.merging import Merging
from bot.exchange.records import question_record, record_of, speech_of, speech_record
from bot.exchange.sheet import spread
from bot.exchange.xlsx_file import write_xlsx
from bot.importing.source import expand
from bot.model import Labelled, Synonym, Theme, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.corpus.folder import KnowledgeFolder
    from bot.exchange.merging import Result
    from bot.exchange.sheet import Sheet
    from bot.exchange.table import Record, Table

    Progress = Callable[[Sequence[Any], str], Iterable[Any]]

NAMES = {called: table.name for table in tables.TABLES for called in (table.title, table.name)}
"""What tables may be called, and what they are called here."""


@dataclass(frozen=True)
class Brought:
    """What came of one sheet of a file."""

    source: Path
    sheet: Sheet
    result: Result


@dataclass
class Outcome:
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
        return not self.errors and not any(brought.result.failed for brought in self.brought)

    def as_rows(self) -> list[dict[str, Any]]:
        """For machines, a row a sheet."""
        return [self._as_row(brought.source, brought.sheet, brought.result) for brought in self.brought]

    def _as_row(self, source: Path, sheet: Sheet, result: Result) -> dict[str, Any]:
        path = self.failures.get(source)
        return {
            "source": str(source),
            "sheet": sheet.title or None,
            "table": result.table.name,
            "new": result.new,
            "changed": result.changed,
            "same": result.same,
            "failed": [{"row": row.number, "reason": reason} for row, reason in result.failed],
            "failed_file": str(path) if path and result.failed else None,
            "notes": result.notes,
        }


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
            SourceError: a file is there already, or cannot be written. Nothing is overwritten.
            KnowledgeError: the knowledge has faults.
        """
        revision = self._revision()
        held = {
            t: list(held.records()) for t, held in _held(revision).items() if t.name in (names or [t.name])
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

    def bring(self, sources: Sequence[Path], *, dry_run: bool) -> Outcome:
        """Take the rows of tables into the knowledge folder; those that cannot be taken go to files beside the sources.

        Raises:
            SourceError: the folder cannot be written; then nothing was.
            KnowledgeError: the knowledge has faults.
        """
        revision, outcome = self._revision(), Outcome()
        found = [(source, sheet, entries) for source in sources for sheet, entries in _read(source, outcome)]
        for table, held in _held(revision).items():
            merging = Merging(table, held)
            for source, sheet, entries in found:
                if entries.table == table:
                    taken = self._progress(list(entries), f"导入{table.title}")
                    result = merging.merge(entries, taken, is_gbk=sheet.is_gbk)
                    outcome.brought.append(Brought(source, sheet, result))
        if not dry_run:
            revision.write()
            for source in sources:
                self._write_failed(source, outcome)
        return outcome

    @staticmethod
    def _write_failed(source: Path, outcome: Outcome) -> None:
        sheets = {
            brought.sheet.title or brought.result.table.title: brought.result.failed_rows()
            for brought in outcome.brought
            if brought.source == source and brought.result.failed
        }
        if sheets:
            path = outcome.failures[source] = failures_path(source)
            is_book = path.suffix == ".xlsx"
            write_new(
                {
                    path: write_xlsx(sheets)
                    if is_book
                    else write_csv(next(iter(sheets.values())), tables.DATES)
                }
            )

    def _revision(self) -> Revision:
        reading = self._knowledge.read(self._progress)
        # That there is no speech yet is no reason to refuse the first ones.
        faults = [fault for fault in reading.faults if fault.path != "speeches"]
        if faults:
            raise KnowledgeError(faults)
        return Revision(self._knowledge.folder, reading.corpus)

    def _rows(self, table: Table, records: Sequence[Record]) -> list[list[str]]:
        shown = self._progress(records, f"导出{table.title}")
        return spread(table.header, chain.from_iterable(map(table.rows, shown)))


@dataclass(frozen=True)
class _Held:
    """One table of a revision."""

    records: Callable[[], Iterable[Record]]
    put: Callable[[Record | None, Record], str | None]


def _held(revision: Revision) -> dict[Table, _Held]:
    """Every table, in the order in which they name each other."""

    def simple(rows: Sequence[Any], kind: type, put: Callable[[Any, Any], str | None]) -> _Held:
        return _Held(
            lambda: map(record_of, rows), lambda old, new: put(kind(**old) if old else None, kind(**new))
        )

    return {
        tables.UNITS: simple(revision.units, Unit, revision.put_unit),
        tables.THEMES: simple(revision.themes, Theme, revision.put_theme),
        tables.SPEECHES: _Held(
            lambda: map(speech_record, revision.speeches.values()), partial(_put_speech, revision)
        ),
        tables.QUESTIONS: _Held(lambda: _questions(revision), partial(_put_question, revision)),
        tables.VOCABULARY: simple(revision.synonyms, Synonym, revision.put_synonym),
        tables.CHECKS: _Held(lambda: _checks(revision), partial(_put_check, revision)),
    }


def _put_speech(revision: Revision, _old: Record | None, new: Record) -> str | None:
    unit = revision.unit(new["unit"])
    if unit is None:
        return f"单位表里没有“{new['unit']}”；先把它加到单位表，名字要一模一样"
    return revision.put_speech(speech_of(new, unit, revision.speeches.get(new["slug"])))


def _questions(revision: Revision) -> Iterator[Record]:
    return (question_record(s, passage) for s in revision.speeches.values() for passage in s.passages)


def _put_question(revision: Revision, old: Record | None, new: Record) -> str | None:
    if old is None:
        return f"没有讲稿 {new['speech']} 的 {new['anchor']} 这一段；看讲稿编号和锚点"
    speech = revision.speeches[new["speech"]]
    taught = tuple(
        replace(p, asked_as=new["asked_as"], not_asked_as=new["not_asked_as"])
        if p.anchor == new["anchor"]
        else p
        for p in speech.passages
    )
    return revision.put_speech(replace(speech, passages=taught))


def _checks(revision: Revision) -> Iterator[Record]:
    return ({**vars(q), "file": name} for name, questions in revision.questions.items() for q in questions)


def _put_check(revision: Revision, old: Record | None, new: Record) -> str | None:
    return revision.put_question(new["file"], _labelled(old) if old else None, _labelled(new))


def _labelled(record: Record) -> Labelled:
    return Labelled(record["kind"] or "", record["text"], record["expected"])


def parted(sources: Sequence[str]) -> tuple[list[Path], list[str]]:
    """The tables among sources, those in folders too, and the sources that are pages or hold some."""
    tables_, pages = list[Path](), list[str]()
    for source in sources:
        files = table_files(source)
        tables_ += files
        if not files or (Path(source).is_dir() and _holds_pages(source)):
            pages.append(source)
    return tables_, pages


def _holds_pages(folder: str) -> bool:
    try:
        return any(True for _ in expand(folder))
    except SourceError:
        return False


def _read(source: Path, outcome: Outcome) -> Iterator[tuple[Sheet, Entries]]:
    try:
        sheets = read_tables(source)
    except SourceError as error:
        outcome.errors.append(str(error))
        return
    known, unknown = [], []
    for sheet in sheets:
        try:
            known.append((sheet, Entries(sheet)))
        except SourceError as error:
            unknown.append(f"{source}{f' 的工作表“{sheet.title}”' if sheet.title else ''}：{error}")
    (outcome.skipped if known else outcome.errors).extend(unknown)
    yield from known
