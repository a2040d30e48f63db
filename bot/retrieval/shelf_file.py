"""Shelves in a folder: arrays that all processes of a machine map, with a checksum each; nothing in them runs when read."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import structlog

from bot.disk.arrays import BLOCK, mapped
from bot.retrieval.inverted import Inverted
from bot.retrieval.program import program
from bot.retrieval.shelf import Shelf
from bot.retrieval.texts import Texts

try:
    from fcntl import LOCK_EX, flock
except ImportError:  # Windows, where nothing is served
    flock = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from bot.retrieval.shelf import Kept

    Arrays = dict[str, NDArray[Any]]

_MOST = 4
"""Shelves that stay: what is served, what was before, the knowledge folder, and one that is being made."""

_LIST = "shelf.json"
_log = structlog.get_logger()


class ShelfFiles:
    """Keeps shelves by what they were made of, and by the program that made them.

    Args:
        folder: made where it is missing; only its owner reads it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def of(self, corpus: str) -> Iterator[Shelf]:
        """The shelf of a corpus; one that is missing or damaged is kept once it was filled.

        Of several processes that want the same one, one fills it and the others wait.

        Args:
            corpus: tells the content of one from all others.
        """
        place = self._folder / hashlib.sha256(f"{corpus}\0{program()}".encode()).hexdigest()[:32]
        kept = read_shelf(place)
        if kept is not None:
            with suppress(OSError):
                os.utime(place)  # the last that were used stay
            yield Shelf(kept, place.name)
            return
        with self._alone():
            shelf = Shelf(read_shelf(place), place.name)
            had = len(shelf.kept)
            yield shelf
            if len(shelf.kept) > had:
                self._keep(shelf, place)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        lock = None
        with suppress(OSError):  # where nothing can be written each makes its own
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if lock is not None and flock is not None:
                flock(lock, LOCK_EX)
            yield
        finally:
            if lock is not None:
                os.close(lock)

    def _keep(self, shelf: Shelf, place: Path) -> None:
        try:
            new = Path(tempfile.mkdtemp(prefix="new-", dir=self._folder))
            write_shelf(shelf.kept, new)
            shutil.rmtree(place, ignore_errors=True)  # a damaged one
            new.rename(place)
            self._sweep()
        except OSError as error:
            _log.warning("shelf_not_kept", why=error.strerror)

    def _sweep(self) -> None:
        """Delete all but the newest; what is mapped stays readable until it is let go."""
        shelves = [path for path in self._folder.iterdir() if path.is_dir()]
        for old in sorted(shelves, key=lambda path: path.stat().st_mtime)[:-_MOST]:
            shutil.rmtree(old, ignore_errors=True)


def write_shelf(kept: Mapping[str, Kept], folder: Path) -> None:
    """Put what a shelf has into a folder."""
    told: dict[str, Any] = {}
    for name, thing in kept.items():
        arrays, keys = _taken_apart(thing)
        for part, array in arrays.items():
            np.save(folder / f"{name}.{part}.npy", array, allow_pickle=False)
        if keys is not None:
            (folder / f"{name}.json").write_text(json.dumps(keys, ensure_ascii=False), "utf-8")
        told[name] = {
            "kind": type(thing).__name__,
            "size": getattr(thing, "size", 0),
            "parts": sorted(arrays),
        }
    sums = {path.name: _sum(path) for path in sorted(folder.iterdir())}
    (folder / _LIST).write_text(json.dumps({"kept": told, "sums": sums}), "utf-8")


def _taken_apart(thing: Kept) -> tuple[Arrays, list[str] | None]:
    """The arrays of a thing, and its keys where it has any."""
    if isinstance(thing, Texts):
        return {"content": thing.content, "ends": thing.ends}, None
    if isinstance(thing, Inverted):
        return {"starts": thing.starts, "numbers": thing.numbers, "values": thing.values}, list(thing.rows)
    return {"numbers": thing}, None


def read_shelf(folder: Path) -> dict[str, Kept] | None:
    """What a folder keeps; None where it has nothing, or something is not as it was written."""
    try:
        told = json.loads((folder / _LIST).read_text("utf-8"))
        if any(_sum(folder / name) != known for name, known in told["sums"].items()):
            raise ValueError("checksum")  # noqa: TRY301 # damaged in one way or another
        return {name: _put_together(folder, name, of) for name, of in told["kept"].items()}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        _log.warning("shelf_damaged", shelf=folder.name, why=type(error).__name__)
        return None


def _put_together(folder: Path, name: str, of: Mapping[str, Any]) -> Kept:
    arrays = {part: mapped(folder / f"{name}.{part}.npy") for part in of["parts"]}
    if of["kind"] == "Texts":
        return Texts(**arrays)
    if of["kind"] == "Inverted":
        keys = json.loads((folder / f"{name}.json").read_text("utf-8"))
        return Inverted({key: row for row, key in enumerate(keys)}, **arrays, size=of["size"])
    return arrays["numbers"]


def _sum(path: Path) -> str:
    read = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            read.update(block)
    return read.hexdigest()
