"""Named arrays in a file; nothing in it runs when it is read, and what is damaged counts as not there."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import structlog

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]

_log = structlog.get_logger()


def read_arrays(path: Path) -> Arrays | None:
    """The arrays in a file; None where there is none, or it is damaged."""
    try:
        with path.open("rb") as file:
            return dict(np.load(file, allow_pickle=False))  # which looks at checksums
    except FileNotFoundError:
        return None
    except (OSError, EOFError, ValueError, TypeError, KeyError, BadZipFile) as error:
        _log.warning("arrays_damaged", file=path.name, why=type(error).__name__)
        return None


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Put arrays into a file that only its owner reads, all at once; where nothing can be written, nothing is."""
    new = path.with_name(f"{os.getpid()}-{path.name}")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
        new.replace(path)
