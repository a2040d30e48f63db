"""Files that only their owner reads, whole or not there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

SECRET = "secret.key"  # noqa: S105 # a name
"""The name of the secret beside an SQLite database."""


def make_whole(path: Path, content: bytes) -> None:
    """Make a file in a folder that is there; of two who make it at once one does, and nobody sees half of it.

    Raises:
        OSError: it cannot be written.
    """
    written, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}")  # 0600
    try:
        with os.fdopen(written, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(name)
    finally:
        Path(name).unlink(missing_ok=True)
