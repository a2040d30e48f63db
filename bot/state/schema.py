"""The version of the schema, and how a database comes up to it.

Versions are numbered 1, 2, 3…, one a migration. Migrations only add, so that the program before runs on beside and after
one; should that ever be impossible, a migration writes into the database the oldest version whose program may use it.
"""

from __future__ import annotations

import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect, select, text

from bot.errors import Outdated
from bot.state.tables import facts, metadata

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

VERSION = 8
"""Of this program: the last of `migrations`."""

NEEDS = "needs"
"""The name of the fact that says the oldest version whose program may use the database."""

OWNER = "secret"
"""The name of the fact that is a fingerprint of the secret which the database is used with."""

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSIONS = "alembic_version"
_LOCK = 7364_2026
"""Any number that nobody else locks in our database."""

_one_at_a_time = threading.Lock()  # Alembic keeps what it works on in a global


def bring_up_to_date(engine: Engine, name: str, check_may_be_empty: Callable[[], None]) -> None:
    """Migrate a database that is older than this program; leave one that is newer as it is.

    Args:
        name: what operators know it by.
        check_may_be_empty: called before the tables of one that has none are made; raises where there must be some.

    Raises:
        Outdated: it needs a newer program.
    """
    with engine.execution_options(reading=True).begin() as connection:
        version = version_of(connection)
        if version >= VERSION:
            _check_may_use(connection, name)
            return
    with _one_at_a_time, engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's transactions lock whoever else writes
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        if version_of(connection) < VERSION:  # nobody was faster
            if not inspect(connection).get_table_names():
                check_may_be_empty()
            _migrate(connection)


@contextmanager
def nothing() -> Iterator[Connection]:
    """What stands in a database that has not been made yet: every table, empty."""
    with create_engine("sqlite://").begin() as connection:
        metadata.create_all(connection)
        yield connection


def version_of(connection: Connection) -> int:
    """The version of a database; 0 of one that knows no versions."""
    if not inspect(connection).has_table(_VERSIONS):
        return 0
    return int(connection.execute(text(f"SELECT version_num FROM {_VERSIONS}")).scalar() or 0)  # noqa: S608 # ours


def owner_of(connection: Connection) -> str | None:
    """The fingerprint of the secret that a database is used with; None where none has been used yet."""
    owner: str | None = connection.execute(select(facts.c.value).where(facts.c.name == OWNER)).scalar()
    return owner


def _check_may_use(connection: Connection, name: str) -> None:
    needs = connection.execute(select(facts.c.value).where(facts.c.name == NEEDS)).scalar()
    if int(needs or 0) > VERSION:
        raise Outdated(
            f"数据库 {name} 已经升级，要用第 {needs} 代以上的程序，这个程序是第 {VERSION} 代；请换上新的摆古"
        )


def _migrate(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 # 0.2 s that only a database which is behind costs
    from alembic.config import Config  # noqa: PLC0415 # the same

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    command.upgrade(config, str(VERSION))
