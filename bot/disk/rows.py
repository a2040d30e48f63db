"""Keys by a hash of each: a dictionary without its keys, which need not be in memory to be known."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

_BYTES = 8
"""Of a hash: of a million keys two have the same once in forty million such sets."""


class Rows:
    """The places of keys.

    Args:
        hashes: ascending, as `hashes_of` gives them.
    """

    def __init__(self, hashes: NDArray[np.int64]) -> None:
        self._hashes = hashes

    def __len__(self) -> int:
        return len(self._hashes)

    def get(self, key: str) -> int | None:
        """The place of a key; None where there is none."""
        told = hashed(key)
        place = int(self._hashes.searchsorted(told))
        return place if place < len(self._hashes) and self._hashes.item(place) == told else None

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None


def hashed(key: str) -> int:
    """The hash of a key, the same in every process."""
    told = blake2b(key.encode("utf-8", "replace"), digest_size=_BYTES).digest()
    return int.from_bytes(told, "little", signed=True)


def hashes_of(keys: Iterable[str]) -> NDArray[np.int64]:
    """The hashes of keys, in their order."""
    return np.fromiter(map(hashed, keys), np.int64)
