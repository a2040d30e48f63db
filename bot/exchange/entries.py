"""A sheet -> the entries of the table that it is, each with the rows it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.errors import SourceError
from bot.exchange.deletion import parted
from bot.exchange.sheet import gathered, plain
from bot.exchange.table import MARK, ORDER, PARTS
from bot.exchange.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.exchange.sheet import Row, Sheet
    from bot.exchange.table import Column, Record, Table

NUMBER, REASON = "行号", "原因"
"""What a file of failed rows has besides; ignored when it is imported again."""

_HEADER_IS_AMONG = 10
_FEWEST_KNOWN = 2


@dataclass
class Entry:
    """One entry as it stands in rows.

    Attributes:
        record: what is written, without what the table has no column for.
        mark: of the export, empty where somebody wrote the row.
        total: what the export put behind its marks, empty where they are not as they were exported.
        reasons: why rows cannot be taken, by their number; then there is no record.
    """

    rows: list[Row]
    record: dict[str, Any] = field(default_factory=dict)
    mark: str = ""
    total: str = ""
    reasons: dict[int, str] = field(default_factory=dict)


class Entries:
    """Reads a sheet.

    Attributes:
        table: which it is, by its header.
        header: the row that says so.
        notes: what the clerk should know.

    Raises:
        SourceError: it is none of ours, or lacks columns.
    """

    def __init__(self, sheet: Sheet) -> None:
        if not sheet.rows:
            raise SourceError("里面是空的")
        self.header = max(sheet.rows[:_HEADER_IS_AMONG], key=lambda row: _known(row)[0])
        count, self.table = _known(self.header)
        if count < _FEWEST_KNOWN:
            raise SourceError("看不出是哪一种表；第一行要写列名，和 baigu export 导出的一样")
        self._rows = [row for row in sheet.rows if row.number > self.header.number]
        self._places = gathered(self.header.cells)
        self.notes = [*sheet.notes, *self._unknown()]
        missing = [
            c.title for c in self.table.all_columns if c.is_needed and plain(c.title) not in self._places
        ]
        if missing:
            raise SourceError(f"这是“{self.table.title}”表，缺少这几列：{'、'.join(missing)}；请补上列名")

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._all)

    @cached_property
    def _all(self) -> list[Entry]:
        return [self._entry(rows) for rows in self._groups()]

    def _unknown(self) -> list[str]:
        known = {plain(title) for title in (*self.table.header, NUMBER, REASON)}
        unknown = [title for title in self._places if title not in known]
        return [f"不认识的列，没有读：{'、'.join(unknown)}"] if unknown else []

    def _groups(self) -> list[list[Row]]:
        """The rows of each entry, in the order of the first."""
        if not self.table.own:
            return [[row] for row in self._rows]
        groups: dict[object, list[Row]] = {}
        for row in self._rows:
            key = tuple(
                self._cell(row, c.title).strip() for c in self.table.columns if c.field in self.table.key
            )
            groups.setdefault(key if any(key) else row.number, []).append(row)
        return list(groups.values())

    def _entry(self, rows: list[Row]) -> Entry:
        mark, total = parted(next(filter(None, map(self._mark, rows)), ""))
        entry = Entry(rows, mark=mark, total=total)
        wholes, parts = [], []
        for row in rows:
            try:
                wholes.append(self._values(row, self.table.columns))
                parts.append(self._values(row, self.table.own))
            except ValueError as error:
                entry.reasons[row.number] = str(error)
        if not entry.reasons:
            try:
                entry.record = self._whole(wholes)
                if self.table.own:
                    entry.record[PARTS] = self._ordered(rows, parts)
            except ValueError as error:
                entry.reasons = dict.fromkeys((row.number for row in rows), str(error))
        for row in rows if entry.reasons else ():
            entry.reasons.setdefault(row.number, f"同一篇的第 {min(entry.reasons)} 行没有通过")
        return entry

    def _values(self, row: Row, columns: Sequence[Column]) -> dict[str, Any]:
        """What stands in a row for the columns that the sheet has."""
        if row.problem:
            raise ValueError(row.problem)
        present = (c for c in columns if plain(c.title) in self._places and not c.is_shown_only)
        return {column.field: self._value(row, column) for column in present}

    def _value(self, row: Row, column: Column) -> Any:
        cell = self._cell(row, column.title)
        is_once = self.table.own and column in self.table.columns and column.field not in self.table.key
        if column.is_filled and not cell.strip() and not is_once:
            raise ValueError(f"没有写{column.title}")
        try:
            return column.kind.read(cell)
        except ValueError as error:
            raise ValueError(f"{column.title}{error}") from error

    @property
    def marks(self) -> set[str]:
        """What stands in the column of marks."""
        return set(filter(None, map(self._mark, self._rows)))

    def _mark(self, row: Row) -> str:
        return self._cell(row, MARK).strip()

    def _cell(self, row: Row, title: str) -> str:
        places = self._places.get(plain(title), ())
        return "".join(row.cells[place] for place in places if place < len(row.cells))

    def _whole(self, wholes: list[dict[str, Any]]) -> dict[str, Any]:
        """What belongs to the whole; it may be written once or in each row, but not in two ways."""
        record = dict(wholes[0])
        for column in self.table.columns:
            written = dict.fromkeys(whole[column.field] for whole in wholes if whole.get(column.field))
            if len(written) > 1:
                ways = "、".join(str(value) for value in written)
                raise ValueError(f"同一篇的{column.title}写得不一样：{ways}；改成一样的")
            if written:
                record[column.field] = next(iter(written))
            elif column.is_filled:
                raise ValueError(f"没有写{column.title}")
        return record

    def _ordered(self, rows: list[Row], parts: list[dict[str, Any]]) -> tuple[Record, ...]:
        """The parts by their order; one without belongs below the row above it."""
        order, orders = 0.0, list[float]()
        for row in rows:
            cell = self._cell(row, ORDER).strip()
            try:
                order = float(cell) if cell else order
            except ValueError as error:
                raise ValueError(f"{ORDER}要写数字") from error
            orders.append(order)
        return tuple(part for _, part in sorted(zip(orders, parts, strict=True), key=lambda pair: pair[0]))


def _known(row: Row) -> tuple[int, Table]:
    """How many columns of which table a row names."""
    titles = gathered(row.cells)
    return max(
        ((sum(plain(c.title) in titles for c in table.all_columns), table) for table in TABLES),
        key=lambda pair: pair[0],
    )
