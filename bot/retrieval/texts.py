"""Many texts as one array of bytes, so that processes can share them and each is only read when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np

from bot.disk.numbered import Numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Texts(Numbered[str]):
    """A sequence of texts.

    Attributes:
        content: of all, UTF-8.
        ends: where each ends in the content.
    """

    content: NDArray[np.uint8]
    ends: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ends)

    def _at(self, number: int) -> str:
        start = self.ends.item(number - 1) if number else 0
        return self.content[start : self.ends.item(number)].tobytes().decode()

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
