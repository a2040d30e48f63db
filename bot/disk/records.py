"""Many records in one file, each read when it is asked for: what nobody looks at takes no memory.

They and the list of where they end are read and not mapped, for pages of a mapped file that were once looked at count as
memory of the process.
"""

from __future__ import annotations

import os
import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import finalize
from zlib import crc32

from bot.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SUM = 4
"""Bytes before each record, that tell whether it is as it was written."""

_END = struct.Struct("<q")
_ENDS = struct.Struct("<2q")
"""Where the record before one ends, and where it does."""


class Records:
    """The records of a file.

    Raises:
        OSError: there is none.
    """

    def __init__(self, file: Path) -> None:
        self._name = file.name
        self._records, self._ends = self._opened(file), self._opened(_ends(file))

    def _opened(self, file: Path) -> int:
        opened = os.open(file, os.O_RDONLY)
        finalize(self, os.close, opened)
        return opened

    def __len__(self) -> int:
        return os.fstat(self._ends).st_size // _END.size - 1

    def __getitem__(self, number: int) -> bytes:
        """A record.

        Raises:
            ReleaseError: it is not as it was written.
        """
        told = os.pread(self._ends, _ENDS.size, number * _END.size)
        start, end = _ENDS.unpack(told.ljust(_ENDS.size, b"\0"))
        read = os.pread(self._records, max(end - start, 0), start)
        record = read[_SUM:]
        if read[:_SUM] != _sum(record):
            raise ReleaseError(f"{self._name} 里有一处坏了；删掉它所在的文件夹，重新启动服务，会再存一份")
        return record

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))


@contextmanager
def writing(file: Path) -> Iterator[Callable[[bytes], None]]:
    """Takes records, and keeps them in a file."""
    end = 0

    def add(record: bytes) -> None:
        nonlocal end
        records.write(_sum(record))
        records.write(record)
        end += _SUM + len(record)
        ends.write(_END.pack(end))

    with file.open("wb") as records, _ends(file).open("wb") as ends:
        ends.write(_END.pack(0))
        yield add


def _ends(file: Path) -> Path:
    return file.with_name(f"{file.name}.ends")


def _sum(record: bytes) -> bytes:
    return crc32(record).to_bytes(_SUM, "little")
