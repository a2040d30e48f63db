"""Entries from a sheet -> what there is: new, changed, the same, or why not."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from bot.exchange.deletion import parted
from bot.exchange.entries import NUMBER, REASON
from bot.exchange.sheet import plain
from bot.exchange.table import MARK, PARTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from bot.exchange.entries import Entries, Entry
    from bot.exchange.sheet import Row
    from bot.exchange.table import Record, Table

_EXISTS = "已经有了，内容不一样；要改它，请先用 baigu export 导出，在导出的那一行上改"
_MOVED_ON = "导出以后知识文件夹里的也改过了（或者这一项在表里写了两次）；请重新导出，再改"
_GONE = "导出以后知识文件夹里的这一项改过或删掉了；请重新导出再改，真要新增就把导出标记清空"
_LOSSY = "这个文件是用 GBK 存的，原来的字有的存不下，变成了问号；请改 .xlsx，或者另存为“CSV UTF-8”"


class Holding(Protocol):
    """What knowledge has of one table."""

    def records(self) -> Iterable[Record]:
        """Every entry."""
        ...

    def put(self, old: Record | None, new: Record) -> str | None:
        """Take an entry in the place of another, or as a new one; the reason where it cannot be taken."""
        ...

    def remove(self, record: Record) -> str | None:
        """Take an entry away; the reason where it cannot be."""
        ...


@dataclass
class Result:
    """What came of a sheet.

    Attributes:
        new: names of entries.
        changed: names of entries.
        same: how many.
        failed: rows and why they were not taken.
        deleted: names of entries, and of parts of entries.
        not_deleted: names of entries and why they had to stay.
    """

    table: Table
    header: Row
    notes: list[str]
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    failed: list[tuple[Row, str]] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    not_deleted: list[tuple[str, str]] = field(default_factory=list)

    def failed_rows(self) -> list[Sequence[str]]:
        """The header and the failed rows as they were, with their numbers and the reasons.

        Their marks are without the sum, so that nobody deletes what is not among them.
        """
        places = [place for place, title in enumerate(self.header.cells) if title not in (NUMBER, REASON)]
        rows = [(self.header, NUMBER, REASON), *((row, str(row.number), why) for row, why in self.failed)]
        return [
            [*(self._failed_cell(row, place) for place in places), number, why] for row, number, why in rows
        ]

    def _failed_cell(self, row: Row, place: int) -> str:
        cell = row.cells[place] if place < len(row.cells) else ""
        is_mark = row is not self.header and plain(self.header.cells[place]) == MARK
        return parted(cell)[0] if is_mark else cell


class Merging:
    """Merges sheets of one table into what there is. Who sends a part of a table keeps the rest."""

    def __init__(self, table: Table, holding: Holding) -> None:
        self._table = table
        self._holding = holding
        self._named = set[object]()
        self._kept: dict[Any, dict[str, Record]] = defaultdict(dict)
        for record in holding.records():
            self._kept[table.key_of(record)][table.mark_of(record)] = record

    def merge(
        self, entries: Entries, taken: Iterable[Entry], *, is_gbk: bool, may_lose: bool = False
    ) -> Result:
        """Take what can be taken.

        Args:
            taken: the entries, which may pass through a progress bar.
            is_gbk: whether characters may have become question marks.
            may_lose: whether parts of an exported entry may be taken out.
        """
        self._named = self.named(entries) if self._table.is_renamed else set()
        result = Result(self._table, entries.header, entries.notes)
        for entry in taken:
            reason = (
                None
                if entry.reasons
                else self._take(entry, result, is_gbk=is_gbk, may_lose=may_lose and bool(entry.total))
            )
            if entry.reasons or reason:
                result.failed += [(row, entry.reasons.get(row.number, reason or "")) for row in entry.rows]
        result.failed.sort(key=lambda pair: pair[0].number)
        return result

    def named(self, entries: Iterable[Entry]) -> set[object]:
        """The keys of entries."""
        return {tuple(entry.record.get(field) for field in self._table.key) for entry in entries}

    def delete(self, record: Record, result: Result) -> None:
        """Take an entry away, if it can be."""
        name, reason = self._table.name_of(record), self._holding.remove(record)
        if reason:
            result.not_deleted.append((name, reason))
        else:
            result.deleted.append(name)

    def _of(self, entry: Entry) -> dict[str, Record]:
        """What there is of an entry, by marks; it may have been called otherwise, where no row has that name."""
        kept = self._kept[tuple(entry.record[field] for field in self._table.key)]
        if kept or not (self._table.is_renamed and entry.mark):
            return kept
        former = (some for key, some in self._kept.items() if entry.mark in some and key not in self._named)
        return next(former, kept)

    def _take(self, entry: Entry, result: Result, *, is_gbk: bool, may_lose: bool) -> str | None:
        """Take an entry, or the reason why not."""
        table = self._table
        kept = self._of(entry)
        # Where nothing stands yet, there is nothing to lose.
        old = kept.get(entry.mark) or next(filter(table.is_blank, kept.values()), None)
        base = old or (next(iter(kept.values())) if table.key and kept else None)
        record = self._completed(entry.record, base)
        if is_gbk and old:
            try:
                record = _mended(record, old)
            except ValueError as error:
                return str(error)
        mark = table.mark_of(record)
        if mark in kept or (mark == entry.mark and kept and table.key and not old):
            result.same += 1
            return None
        lost = _lost(record, old)
        reason = self._conflict(entry, kept, old) or (_missed(lost) if lost and not may_lose else None)
        reason = reason or self._holding.put(old, record)
        if reason is None:
            if old:
                kept.pop(table.mark_of(old))
            self._kept[table.key_of(record)][mark] = record
            (result.changed if old else result.new).append(self._called(old, record))
            result.deleted += [f"{table.name_of(record)} 的 {anchor}" for anchor in lost]
        return reason

    def _called(self, old: Record | None, record: Record) -> str:
        names = [self._table.name_of(one) for one in (old, record) if one and self._table.key]
        return " → ".join(dict.fromkeys(names)) or self._table.name_of(record)

    def _conflict(self, entry: Entry, kept: dict[str, Record], old: Record | None) -> str | None:
        if old:
            return None
        if not self._table.key:
            return _GONE if entry.mark else None
        return (_MOVED_ON if entry.mark else _EXISTS) if kept else None

    def _completed(self, record: Record, base: Record | None) -> Record:
        """With what the sheet has no column for as it is, or empty."""
        empty = {column.field: column.kind.read("") for column in self._table.columns}
        whole = {**(base or empty), **record}
        if self._table.own:
            empty = {column.field: column.kind.read("") for column in self._table.own}
            parts = {part["anchor"]: part for part in (base or {}).get(PARTS, ())}
            whole[PARTS] = tuple({**parts.get(part["anchor"], empty), **part} for part in record[PARTS])
        return whole


def _lost(record: Record, old: Record | None) -> list[str]:
    """Which parts are missing."""
    there = {part["anchor"] for part in record.get(PARTS, ())}
    return [part["anchor"] for part in (old or {}).get(PARTS, ()) if part["anchor"] not in there]


def _missed(lost: Sequence[str]) -> str:
    """A row that was left out by mistake must not cost a practice."""
    return f"少了 {'、'.join(lost)} 这几段；请把整篇的行都放进来，真要删掉就加上 --delete"


def _mended(new: Any, old: Any) -> Any:
    """The new value, but what is the old one with question marks for characters that GBK has not stays the old one.

    Raises:
        ValueError: it is something else, and its question marks may have been such characters.
    """
    if isinstance(new, str) and isinstance(old, str) and new != old:
        lossy = "".join(map(_in_gbk, old))
        if lossy not in (old, new) and "?" in new:
            raise ValueError(_LOSSY)
        return old if lossy == new else new
    if isinstance(new, tuple) and isinstance(old, tuple) and len(new) == len(old):
        return tuple(map(_mended, new, old))
    if isinstance(new, dict) and isinstance(old, dict):
        return {name: _mended(value, old.get(name)) for name, value in new.items()}
    return new


def _in_gbk(char: str) -> str:
    try:
        char.encode("gbk")
    except UnicodeEncodeError:
        return "?" * (len(char.encode("utf-16-le")) // 2)
    return char
