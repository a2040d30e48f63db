"""The few statements that every message runs: compiled once by SQLAlchemy, which then stands aside.

Through the database's own driver a transaction that keeps a reply costs 0.08 ms of CPU, one that reads 0.01; through
SQLAlchemy 0.32 and 0.18.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Dialect
    from sqlalchemy.sql import ClauseElement

    Compiled = tuple[str, tuple[str, ...] | None]


class Statements:
    """Compiles statements for one kind of database; they live as long as the program, so each is kept."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self._compiled: dict[tuple[ClauseElement, tuple[str, ...]], Compiled] = {}

    def compiled(self, statement: ClauseElement, names: tuple[str, ...]) -> Compiled:
        """A statement in SQL, and its parameters in their order where the driver knows them by that alone.

        Args:
            names: of the values that it will be given.
        """
        known = self._compiled.get((statement, names))
        if known is None:
            made: Any = statement.compile(dialect=self.dialect, column_keys=list(names))
            known = str(made), tuple(made.positiontup) if made.positional else None
            self._compiled[statement, names] = known
        return known


class Prepared:
    """A transaction of statements that are made once.

    Args:
        cursor: of the driver.
    """

    def __init__(self, cursor: Any, statements: Statements) -> None:
        self._cursor = cursor
        self._statements = statements
        self.dialect = statements.dialect

    def execute(self, statement: ClauseElement, values: Mapping[str, Any]) -> Prepared:
        """Run a statement with values of its parameters."""
        sql, order = self._statements.compiled(statement, tuple(values))
        self._cursor.execute(sql, values if order is None else [values[name] for name in order])
        return self

    def first(self) -> Any:
        """The first row of what the last statement found; None where there is none."""
        return self._cursor.fetchone()
