"""Rows that are written whatever stands there already."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from bot.state.prepared import Prepared


def put(
    connection: Connection | Prepared, table: Table, row: Mapping[str, Any], unless_later: str | None = None
) -> None:
    """Insert a row of one key, or replace the row that has it.

    Args:
        unless_later: a column; a row that has more there stays.
    """
    name = connection.dialect.name
    if name in _UPSERTING:
        connection.execute(_upsert(table, name, unless_later), row)
        return
    (key,) = table.primary_key
    out, in_its_place = _replacing(table)
    connection.execute(out, {"of": row[key.name]})
    connection.execute(in_its_place, row)


def add_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: str) -> None:
    """Insert rows; one whose key is there already is passed over.

    Args:
        key: a column that no two rows share; rows without one are all new.
    """
    inserting = _UPSERTING.get(connection.dialect.name)
    if inserting:
        connection.execute(inserting(table).on_conflict_do_nothing(index_elements=[key]), rows)
    else:
        connection.execute(insert(table), rows)


_UPSERTING: dict[str, Callable[[Table], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


@cache
def _upsert(table: Table, dialect: str, unless_later: str | None) -> Any:
    statement = _UPSERTING[dialect](table)
    replaced = {column.name: statement.excluded[column.name] for column in table.c if not column.primary_key}
    where = table.c[unless_later] <= statement.excluded[unless_later] if unless_later else None
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=replaced, where=where)


@cache
def _replacing(table: Table) -> tuple[Any, Any]:
    (key,) = table.primary_key
    return delete(table).where(key == bindparam("of")), insert(table)
