"""A small disk of its own, which can be filled."""

from __future__ import annotations

import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FILE = "full"


@contextmanager
def small_disk(at: Path, megabytes: int = 4) -> Iterator[Path]:
    """Mounted there, which takes root."""
    at.mkdir()
    size = f"size={megabytes}m"
    subprocess.run(["/usr/bin/mount", "-t", "tmpfs", "-o", size, "tmpfs", at], check=True)
    try:
        yield at
    finally:
        subprocess.run(["/usr/bin/umount", "-l", at], check=True)


@contextmanager
def filled(disk: Path) -> Iterator[None]:
    """Not a byte is free on it, until it is left."""
    with (disk / _FILE).open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue
    try:
        yield
    finally:
        (disk / _FILE).unlink()
