"""The knowledge folder edited entry by entry: what somebody else changed meanwhile is shown, and never written over."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.holdings import holdings
from bot.app.revising import revision_of
from bot.app.wording_preview import preview
from bot.channel.wording_check import check_wording
from bot.corpus.difference import difference
from bot.errors import OperatorError
from bot.exchange import tables
from bot.exchange.cell import NAMES
from bot.exchange.kinds import Flag, Text, Words
from bot.importing.drafting.drafts import slug_of
from bot.results.editing import EditedTable, EditedText, Field, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from bot.app.baigu import Baigu
    from bot.exchange.table import Column, Record, Table
    from bot.model import Corpus
    from bot.results.publication import Changes

TABLES = {table.name: table for table in (tables.UNITS, tables.THEMES, tables.VOCABULARY, tables.KEYWORDS)}

_CHANGED = "刚才有人改了这一项，您的没有存；先看看现在的，再改"
_LONGEST = 4000
_NAMED_BY_SOUND = ("units", "themes")


class Editing:
    """What is edited at the console.

    Args:
        used: gives what answers now.
    """

    def __init__(self, baigu: Baigu, used: Callable[[], Corpus]) -> None:
        self._baigu, self._used = baigu, used
        self._knowledge = baigu.knowledge

    def table(self, name: str) -> EditedTable:
        """A table as it stands now.

        Raises:
            OperatorError: there is no such table.
            KnowledgeError: the folder has faults.
        """
        table = _table(name)
        records = holdings(revision_of(self._knowledge))[table].records()
        changed = self._unpublished()[name]
        rows = (_row(table, record) for record in records)
        unpublished = {*changed.added, *changed.changed}
        return EditedTable(
            name, table.title, [replace(row, is_unpublished=row.name in unpublished) for row in rows]
        )

    def unpublished(self) -> Mapping[str, int]:
        """How many entries of each table what answers now does not have so."""
        parts = self._unpublished().items()
        return {name: len((*part.added, *part.removed, *part.changed)) for name, part in parts}

    def _unpublished(self) -> Mapping[str, Changes]:
        found = difference(self._used(), self._knowledge.read().corpus)
        return {name: getattr(found, name) for name in TABLES}

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

    def texts(self) -> Sequence[EditedText]:
        """What the bot says, by name."""
        names = [name for name in self._knowledge.files.names() if name.startswith("wording/")]
        return [self._text(name) for name in names]

    def text(self, name: str) -> EditedText:
        """One of them.

        Raises:
            OperatorError: there is none of that name.
        """
        path = f"wording/{name}.txt"
        if path not in self._knowledge.files.names():
            raise OperatorError("没有这一段话")
        return self._text(path)

    def save_text(self, name: str, version: str, text: str) -> None:
        """Put a text in the place of what stands there.

        Raises:
            OperatorError: somebody has changed it, or the bot could not say it.
            SourceError: it cannot be written.
        """
        if self.text(name).version != version:
            raise OperatorError(_CHANGED)
        path, said = f"wording/{name}.txt", self._saying(name, text).wording[name]
        self._knowledge.folder.write(path, f"{said}\n")

    def preview(self, name: str, text: str) -> str:
        """What would be sent with a text; it is not stored.

        Raises:
            OperatorError: there is none of that name, or the bot could not say it.
        """
        self.text(name)
        return preview(self._saying(name, text), name, self._baigu.links, self._baigu.settings.hotline)

    def _saying(self, name: str, text: str) -> Corpus:
        """The corpus with another text, which the bot can say."""
        said = text.replace("\r\n", "\n").strip()
        if not said or len(said) > _LONGEST:
            raise OperatorError(f"写 1 到 {_LONGEST} 个字")
        corpus = self._knowledge.read().corpus
        changed = replace(corpus, wording={**corpus.wording, name: said})
        for fault in check_wording(changed, self._baigu.links, self._baigu.settings.hotline):
            if fault.path == f"wording/{name}.txt":
                raise OperatorError(f"{fault.what}；{fault.mend}")
        return changed

    def _text(self, path: str) -> EditedText:
        content = self._knowledge.files.read(path)
        text = content.decode("utf-8-sig", "replace").strip()
        version = hashlib.sha256(content).hexdigest()[:16]
        name = path[len("wording/") : -len(".txt")]
        used = self._used().wording.get(name, "").strip()
        return EditedText(name, text, version, len(text.encode()), None if used == text else used)


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


def _row(table: Table, record: Record | None) -> Row:
    fields = [
        _field(column, column.kind.show(record[column.field]) if record else "") for column in table.columns
    ]
    mark, name = (table.mark_of(record), table.name_of(record)) if record else ("", "")
    return Row(mark, name, fields)


def _field(column: Column, value: str) -> Field:
    kind = "flag" if isinstance(column.kind, Flag) else "text" if isinstance(column.kind, Text) else "line"
    hint = f"几个用“{NAMES[0]}”隔开" if isinstance(column.kind, Words) else ""
    hint = "不填就用拼音" if column.field == "slug" else hint
    return Field(column.field, column.title, value, kind, hint, column.is_filled and column.field != "slug")


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
