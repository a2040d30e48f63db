"""Many records in one file, each read when it is asked for: what nobody looks at takes no memory.

They are read and not mapped, for pages of a mapped file that were once looked at count as memory of the process.
"""

from __future__ import annotations

import os
from array import array
from contextlib import contextmanager
from typing import TYPE_CHECKING
from weakref import finalize
from zlib import crc32

import numpy as np

from bot.disk.arrays import mapped
from bot.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SUM = 4
"""Bytes before each record, that tell whether it is as it was written."""


class Records:
    """The records of a file.

    Raises:
        OSError: there is none.
    """

    def __init__(self, file: Path) -> None:
        self._name, self._opened = file.name, os.open(file, os.O_RDONLY)
        finalize(self, os.close, self._opened)
        self._ends = mapped(_ends(file))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, number: int) -> bytes:
        """A record.

        Raises:
            ReleaseError: it is not as it was written.
        """
        start, end = self._ends.item(number - 1) if number else 0, self._ends.item(number)
        read = os.pread(self._opened, end - start, start)
        record = read[_SUM:]
        if read[:_SUM] != _sum(record):
            raise ReleaseError(f"{self._name} 里有一处坏了；删掉它所在的文件夹，重新启动服务，会再存一份")
        return record

    def __iter__(self) -> Iterator[bytes]:
        return (self[number] for number in range(len(self)))


@contextmanager
def writing(file: Path) -> Iterator[Callable[[bytes], None]]:
    """Takes records, and keeps them in a file."""
    ends, end = array("q"), 0

    def add(record: bytes) -> None:
        nonlocal end
        opened.write(_sum(record))
        opened.write(record)
        end += _SUM + len(record)
        ends.append(end)

    with file.open("wb") as opened:
        yield add
    np.save(_ends(file), np.array(ends, np.int64))


def _ends(file: Path) -> Path:
    return file.with_name(f"{file.name}.ends.npy")


def _sum(record: bytes) -> bytes:
    return crc32(record).to_bytes(_SUM, "little")
