"""A table of knowledge: its columns, and how records stand in rows.

A record is what one entry of knowledge has, by field. Where a record has parts (a speech its passages), every part is a
row, and what belongs to the whole is repeated in each.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.exchange.kinds import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.exchange.kinds import Kind

    Record = Mapping[str, Any]

MARK = "导出标记"
ORDER = "段序"
PARTS = "parts"


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        title: what its first cell says.
        field: of the record.
        is_needed: whether a table without it cannot be read.
        is_filled: whether every row must have something in it.
        is_shown_only: whether it is there to be looked at and never read back.
    """

    title: str
    field: str
    kind: Kind = WORD
    is_needed: bool = False
    is_filled: bool = False
    is_shown_only: bool = False


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        name: as people call it on the command line, and the name of its file.
        title: of its sheet.
        key: fields by which an entry is known; none where only the mark of the export tells which it is.
        columns: of the record.
        own: of each of its parts, if it has any.
        is_renamed: whether an entry that was exported may be called otherwise in its row.
    """

    name: str
    title: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    own: tuple[Column, ...] = ()
    is_renamed: bool = False

    @property
    def all_columns(self) -> tuple[Column, ...]:
        """Of the record and of its parts."""
        return (*self.columns, *self.own)

    @property
    def header(self) -> list[str]:
        """The titles of the columns."""
        order = [ORDER] if self.own else []
        return [*(c.title for c in self.columns), *order, *(c.title for c in self.own), MARK]

    def rows(self, record: Record, tail: str = "") -> Iterator[list[str]]:
        """The rows of a record, `tail` behind its mark."""
        whole, mark = _shown(self.columns, record), self.mark_of(record) + tail
        if not self.own:
            yield [*whole, mark]
        for number, part in enumerate(record.get(PARTS, ()), 1):
            yield [*whole, str(number), *_shown(self.own, part), mark]

    def key_of(self, record: Record) -> tuple[Any, ...]:
        """What it is known by."""
        return tuple(record[field] for field in self.key)

    def name_of(self, record: Record) -> str:
        """What people call it."""
        named = self.key_of(record)
        return " ".join(map(str, named)) if named else "、".join(record[self.columns[0].field])

    def is_blank(self, record: Record) -> bool:
        """Whether nothing but its name is known of it."""
        values = (record[c.field] for c in self.columns if c.field not in self.key and not c.is_shown_only)
        return not self.own and not any(values)

    def mark_of(self, record: Record) -> str:
        """The same for the same content: tells whether an entry is still what it was when it was exported.

        It begins with a letter, so that no spreadsheet takes it for a number.
        """
        read = {column.field: record[column.field] for column in self.columns if not column.is_shown_only}
        content = json.dumps([read, record.get(PARTS)], sort_keys=True, default=str)
        return f"v{hashlib.sha256(content.encode()).hexdigest()[:12]}"


def _shown(columns: Sequence[Column], record: Record) -> list[str]:
    return [column.kind.show(record[column.field]) for column in columns]
