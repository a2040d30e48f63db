"""Backups: all that an installation cannot make again, in one file, while it serves."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import BackupError, StorageError
from bot.results.keeping import Kept
from bot.state.backup_file import pack, writing
from bot.state.copying import copy_rows, snapshot
from bot.state.database import Database
from bot.state.files import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.app.service import Service

DATABASE, SETTINGS, KNOWLEDGE, SPOOL = "database.db", "settings.env", "knowledge", "spool"
"""What stands in a backup under which name; the secret does under its own."""


def back_up(service: Service, path: Path) -> Kept:
    """Keep database (with the releases), secret, settings, knowledge folder and what waits for the database.

    Raises:
        BackupError: there is no database yet; the file is there already or cannot be written.
        SettingsError: the secret is not the one of the database.
        StorageError: the database cannot be read.
    """
    if not path.parent.is_dir():
        raise BackupError(f"没有文件夹 {path.parent}；先建好，或换一个地方")
    _check_there_is_one(service)
    has_waiting = _fetched(service)
    with writing(path), tempfile.TemporaryDirectory(prefix=".backup-", dir=path.parent) as name:
        work = Path(name)
        waiting = _copied(
            service.settings.var / SPOOL, work / SPOOL
        )  # first: what moves on then stands in both
        (work / SECRET).write_bytes(service.secret.use())
        rows = snapshot(service.database, work / DATABASE)
        env = service.settings.home / ".env"
        files = {
            DATABASE: work / DATABASE,
            SECRET: work / SECRET,
            **({SETTINGS: env} if env.is_file() else {}),
            **{f"{KNOWLEDGE}/{name}": file for name, file in _below(service.settings.knowledge)},
            **{f"{SPOOL}/{name}": file for name, file in waiting},
        }
        pack(path, files, version("baigu"), rows)
    return Kept(str(path), path.stat().st_size, rows, len(files) - 1, has_waiting)


def copy_data(service: Service, url: str) -> tuple[str, Mapping[str, int]]:
    """Copy all that the database holds into another, empty one; returns its name and how many rows each table has.

    Raises:
        StorageError: the other holds something, or one of the two cannot be used.
        BackupError: there is no database yet, or a service goes on writing into one of the two.
    """
    _check_there_is_one(service)
    target = Database(url, is_copy=True)
    try:
        check_nobody_serves(service)
        _fetched(service)
        return target.name, copy_rows(service.database, target)
    finally:
        target.dispose()


def _fetched(service: Service) -> bool | None:
    """Bring what waits in Redis into the database; whether that could be done, None where there is no Redis."""
    if service.shared is None:
        return None
    try:
        service.shared.outbox.deliver()
    except StorageError:
        return False
    return True


def _check_there_is_one(service: Service) -> None:
    if service.database.is_missing():
        raise BackupError(
            f"还没有数据库 {service.database.name}，没有做什么；在别的文件夹里就用 BAIGU_HOME 指过去"
        )


def check_nobody_serves(service: Service) -> None:
    """Hold that no service uses the database; one that cannot be used serves nobody.

    Raises:
        BackupError: one does.
    """
    with suppress(StorageError):
        if service.services.running():
            raise BackupError(
                f"服务还在用数据库 {service.database.name}；先停下它（systemctl stop baigu）再来，刚断电或被强行停掉的等一分半钟"
            )


def _below(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder, by name; hidden ones are some program's own."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            yield name.as_posix(), path


def _copied(folder: Path, into: Path) -> list[tuple[str, Path]]:
    """Copies of files that others may take away meanwhile."""
    for name, path in _below(folder):
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            shutil.copyfile(path, into / name)
    return list(_below(into))
