from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert, select

from bot.errors import SettingsError
from bot.state import tables
from bot.state.secret import Secret

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from sqlalchemy import Table

    from bot.state.database import Database

ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
ON_A_SERVER = pytest.mark.parametrize("url", ["postgresql"], indirect=True)
KNOWN: dict[Table, dict[str, Any]] = {
    tables.replies: {"key": "k", "reply": "{}"},
    tables.conversations: {"conversation": "{}"},
    tables.outbox: {"channel": "web", "question": "问", "status": "answered", "confidence": 1.0},
    tables.journal: {"channel": "web", "question": "问", "status": "answered", "confidence": 1.0},
}


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """The installation's folder for data; the database does not stand in it."""
    (tmp_path / "home" / "var").mkdir(parents=True)
    return tmp_path / "home" / "var"


def secret(database: Database, var: Path, given: str | None = None) -> Secret:
    return Secret(database, given, var)


def fingerprint(database: Database) -> list[str]:
    with database.reading() as connection:
        rows = connection.execute(select(tables.facts.c.value).where(tables.facts.c.name == "secret"))
        return [row[0] for row in rows]


@ON_SQLITE
def test_one_is_made_beside_the_database_and_read_by_its_owner_only(
    connect: Callable[[], Database], var: Path, tmp_path: Path
) -> None:
    made = secret(connect(), var).use()
    path = tmp_path / "secret.key"
    assert path.read_bytes() == made
    assert len(made) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(var.iterdir()) == []
    assert secret(connect(), Path("elsewhere")).use() == made
    assert sorted(path.name for path in tmp_path.glob("*secret*")) == ["secret.key"]


@ON_SQLITE
def test_services_that_begin_at_once_use_the_same(connect: Callable[[], Database], var: Path) -> None:
    databases = [connect() for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda database: secret(database, var).use(), databases))) == 1


@ON_SQLITE
def test_one_that_the_installation_has_goes_on_being_used(
    database: Database, var: Path, tmp_path: Path
) -> None:
    (var / "secret.key").write_bytes(b"of old")
    assert secret(database, var).use() == b"of old"
    assert not (tmp_path / "secret.key").exists()


@ON_SQLITE
def test_one_beside_the_database_comes_before_the_installations(
    database: Database, var: Path, tmp_path: Path
) -> None:
    database.make()
    (var / "secret.key").write_bytes(b"of old")
    (tmp_path / "secret.key").write_bytes(b"beside")
    assert secret(database, var).use() == b"beside"


@pytest.mark.parametrize("empty", [b"", b" \n"])
@ON_SQLITE
def test_an_empty_file_is_refused(database: Database, var: Path, tmp_path: Path, empty: bytes) -> None:
    database.make()
    (tmp_path / "secret.key").write_bytes(empty)
    with pytest.raises(SettingsError, match=r"secret\.key 是空的"):
        secret(database, var).use()
    assert fingerprint(database) == []


@ON_SQLITE
def test_a_file_that_cannot_be_read_is_refused(database: Database, var: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.key").mkdir()
    with pytest.raises(SettingsError, match=r"secret\.key 读不出来"):
        secret(database, var).use()


@ON_SQLITE
def test_a_folder_that_cannot_be_written_to_is_told(
    database: Database, var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "fsync", refuse)  # root, who runs CI, may write everywhere
    with pytest.raises(SettingsError, match=r"secret\.key 写不下来（没有权限）"):
        secret(database, var).use()
    assert list(tmp_path.glob("*secret*")) == []


def test_another_than_the_database_knows_is_refused_and_not_taken(
    connect: Callable[[], Database], var: Path
) -> None:
    assert secret(connect(), var, "ours").use() == b"ours"
    kept = fingerprint(connect())
    for refused in (secret(connect(), var, "changed").use, secret(connect(), var, "changed").is_settled):
        with pytest.raises(
            SettingsError, match=r"BAIGU_SECRET_KEY 不是数据库 .+ 一直用的密钥.*换回原来的"
        ) as error:
            refused()
        assert "\n" not in str(error.value)
        assert "changed" not in str(error.value)
    assert fingerprint(connect()) == kept
    assert secret(connect(), var, "ours").use() == b"ours"


def test_the_database_knows_a_fingerprint_that_is_not_the_secret(database: Database, var: Path) -> None:
    secret(database, var, "ours").use()
    (kept,) = fingerprint(database)
    assert "ours" not in kept
    assert len(kept) == 32


@ON_SQLITE
def test_one_that_was_lost_is_not_replaced_by_a_new_one(
    connect: Callable[[], Database], var: Path, tmp_path: Path
) -> None:
    secret(connect(), var).use()
    (tmp_path / "secret.key").unlink()
    for refused in (secret(connect(), var).use, secret(connect(), var).is_settled):
        with pytest.raises(SettingsError, match=r"找不到当时的密钥；把当时的 secret\.key 放到数据库旁边"):
            refused()
    assert not (tmp_path / "secret.key").exists()


@pytest.mark.parametrize("table", KNOWN, ids=lambda table: str(table.name))
@ON_SQLITE
def test_none_is_made_for_a_database_that_knows_people(database: Database, var: Path, table: Table) -> None:
    """One of before fingerprints, whose secret stands in some folder that a service was started in."""
    with database.writing() as connection:
        connection.execute(insert(table), {"person": "p", "at": 1.0, **KNOWN[table]})
    with pytest.raises(SettingsError, match="找不到当时的密钥"):
        secret(database, var).use()


@ON_SQLITE
def test_one_is_made_for_a_database_that_knows_nobody(database: Database, var: Path) -> None:
    with database.writing() as connection:
        connection.execute(insert(tables.journal), {"at": 1.0, **KNOWN[tables.journal]})
    assert secret(database, var).use()


def test_whether_it_is_settled_is_asked_without_making_or_writing_anything(
    connect: Callable[[], Database], var: Path, tmp_path: Path
) -> None:
    assert not secret(connect(), var, "ours").is_settled()
    assert fingerprint(connect()) == []
    secret(connect(), var, "ours").use()
    assert secret(connect(), var, "ours").is_settled()
    assert not (tmp_path / "secret.key").exists()


@ON_SQLITE
def test_asking_about_one_that_is_not_there_makes_none(database: Database, var: Path, tmp_path: Path) -> None:
    assert not secret(database, var).is_settled()
    assert not (tmp_path / "secret.key").exists()


def test_an_empty_one_in_the_settings_is_refused(database: Database, var: Path) -> None:
    with pytest.raises(SettingsError, match="BAIGU_SECRET_KEY 是空的"):
        secret(database, var, "  ").use()


@ON_A_SERVER
def test_a_database_on_a_server_wants_one_in_the_settings(database: Database, var: Path) -> None:
    (var / "secret.key").write_bytes(b"of old")
    for refused in (secret(database, var).use, secret(database, var).is_settled):
        with pytest.raises(SettingsError, match=r"要填 BAIGU_SECRET_KEY.*var/secret\.key 里，把内容填进来"):
            refused()
