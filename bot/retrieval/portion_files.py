"""Portions in a folder, a file each; nothing in one runs when it is read, and what is damaged is made anew."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.retrieval.array_file import read_arrays, write_arrays
from bot.retrieval.inverted import Inverted
from bot.retrieval.portion import Portion
from bot.retrieval.program import program
from bot.retrieval.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Arrays = Mapping[str, NDArray[Any]]


class PortionFiles:
    """Keeps portions by what they were made of, and by the program that made them.

    Args:
        folder: made where it is missing; only its owner reads it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, made_of: str) -> Portion | None:
        """The portion made of this; None where there is none, or it is damaged."""
        place = self._place(made_of)
        arrays = read_arrays(place)
        if arrays is None:
            return None
        with suppress(OSError):
            os.utime(place)  # those last used stay
        try:
            return _put_together(arrays)
        except (ValueError, KeyError):
            return None

    def keep(self, made_of: str, portion: Portion) -> None:
        """Keep a portion; where nothing can be written it is made each time."""
        write_arrays(self._place(made_of), _taken_apart(portion))

    def sweep(self, most: int) -> None:
        """Delete all but so many that were used last."""
        with suppress(OSError):
            kept = sorted(self._folder.glob("*.npz"), key=lambda path: path.stat().st_mtime)
            for old in kept[:-most]:
                old.unlink(missing_ok=True)

    def _place(self, made_of: str) -> Path:
        name = hashlib.sha256(f"{made_of}\0{program()}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{name}.npz"


def _taken_apart(portion: Portion) -> dict[str, NDArray[Any]]:
    of = {field.name: _arrays(getattr(portion, field.name)) for field in fields(portion)}
    return {f"{name}.{part}": array for name, parts in of.items() for part, array in parts.items()}


def _arrays(thing: Texts | Inverted) -> dict[str, NDArray[Any]]:
    if isinstance(thing, Texts):
        return {"content": thing.content, "ends": thing.ends}
    return {
        "rows": np.frombuffer("\n".join(thing.rows).encode(), np.uint8),
        "starts": thing.starts,
        "numbers": thing.numbers,
        "values": thing.values.astype(np.float32),  # how often: whole and small
        "size": np.array(thing.size),
    }


def _put_together(arrays: Arrays) -> Portion:
    things: dict[str, Any] = {field.name: _thing(arrays, field.name) for field in fields(Portion)}
    return Portion(**things)


def _thing(arrays: Arrays, name: str) -> Texts | Inverted:
    if f"{name}.rows" not in arrays:
        return Texts(arrays[f"{name}.content"], arrays[f"{name}.ends"])
    starts, numbers, size = (arrays[f"{name}.{part}"] for part in ("starts", "numbers", "size"))
    rows = arrays[f"{name}.rows"].tobytes().decode().split("\n") if len(starts) > 1 else []
    values = arrays[f"{name}.values"].astype(np.float64)
    return Inverted({key: row for row, key in enumerate(rows)}, starts, numbers, values, int(size))
