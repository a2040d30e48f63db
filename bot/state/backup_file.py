"""A backup as a file: a tar of files that only its owner reads, and last in it a list of them with their checksums."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
import time
import zlib
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Any, cast

from bot.causes import cause
from bot.errors import BackupError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LIST = "backup.json"
_FORMAT = 1
_PIECE = 1 << 20


@dataclass(frozen=True)
class Backup:
    """What a backup says of itself.

    Attributes:
        program: the version of Baigu that made it.
        at: when, seconds since 1970.
        rows: how many each table of the database has.
        checksums: the SHA-256 of each file, by its name in the backup, `/` between folders.
    """

    program: str
    at: float
    rows: Mapping[str, int]
    checksums: Mapping[str, str]
    format: int = _FORMAT


def pack(path: Path, files: Mapping[str, Path], program: str, rows: Mapping[str, int]) -> Backup:
    """Make a backup of files, by the names that they get in it; whoever looks sees the whole of it or none.

    Raises:
        BackupError: there is a file of that name already, or it cannot be written.
    """
    if path.exists():
        raise BackupError(f"{path} 已经有了，没有动它；换一个文件名")
    with writing(path):
        written, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")  # 0600
        try:
            with os.fdopen(written, "wb") as file:
                backup = _pack(file, files, program, rows)
                file.flush()
                os.fsync(file.fileno())
            Path(name).rename(path)
        finally:
            Path(name).unlink(missing_ok=True)
    return backup


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """What the system says while a backup is made, as a BackupError."""
    try:
        yield
    except OSError as error:
        raise BackupError(
            f"备份 {path} 写不成：{error.filename or path}，{cause(error)}；看磁盘满了没有、能不能读写"
        ) from error


def _pack(file: IO[bytes], files: Mapping[str, Path], program: str, rows: Mapping[str, int]) -> Backup:
    checksums = {}
    with tarfile.open(fileobj=file, mode="w:gz", compresslevel=6) as archive:
        for name, source in files.items():
            with source.open("rb") as content:
                entry = _entry(name, os.fstat(content.fileno()).st_size)
                summed = _Summed(content)
                archive.addfile(entry, cast("IO[bytes]", summed))
                checksums[name] = summed.hexdigest
        backup = Backup(program, time.time(), rows, checksums)
        told = json.dumps(asdict(backup), ensure_ascii=False, indent=1).encode()
        archive.addfile(_entry(_LIST, len(told)), io.BytesIO(told))
    return backup


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode, entry.mtime = size, 0o600, int(time.time())
    return entry


class _Summed:
    """A file whose checksum is taken as it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._sum = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._sum.update(piece)
        return piece

    @property
    def hexdigest(self) -> str:
        return self._sum.hexdigest()


@contextmanager
def unpacked(path: Path, beside: Path) -> Iterator[tuple[Path, Backup]]:
    """The files of a backup, in a folder of their own as long as they are asked for, each held against its checksum.

    Args:
        beside: a folder to make it in, made where there is none, so that files can be moved from there.

    Raises:
        BackupError: it is damaged, incomplete or none, or there is no room for it.
    """
    with _telling(path):
        beside.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(dir=beside, prefix=".restoring-")
    with folder as name:
        with _telling(path):
            backup = _unpack(path, Path(name))
        yield Path(name), backup


def _unpack(path: Path, folder: Path) -> Backup:
    checksums, told = {}, b""
    with tarfile.open(path, "r:gz") as archive:
        for entry in archive:
            content = archive.extractfile(entry) if entry.isreg() and _is_below(entry.name) else None
            if content is None:
                raise BackupError(f"{path} 里有备份里不该有的 {entry.name}；换一份备份")
            if entry.name == _LIST:
                told = content.read(_PIECE * 64)
            else:
                checksums[entry.name] = _write(folder / entry.name, content)
    backup = _read_list(path, told)
    if wrong := sorted(checksums.items() ^ backup.checksums.items()):
        raise BackupError(f"{path} 坏了：{wrong[0][0]} 和备份时的校验码对不上；换一份备份")
    return backup


def _is_below(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _write(path: Path, content: IO[bytes]) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    summed = _Summed(content)
    with path.open("xb") as file:
        while piece := summed.read(_PIECE):
            file.write(piece)
    path.chmod(0o600)
    return summed.hexdigest


def _read_list(path: Path, told: bytes) -> Backup:
    if not told:
        raise BackupError(f"{path} 不完整，或者不是 baigu backup 备份的；换一份备份")
    found: dict[str, Any] = json.loads(told)
    if found["format"] > _FORMAT:
        raise BackupError(f"{path} 是更新的摆古（{found['program']}）备份的；用那一版来恢复")
    return Backup(**{**found, "rows": dict(found["rows"]), "checksums": dict(found["checksums"])})


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{path} 坏了，或者不是 baigu backup 备份的；换一份备份") from error
    except OSError as error:
        raise BackupError(f"{error.filename or path} 用不了：{cause(error)}；看文件名、磁盘和权限") from error
