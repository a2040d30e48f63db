"""Many texts as one array of bytes, so that processes can share them and each is only read when it is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Texts(Sequence[str]):
    """A sequence of texts.

    Attributes:
        content: of all, UTF-8.
        ends: where each ends in the content.
    """

    content: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...
    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        start = self.ends.item(at - 1) if at else 0
        return self.content[start : self.ends.item(at)].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        content, start = self.content.tobytes(), 0
        for end in self.ends.tolist():
            yield content[start:end].decode()
            start = end


def texts_of(texts: Iterable[str]) -> Texts:
    """Texts, taken together; what cannot be encoded (half a character of UTF-16) becomes a question mark."""
    encoded = [text.encode("utf-8", "replace") for text in texts]
    ends = np.cumsum([len(content) for content in encoded], dtype=np.int64)
    return Texts(np.frombuffer(b"".join(encoded), np.uint8), ends)


def joined_texts(parts: Sequence[Texts]) -> Texts:
    """The texts of all parts."""
    sizes = [0, *accumulate(len(part.content) for part in parts)]
    ends = [part.ends + size for part, size in zip(parts, sizes, strict=False)]
    return Texts(np.concatenate([part.content for part in parts]), np.concatenate(ends))
