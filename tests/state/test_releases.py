from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateTable

from bot.errors import ReleaseError, StorageError
from bot.model import Release
from bot.state import tables
from bot.state.releases import Releases

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Executable

    from bot.state.database import Database

FIRST = Release("aaaa", "小李", "第一版", 4, [{"kind": "all", "hit_1": 1.0}])
SECOND = Release("bbbb", "小王", "加一篇", 5, forced_because="先用着")


@pytest.fixture
def releases(database: Database) -> Releases:
    return Releases(database, lambda: 1_800_000_000.25)


def execute(database: Database, statement: str) -> None:
    with database.writing() as connection:
        connection.exec_driver_sql(statement)


def test_nothing_is_published_at_first(releases: Releases) -> None:
    assert (list(releases.published()), releases.all(), releases.switches()) == ([], [], [])


def test_what_is_published_is_kept_whole_with_who_when_and_why(releases: Releases) -> None:
    content = bytes(range(256)) * 400
    published = releases.publish(FIRST, content, after=0)
    assert (published.number, published.at) == (1, 1_800_000_000.25)
    assert releases.all() == [published]
    assert list(releases.all()[0].figures) == [{"kind": "all", "hit_1": 1.0}]
    assert releases.content(1) == content
    (switch,) = releases.switches()
    assert (switch.number, switch.release, switch.kind, switch.who, switch.why) == (
        1,
        1,
        "publish",
        "小李",
        "第一版",
    )


def test_the_last_switch_says_which_is_current_and_those_before_stand_behind_it(releases: Releases) -> None:
    releases.publish(FIRST, b"1", 0)
    releases.publish(SECOND, b"2", 1)
    assert list(releases.published()) == [2, 1]
    releases.roll_back(1, "小李", "答错了", 2)
    assert list(releases.published()) == [1, 2]
    releases.publish(FIRST, b"3", 3)
    assert list(releases.published()) == [3, 1, 2]
    assert [(s.release, s.kind) for s in releases.switches()] == [
        (3, "publish"),
        (1, "rollback"),
        (2, "publish"),
        (1, "publish"),
    ]


def test_who_was_overtaken_switches_nothing_and_is_told(releases: Releases) -> None:
    releases.publish(FIRST, b"1", 0)
    with pytest.raises(ReleaseError, match="刚才有人换了版本"):
        releases.publish(SECOND, b"2", 0)
    with pytest.raises(ReleaseError, match="刚才有人换了版本"):
        releases.roll_back(1, "小李", "", 0)
    assert len(releases.all()) == len(releases.switches()) == 1


def test_of_many_that_publish_at_once_exactly_one_does(database: Database) -> None:
    told, ready = list[str](), threading.Barrier(8)

    def publish(number: int) -> None:
        own = Releases(database)
        ready.wait()
        try:
            own.publish(Release(f"{number}", "小李", "", 1), bytes([number]), 0)
            told.append("published")
        except ReleaseError:
            told.append("overtaken")

    threads = [threading.Thread(target=publish, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == ["overtaken"] * 7 + ["published"]
    kept = Releases(database)
    (release,) = kept.all()
    assert kept.content(1) == bytes([int(release.version)])


def test_two_machines_see_each_others_releases(connect: Callable[[], Database]) -> None:
    here, there = Releases(connect()), Releases(connect())
    here.publish(FIRST, b"1", 0)
    assert list(there.published()) == [1]
    there.publish(SECOND, b"2", 1)
    assert here.content(2) == b"2"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (update(tables.releases).values(content=b"\0"), "第 1 版坏了：存着的内容和校验码对不上"),
        (update(tables.releases).values(checksum=""), "第 1 版坏了"),
        (delete(tables.releases), "没有第 1 版；用 baigu releases 看有哪些"),
    ],
)
def test_a_damaged_release_is_never_given_out(
    releases: Releases, database: Database, damage: Executable, told: str
) -> None:
    releases.publish(FIRST, b"1", 0)
    with database.writing() as connection:
        connection.execute(damage)
    with pytest.raises(ReleaseError, match=told):
        releases.content(1)


def test_a_table_that_is_gone_is_said_to_be_the_databases_fault(
    releases: Releases, database: Database
) -> None:
    execute(database, "DROP TABLE switches")
    with pytest.raises(StorageError):
        releases.published()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_nothing_is_kept_of_a_release_whose_switch_cannot_be_written(
    releases: Releases, database: Database
) -> None:
    execute(database, "CREATE TRIGGER full BEFORE INSERT ON switches BEGIN SELECT RAISE(ABORT, 'full'); END")
    with pytest.raises(ReleaseError):
        releases.publish(FIRST, b"1", 0)
    execute(database, "DROP TRIGGER full")
    assert releases.all() == []
    assert releases.publish(FIRST, b"1", 0).number == 1


@pytest.mark.parametrize(
    ("url", "content", "at"),
    [
        ("mysql://", "content BLOB(4294967295)", "at DOUBLE NOT"),
        ("postgresql://", "content BYTEA", "at DOUBLE PRECISION"),
    ],
)
def test_other_databases_make_columns_that_hold_a_release(url: str, content: str, at: str) -> None:
    """MySQL makes a LONGBLOB of that length, where a BLOB of none holds 64 kB; its FLOAT knows no seconds."""
    statement = str(CreateTable(tables.releases).compile(dialect=make_url(url).get_dialect()()))
    assert content in statement
    assert at in statement
