"""Speeches in a folder, each read when somebody looks at it, with what is known of all of them."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any

from bot.corpus.kept_speeches import decode
from bot.disk.arrays import mapped
from bot.disk.numbered import Numbered
from bot.disk.records import Records
from bot.disk.rows import Rows
from bot.errors import ReleaseError
from bot.model import Passage, Speech, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_REMEMBERED = 256
"""Speeches that were looked at last."""

SPEECHES, ARRAYS, LIST = "speeches", "corpus", "corpus.json"


class StoredSpeeches(Numbered[Speech]):
    """The speeches that `store` put into a folder, with what is known of all of them.

    Attributes:
        told: what is little: units, who spoke, what was called otherwise.
        arrays: what is much, by name.
    """

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder / SPEECHES)
        self.told: dict[str, Any] = json.loads((folder / LIST).read_text("utf-8"))
        self.arrays = {file.name.split(".")[1]: mapped(file) for file in folder.glob(f"{ARRAYS}.*.npy")}
        self.units = [Unit(*map(_whole, row)) for row in self.told["units"]]
        self._by_name = {unit.name: unit for unit in self.units}
        self._slugs = Rows(self.arrays["slugs"])
        self._read = lru_cache(_REMEMBERED)(self._decoded)

    def __len__(self) -> int:
        return len(self._records)

    def _at(self, number: int) -> Speech:
        return self._read(number)

    def __iter__(self) -> Iterator[Speech]:
        return map(self._decoded, range(len(self)))  # what passes by is not remembered

    def find(self, slug: str) -> int | None:
        """The number of the speech of that slug."""
        row = self._slugs.get(slug)
        return None if row is None else self.arrays["slug_numbers"].item(row)

    def _decoded(self, number: int) -> Speech:
        speech = decode(self._records[number], self._by_name)
        if speech is None:
            raise ReleaseError("存着的语料里有一篇的单位不在；删掉 var/stored，重新启动服务")
        return speech


class StoredPassages(Numbered[Passage]):
    """All passages of stored speeches, in reading order."""

    def __init__(self, speeches: StoredSpeeches) -> None:
        self._speeches, self._firsts = speeches, speeches.arrays["firsts"]

    def __len__(self) -> int:
        return int(self._firsts.item(-1))

    def _at(self, number: int) -> Passage:
        speech = int(self._firsts.searchsorted(number, "right")) - 1
        return self._speeches[speech].passages[number - int(self._firsts.item(speech))]

    def __iter__(self) -> Iterator[Passage]:
        return chain.from_iterable(speech.passages for speech in self._speeches)


def _whole(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
