"""Vectors of texts in a file, found again by what the texts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from bot.retrieval.array_file import read_arrays, write_arrays

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

_KEY = 32
"""Bytes."""

_SPARE = 20_000
"""Vectors of other texts that stay: of what was served before and of what is tried. 30 MB."""


class VectorFile:
    """Keeps vectors."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Mapping[bytes, Vector]:
        """The vectors by key; none where there is no file, or it is damaged."""
        arrays = read_arrays(self._path) or {}
        if not {"keys", "vectors"} <= arrays.keys():
            return {}
        keys = arrays["keys"].tobytes()
        return {keys[at * _KEY : (at + 1) * _KEY]: vector for at, vector in enumerate(arrays["vectors"])}

    def keep(self, vectors: Mapping[bytes, Vector], last: Sequence[bytes]) -> None:
        """Keep the vectors of these keys, and so many of the others as there is room for.

        Args:
            vectors: by key of 32 bytes, those made last at the end.
        """
        used = frozenset(last)
        spare = [key for key in vectors if key not in used][-_SPARE:]
        keys = [*spare, *dict.fromkeys(last)]
        told = np.frombuffer(b"".join(keys), np.uint8)
        write_arrays(self._path, {"keys": told, "vectors": np.array([vectors[key] for key in keys])})
