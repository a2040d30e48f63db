"""What came of importing tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class FailedRow:
    """A row that was not taken, by its number in the sheet."""

    row: int
    reason: str


@dataclass(frozen=True)
class NotDeleted:
    """An entry that is not in the sheet any more and had to stay."""

    name: str
    reason: str


@dataclass(frozen=True)
class TableImport:
    """What came of one sheet of a file.

    Attributes:
        sheet: its name in a workbook; None in a CSV file.
        table: name of the table.
        new: names of entries.
        changed: names of entries.
        same: how many entries.
        failed_file: where the failed rows were written.
    """

    source: str
    sheet: str | None
    table: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: int
    failed: tuple[FailedRow, ...]
    failed_file: str | None
    notes: tuple[str, ...]
    deleted: tuple[str, ...] = ()
    not_deleted: tuple[NotDeleted, ...] = ()
