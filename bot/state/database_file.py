"""The file of an SQLite database: which one it is, whether there ever was one, and that only its owner reads it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bot.causes import cause
from bot.errors import SettingsError, StorageError
from bot.state.files import SECRET


def identity(file: Path) -> object:
    """What tells one file from another of the same name, or the same that can be written again; None of one not there.

    Raises:
        StorageError: this user may not look.
    """
    try:
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StorageError(
            f"数据库 {file} 读不了（{cause(error)}）；用运行摆古的用户来运行，装在服务器上的用 sudo baigu …"
        ) from error
    return found.st_dev, found.st_ino, is_writable(file)


def is_writable(file: Path) -> bool:
    """Whether SQLite may write a file, and what it keeps beside it."""
    return os.access(file.parent, os.W_OK) and os.access(file, os.W_OK)


def address_to_read(file: Path) -> str | None:
    """How SQLite reads a file beside which it can make none of its own; None where it needs no help.

    A log beside it is more than the file has; it is read with that as always, where the one who writes it is alive.
    """
    if is_writable(file) or not file.exists() or _log(file, "wal").exists():
        return None
    return f"{file.absolute().as_uri()}?immutable=1"


def check_may_be_made(file: Path) -> None:
    """Hold that there was none before: a new one would take what people say until the lost one comes back.

    Raises:
        StorageError: what services keep beside it says that there was one.
    """
    traces = [name for name in (SECRET, _log(file, "wal").name) if file.with_name(name).exists()]
    # Looked for once more: whoever makes one at this moment leaves the traces after it.
    if traces and identity(file) is None:
        raise StorageError(
            f"数据库 {file} 不见了，旁边的 {'、'.join(traces)} 说明有过；放回来就接着用；"
            f"真要从头建一个，先停下服务，把旁边的 {'、'.join(traces)} 也移走"
        )


def check_folder(file: Path) -> None:
    """Hold that a database could be made, without making anything.

    Raises:
        SettingsError: its folder cannot be written, or cannot be made.
    """
    there = next(folder for folder in file.absolute().parents if folder.exists())
    if not there.is_dir() or not os.access(there, os.W_OK | os.X_OK):
        raise _unwritable(there, "没有权限，或者磁盘是只读的" if there.is_dir() else "不是文件夹")


def check_may_be_empty(file: Path) -> None:
    """Hold that one without any table is new, rather than an empty file in the place of one that was lost.

    Raises:
        StorageError: a secret was used with one that stood there.
    """
    if file.with_name(SECRET).exists():
        raise StorageError(
            f"数据库 {file} 是空的，不是原来的那个；把原来的放回来就接着用；"
            f"真要从头用它，先停下服务，把旁边的 {SECRET} 移走"
        )


def make_private(file: Path) -> None:
    """Let nobody but its owner read a database; SQLite gives what it writes beside it the same mode.

    Raises:
        SettingsError: there is none and none can be made.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            with suppress(FileExistsError):
                # Only one that is new is opened: to close one that is used would release its locks.
                os.close(os.open(file, os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise _unwritable(Path(error.filename), cause(error)) from error
    for path in (file, _log(file, "wal"), _log(file, "shm")):
        with suppress(OSError):  # nothing there yet; another's, who may give it to us; one that cannot change
            path.chmod(0o600)


def _unwritable(place: Path, why: str) -> SettingsError:
    return SettingsError(
        f"数据库建不了：{place} 写不了（{why}）；让运行摆古的用户能写这里，或者用 BAIGU_HOME 另指一个能写的家"
    )


def _log(file: Path, kind: str) -> Path:
    return file.with_name(f"{file.name}-{kind}")
