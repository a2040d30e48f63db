from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, delete, inspect, select, text

from bot.errors import StorageError
from bot.model import Answer, Conversation, Question, Reply, Status
from bot.state import schema, tables
from bot.state.database import Database
from bot.state.memory import SqlMemory
from bot.state.releases import Releases
from tests.state.remembered import conversation, reply_to

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sqlalchemy import Connection

EARLIER = Path(__file__).parent / "version1"


@pytest.fixture
def earlier(url: str) -> Mapping[str, Sequence[Any]]:
    """A database of the program before versions were counted, with rows in all its tables; those rows."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    statements = (EARLIER / f"{engine.dialect.name}.sql").read_text("utf-8").split(";\n")
    with engine.begin() as connection:
        for statement in filter(str.strip, statements):
            connection.exec_driver_sql(statement)
        names = inspect(connection).get_table_names()
        kept = {name: rows(connection, name) for name in names}
    engine.dispose()
    assert sorted(kept) == ["conversations", "journal", "releases", "replies", "switches", "tokens"]
    return kept


def rows(connection: Any, table: str) -> Sequence[Any]:
    found: Sequence[Any] = connection.execute(select(text("*")).select_from(text(table))).all()
    return found


def set_fact(database: Database, version: int, needs: int) -> None:
    """As a later program would have left it."""
    with database.writing() as connection:
        connection.execute(
            text("UPDATE alembic_version SET version_num = :version"), {"version": str(version)}
        )
        connection.execute(
            text("UPDATE facts SET value = :needs WHERE name = 'needs'"), {"needs": str(needs)}
        )
        connection.execute(text("ALTER TABLE journal ADD COLUMN mood TEXT"))


def test_a_new_database_has_the_tables_that_the_program_uses(database: Database) -> None:
    database.make()
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
        assert schema.version_of(connection) == schema.VERSION


def test_an_earlier_database_is_taken_up_without_loss(
    earlier: Mapping[str, Sequence[Any]], database: Database
) -> None:
    with database.reading() as connection:
        # Tokens stood there in the clear; they are fetched anew. Columns that came later stand behind the others.
        kept = {
            name: [row[: len(before[0])] for row in rows(connection, name)]
            for name, before in earlier.items()
        }
        assert kept == {**earlier, "tokens": []}
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    memory = SqlMemory(database, lambda: 1764000001.5)
    assert reply_to(memory, "key-of-a-message") == Reply("答", Status.ANSWERED)
    assert conversation(memory, "person-one").trail == ("小区停车乱怎么办",)
    assert Releases(database).content(1) == b"1"


@pytest.mark.usefixtures("earlier")
def test_the_program_before_runs_on_beside(database: Database) -> None:
    """What it does to its tables, as its own SQL."""
    with database.writing() as connection:
        for table in ("replies", "conversations", "journal"):
            connection.execute(delete(tables.metadata.tables[table]).where(text("person = 'person-one'")))
        connection.exec_driver_sql(
            "INSERT INTO journal (at, channel, person, question, status, confidence)"
            " VALUES (1.0, 'web', 'p', '问', 'answered', 1.0)"
        )
        connection.exec_driver_sql("INSERT INTO conversations VALUES ('p', '{}', 1.0)")
        assert rows(connection, "facts") == [("needs", "1")]


def test_each_migration_only_adds_and_nothing_that_the_program_before_must_fill(url: str) -> None:
    config, script = Config(), str(Path(schema.__file__).parent / "migrations")
    config.set_main_option("script_location", script)
    engine, before = create_engine(url.replace("postgresql:", "postgresql+psycopg:")), dict[str, Columns]()
    for version in range(1, schema.VERSION + 1):
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, str(version))
            now = {name: columns(connection, name) for name in inspect(connection).get_table_names()}
        for table, known in before.items():
            assert {name: now[table][name][0] for name in known} == {
                name: told[0] for name, told in known.items()
            }
            assert all(
                may_be_left_out for name, (_, may_be_left_out) in now[table].items() if name not in known
            )
        before = now
    engine.dispose()


Columns = dict[str, tuple[str, bool]]
"""Of each its type, and whether a row may leave it out."""


def columns(connection: Connection, table: str) -> Columns:
    return {
        column["name"]: (str(column["type"]), column["nullable"] or column["default"] is not None)
        for column in inspect(connection).get_columns(table)
    }


def test_one_that_was_half_made_is_completed(url: str) -> None:
    """Publishing used to make two tables, and serving the others."""
    engine = create_engine(url.replace("postgresql:", "postgresql+psycopg:"))
    tables.releases.create(engine)
    engine.dispose()
    database = Database(url)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    database.dispose()


def test_a_newer_database_that_still_allows_it_is_used_as_it_is(connect: Callable[[], Database]) -> None:
    set_fact(connect_once(connect), 9, schema.VERSION)
    database = connect()
    SqlMemory(database).keep(
        Question("问", person="p", key="k"),
        Answer(Status.ANSWERED, "a"),
        Reply("答", Status.ANSWERED),
        Conversation(),
    )
    with database.reading() as connection:
        assert schema.version_of(connection) == 9


def test_a_program_that_is_too_old_stops_with_one_line(connect: Callable[[], Database]) -> None:
    set_fact(connect_once(connect), 9, 9)
    database = connect()
    with pytest.raises(StorageError) as refused, database.reading():
        pass
    told = str(refused.value)
    assert f"已经升级，要用第 9 代以上的程序，这个程序是第 {schema.VERSION} 代；请换上新的摆古" in told
    assert database.name in told
    assert "\n" not in told


def connect_once(connect: Callable[[], Database]) -> Database:
    database = connect()
    with database.reading():
        return database


@pytest.mark.parametrize("existing", [False, True])
def test_many_processes_that_begin_at_once_all_find_it_ready(
    url: str, request: pytest.FixtureRequest, *, existing: bool
) -> None:
    if existing:
        request.getfixturevalue("earlier")
    program = (
        "import sys; from bot.state.database import Database; from bot.state.releases import Releases;"
        " Releases(Database(sys.argv[1])).all()"
    )

    def begin(_: int) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program, url], capture_output=True, text=True, check=False, timeout=60
        )
        return done.stderr

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(begin, range(6))) == [""] * 6


def test_many_threads_that_begin_at_once_all_find_it_ready(connect: Callable[[], Database]) -> None:
    databases = [connect() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda database: Releases(database).all(), databases)) == [[]] * 8


def test_who_finds_a_new_file_being_written_waits(tmp_path: Path) -> None:
    file = tmp_path / "baigu.db"
    with closing(sqlite3.connect(file, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("CREATE TABLE theirs (a)")
        threading.Timer(0.3, other.execute, ["COMMIT"]).start()
        assert Releases(Database(f"sqlite:///{file}")).all() == []


def test_the_program_is_of_the_version_of_its_last_migration() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(schema.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_heads() == [str(schema.VERSION)]
