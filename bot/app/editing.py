"""The knowledge folder edited entry by entry: what somebody else changed meanwhile is shown, and never written over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.holdings import holdings
from bot.app.revising import revision_of
from bot.corpus.difference import difference
from bot.errors import OperatorError
from bot.exchange import tables
from bot.exchange.cell import NAMES
from bot.exchange.kinds import Flag, Text, Words
from bot.exchange.records import record_of
from bot.importing.drafting.drafts import slug_of
from bot.results.editing import EditedTable, Field, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.corpus.folder import KnowledgeFolder
    from bot.exchange.table import Column, Record, Table
    from bot.model import Corpus
    from bot.results.publication import Changes

TABLES = {table.name: table for table in (tables.UNITS, tables.THEMES, tables.VOCABULARY, tables.KEYWORDS)}

_CHANGED = "刚才有人改了这一项，您的没有存；先看看现在的，再改"
_IN_CORPUS = {"vocabulary": "synonyms"}
"""What a corpus calls a table, where that is another name."""

_NAMED_BY_SOUND = ("units", "themes")


class Editing:
    """What is edited at the console.

    Args:
        used: gives what answers now.
    """

    def __init__(self, knowledge: KnowledgeFolder, used: Callable[[], Corpus]) -> None:
        self._knowledge, self._used = knowledge, used

    def table(self, name: str) -> EditedTable:
        """A table as it stands now.

        Raises:
            OperatorError: there is no such table.
            KnowledgeError: the folder has faults.
        """
        table = _table(name)
        records = holdings(revision_of(self._knowledge))[table].records()
        changed, used = self._unpublished()[name], self._used_records(name)
        unpublished = {*changed.added, *changed.changed}
        rows = [
            replace(_row(table, record, used.get(called)), is_unpublished=called in unpublished)
            for record in records
            for called in (table.name_of(record),)
        ]
        return EditedTable(name, table.title, rows, changed.removed)

    def unpublished(self) -> Mapping[str, int]:
        """How many entries of each table what answers now does not have so."""
        parts = self._unpublished().items()
        return {name: len((*part.added, *part.removed, *part.changed)) for name, part in parts}

    def _unpublished(self) -> Mapping[str, Changes]:
        found = difference(self._used(), self._knowledge.read().corpus)
        return {name: getattr(found, name) for name in TABLES}

    def _used_records(self, name: str) -> Mapping[str, Record]:
        """The entries of a table as what answers now has them, by what they are called."""
        table, rows = TABLES[name], getattr(self._used(), _IN_CORPUS.get(name, name))
        return {table.name_of(record): record for record in map(record_of, rows)}

    def row(self, name: str, mark: str) -> Row:
        """An entry to be edited; an empty mark for one that is not there yet.

        Raises:
            OperatorError: somebody has changed it, or there is no such table.
        """
        if not mark:
            return _row(_table(name), None)
        found = next((row for row in self.table(name).rows if row.mark == mark), None)
        if found is None:
            raise OperatorError(_CHANGED)
        return found

    def called(self, name: str, mark: str, called: str) -> Row:
        """An entry as it stands now: that of the mark, else the one called so, else one that is not there yet."""
        rows = self.table(name).rows if mark else ()
        found = [row for row in rows if row.mark == mark] or [row for row in rows if row.name == called]
        return found[0] if found else _row(_table(name), None)

    def save(self, name: str, mark: str, cells: Mapping[str, str]) -> str:
        """Put an entry in the place of the one with that mark, or as a new one; what it is called.

        Raises:
            OperatorError: somebody has changed it, or it cannot be so.
            SourceError: the folder cannot be written.
        """
        table, revision = _table(name), revision_of(self._knowledge)
        held = holdings(revision)[table]
        old = _marked(table, list(held.records()), mark)
        new = _read(table, cells)
        if name in _NAMED_BY_SOUND and not new["slug"]:
            rows = revision.units if name == "units" else revision.themes
            new["slug"] = slug_of(str(new["name"]), {row.slug for row in rows})
        reason = held.put(old, new)
        if reason:
            raise OperatorError(reason)
        revision.write()
        return table.name_of(new)

    def put_back(self, name: str, mark: str, called: str) -> str:
        """Put an entry as what answers now has it in the place of the one with that mark, or where it was taken away.

        Returns what it is called. Raises as `save` does.
        """
        table, revision = _table(name), revision_of(self._knowledge)
        held = holdings(revision)[table]
        old = _marked(table, list(held.records()), mark)
        used = self._used_records(name).get(called)
        if used is None:
            raise OperatorError("公众号现在用的里面没有这一项，没有可以改回的")
        reason = held.put(old, used)
        if reason:
            raise OperatorError(reason)
        revision.write()
        return called

    def remove(self, name: str, mark: str) -> str:
        """Take an entry away; what it was called. Raises as `save` does."""
        table, revision = _table(name), revision_of(self._knowledge)
        held = holdings(revision)[table]
        old = _marked(table, list(held.records()), mark)
        if old is None:
            raise OperatorError(_CHANGED)
        reason = held.remove(old)
        if reason:
            raise OperatorError(reason)
        revision.write()
        return table.name_of(old)


def _table(name: str) -> Table:
    if name not in TABLES:
        raise OperatorError("没有这张表")
    return TABLES[name]


def _marked(table: Table, records: Sequence[Record], mark: str) -> Record | None:
    """The entry that was edited; None of a new one."""
    if not mark:
        return None
    found = next((record for record in records if table.mark_of(record) == mark), None)
    if found is None:
        raise OperatorError(_CHANGED)
    return found


def _row(table: Table, record: Record | None, used: Record | None = None) -> Row:
    mark, name = (table.mark_of(record), table.name_of(record)) if record else ("", "")
    return Row(mark, name, [_field(column, record, used) for column in table.columns])


def _field(column: Column, record: Record | None, used: Record | None) -> Field:
    kind = "flag" if isinstance(column.kind, Flag) else "text" if isinstance(column.kind, Text) else "line"
    hint = f"几个用“{NAMES[0]}”隔开" if isinstance(column.kind, Words) else ""
    hint = "不填就用拼音" if column.field == "slug" else hint
    value, now = (column.kind.show(one[column.field]) if one else "" for one in (record, used))
    return Field(
        column.field,
        column.title,
        value,
        kind,
        hint,
        is_needed=column.is_filled and column.field != "slug",
        used=None if used is None or now == value else now,
    )


def _read(table: Table, cells: Mapping[str, str]) -> dict[str, object]:
    record = dict[str, object]()
    for column in table.columns:
        cell = cells.get(column.field, "").replace("\r\n", "\n")
        if column.is_filled and column.field != "slug" and not cell.strip():
            raise OperatorError(f"“{column.title}”要填")
        try:
            record[column.field] = column.kind.read(cell)
        except ValueError as error:
            raise OperatorError(f"“{column.title}”{error}") from None
    return record
