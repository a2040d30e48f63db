"""Files that only their owner reads, whole or not there."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "secret.key"  # noqa: S105 # a name
"""The name of the secret beside an SQLite database."""


def make_whole(path: Path, content: bytes) -> None:
    """Make a file in a folder that is there; of two who make it at once one does, and nobody sees half of it.

    Raises:
        OSError: it cannot be written.
    """
    with _written_beside(path, content) as new, suppress(FileExistsError):
        path.hardlink_to(new)


def replace_whole(path: Path, content: bytes) -> None:
    """Put a file in the place of the one that may be there, making its folder; nobody sees half of it.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _written_beside(path, content) as new:
        new.replace(path)


@contextmanager
def _written_beside(path: Path, content: bytes) -> Iterator[Path]:
    """A file of another name, which is gone afterwards where nobody moved it."""
    written, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")  # 0600
    new = Path(name)
    try:
        with os.fdopen(written, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield new
    finally:
        new.unlink(missing_ok=True)
