"""Putting a backup back: into an empty home, or in the place of what is there, which is moved aside."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from dotenv import set_key

from bot.app.keeping import DATABASE, KNOWLEDGE, SETTINGS, SPOOL, check_nobody_serves
from bot.app.service import Service
from bot.causes import cause
from bot.env_file import names_in
from bot.errors import BackupError
from bot.results.keeping import Restored
from bot.settings import load_settings
from bot.state.backup_file import unpacked
from bot.state.copying import copy_rows, counts, holds_something
from bot.state.database import Database
from bot.state.files import SECRET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bot.settings import Settings

_PLACES = ("BAIGU_KNOWLEDGE", "BAIGU_DATABASE_URL")


def restore(path: Path, *, overwrite: bool) -> Restored:
    """Put a backup back where the settings say; the backup's settings are used where the home has none.

    Args:
        overwrite: whether something else may stand there.

    Raises:
        BackupError: the backup is no good, or its place is taken or in use.
        SettingsError: see `load_settings`; or the settings name another secret than the backup's.
        StorageError: the database cannot be written.
    """
    home = load_settings(_env_file=None).home
    with unpacked(path, home) as (folder, backup):
        _check_rows(counts(folder / DATABASE), backup.rows)
        env = home / ".env"
        settings = load_settings(_env_file=env if env.is_file() else folder / SETTINGS)
        service = Service(settings)
        try:
            _check_secret(service, folder)
            aside = _put(service, folder, overwrite=overwrite)
            if not env.is_file() and (folder / SETTINGS).is_file():
                shutil.move(folder / SETTINGS, env)
                _write_places(env)
            service.secret.use()
        finally:
            service.close()
    knowledge = str(settings.knowledge)
    return Restored(backup.at, backup.program, service.database.name, knowledge, backup.rows, aside)


def _write_places(env: Path) -> None:
    """Let the settings that came with the backup name the places it was put in; else they lead to where it came from."""
    names = names_in(env)
    for name in _PLACES:
        if name in names and (given := os.environ.get(name)):
            set_key(env, name, given)
            env.chmod(0o600)


def _check_rows(found: Mapping[str, int], told: Mapping[str, int]) -> None:
    wrong = [name for name in told if found.get(name) != told[name]]
    if wrong:
        raise BackupError(
            f"{wrong[0]} 表有 {found.get(wrong[0])} 条，备份时有 {told[wrong[0]]} 条；换一份备份再来"
        )


def _check_secret(service: Service, folder: Path) -> None:
    """Hold that the secret which the settings give, if any, is the backup's."""
    given = service.settings.secret_key
    if service.database.file is None or given:
        secret = (folder / SECRET).read_bytes()
        if given is None or given.get_secret_value().encode() != secret:
            raise BackupError(
                "BAIGU_SECRET_KEY 要填备份时的密钥，没有动什么；用 tar -xzOf 备份文件 secret.key 看它，填进 .env 再来"
            )


def _put(service: Service, folder: Path, *, overwrite: bool) -> str | None:
    """Put everything in its place; returns the folder that what was there is in now."""
    settings, database = service.settings, service.database
    places = tuple(_places(settings, database.file))
    taken = [place for _, place in places if _holds(place)]
    in_server = database.file is None and holds_something(database)
    if (taken or in_server) and not overwrite:
        raise BackupError(
            f"{database.name if in_server else taken[0]} 已经有了，没有动它；{_elsewhere(settings)}"
            f"确实要换成备份里的，就加 --yes{'' if in_server else '，原来的会挪到一边'}"
        )
    if in_server or (database.file and database.file.exists()):
        check_nobody_serves(service)
        database.dispose()
    if database.file is None:
        _fill(database, folder / DATABASE)
    aside = settings.home / time.strftime("replaced-%Y%m%d-%H%M%S")
    try:
        _move(taken, aside)
        for name, place in places:
            if (folder / name).exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(folder / name, place)
    except OSError as error:
        told = f"恢复到一半：{error.filename}：{cause(error)}；原来的在 {aside}，腾出地方再来一次"
        raise BackupError(told) from error
    return str(aside) if taken else None


def _elsewhere(settings: Settings) -> str:
    """What to do where the settings name a folder outside the home, which another home may use."""
    if settings.knowledge.is_relative_to(settings.home):
        return ""
    within = settings.home / KNOWLEDGE
    return (
        f"设置里 BAIGU_KNOWLEDGE 是 {settings.knowledge}，不在 {settings.home} 里，可能别处正在用；"
        f"要放到这个家里，就带上环境变量 BAIGU_KNOWLEDGE={within} 再来；"
    )


def _places(settings: Settings, file: Path | None) -> Iterator[tuple[str, Path]]:
    """Where what stands in a backup goes; and SQLite's own files, which must not stay beside another database."""
    if file:
        yield SECRET, file.with_name(SECRET)
        yield DATABASE, file
        for own in ("-wal", "-shm"):
            yield f"{DATABASE}{own}", file.with_name(f"{file.name}{own}")
    yield KNOWLEDGE, settings.knowledge
    yield SPOOL, settings.var / SPOOL


def _holds(place: Path) -> bool:
    return any(place.iterdir()) if place.is_dir() else place.exists()


def _move(taken: list[Path], aside: Path) -> None:
    for place in filter(Path.exists, taken):  # SQLite may have put its own files away meanwhile
        aside.mkdir(exist_ok=True)
        shutil.move(place, aside / place.name)


def _fill(database: Database, file: Path) -> None:
    kept = Database(f"sqlite:///{file}")
    try:
        copy_rows(kept, database, overwrite=True)
    finally:
        kept.dispose()
