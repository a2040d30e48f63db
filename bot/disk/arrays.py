"""Arrays in files, mapped where they are large, so that all processes of a machine share what they look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

BLOCK = 1 << 16
"""Bytes; what is smaller is read and not mapped."""


def mapped(path: Path) -> NDArray[Any]:
    """The array of a file, which nobody changes.

    Raises:
        OSError: there is no such file.
        ValueError: it is none of ours.
    """
    is_large = path.stat().st_size > BLOCK
    array = np.load(path, mmap_mode="r" if is_large else None, allow_pickle=False)
    return array.view(np.ndarray)  # type: ignore[no-any-return] # a memmap's own slices are slow
