"""Which entries somebody has taken out of an exported table.

A row that is not in a sheet may have been deleted there, may never have been exported, or may have come to be since.
So every mark of an export carries the sum of all marks that were exported with it. What the rows that are left do not
account for, entries of the knowledge must make up exactly: those were in the export, stand as they did then, and are
in the sheet no more.
"""

from __future__ import annotations

import re
from itertools import combinations, islice
from typing import TYPE_CHECKING

from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from bot.exchange.table import Record, Table

_JOINT = "-"
_SUM = re.compile("[0-9a-f]{12}")
_MODULUS = 2**48
_MOST_NEWER = 2
_MOST_TRIES = 500_000


def with_sum(marks: Iterable[str]) -> str:
    """What is put behind each mark of an export."""
    return f"{_JOINT}{sum(map(_number, set(marks))) % _MODULUS:012x}"


def parted(cell: str) -> tuple[str, str]:
    """The mark in a cell and the sum behind it, empty where there is none."""
    mark, _, total = cell.strip().partition(_JOINT)
    return mark, total if _SUM.fullmatch(total) else ""


def taken_out(
    table: Table, before: Sequence[Record], cells: Iterable[str], keys: set[object]
) -> list[Record]:
    """The entries that were exported with the rows of a sheet and are not in it any more.

    Args:
        before: what the knowledge had when the import began.
        cells: of the column of marks, in every row of every sheet of this table.
        keys: of the entries in these rows.

    Raises:
        SourceError: it cannot be proved which these are.
    """
    if not before:
        return []
    pairs = {parted(cell) for cell in cells if cell.strip()}
    totals = {total for _, total in pairs if total}
    if not totals:
        raise SourceError("没有完整的导出标记，看不出删了哪些；请重新导出，在导出的表上删")
    if len(totals) > 1:
        raise SourceError("里面有几次导出的行，看不出删了哪些；一次只用一次导出的表")
    marks = {mark for mark, _ in pairs}
    marked = {table.mark_of(record): record for record in before}
    missing = {
        m: r for m, r in marked.items() if m not in marks and not (table.key and table.key_of(r) in keys)
    }
    wanted = (int(next(iter(totals)), 16) - sum(map(_number, marks))) % _MODULUS
    return [] if wanted == 0 else _making_up(wanted, missing)


def _making_up(wanted: int, missing: Mapping[str, Record]) -> list[Record]:
    """Those whose marks sum up to a number: all but a few that came later."""
    total = sum(map(_number, missing))
    choices = (some for count in range(_MOST_NEWER + 1) for some in combinations(missing, count))
    for newer in islice(choices, _MOST_TRIES):
        if (total - sum(map(_number, newer)) - wanted) % _MODULUS == 0:
            return [record for mark, record in missing.items() if mark not in newer]
    raise SourceError("导出以后知识文件夹里也改过，看不出删了哪些；请重新导出，再删一次")


def _number(mark: str) -> int:
    try:
        return int(mark[1:], 16)
    except ValueError:
        return 0
