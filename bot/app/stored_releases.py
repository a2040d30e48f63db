"""Releases in folders, where OpenSearch finds passages: a service opens one, and reads of it what a message needs.

To make one wants the whole corpus in memory, so a process of its own does that, and goes.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app.baigu import Baigu
from bot.app.working import stand_back
from bot.corpus.archive import Archive, pack
from bot.corpus.kept_speeches import program as reading_program
from bot.corpus.knowledge import Knowledge
from bot.corpus.stored_corpus import open_corpus
from bot.corpus.storing import store
from bot.dialogue.directory import keys_of
from bot.errors import BaiguError, ReleaseError, StorageError
from bot.retrieval.normalization import normalise
from bot.retrieval.pinyin_words import words_by_sound
from bot.retrieval.program import program
from bot.retrieval.search import Search
from bot.retrieval.shelf import Shelf
from bot.retrieval.shelf_file import read_shelf, write_shelf
from bot.retrieval.stored_index import Stored, StoredIndex
from bot.retrieval.storing import store_search
from bot.settings import load_settings
from bot.state.database import Database
from bot.state.last_release import LastRelease
from bot.state.releases import Releases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from bot.app.engine import Engine
    from bot.corpus.files import Files
    from bot.corpus.stored_corpus import StoredCorpus
    from bot.model import Corpus, Passage, Speech
    from bot.retrieval.dictionary import Dictionary
    from bot.settings import Settings

_STAY = 2
"""Folders: what is served, and what was before."""

_PROGRAM = "from bot.app.stored_releases import make; make()"

_REST, _CORPUS, _INDEX, _SHELF = "rest.zip", "corpus", "index", "shelf"
_SPEECHES = ("speeches/", "sources/", "questions/")


class StoredReleases:
    """The releases that this machine has in folders.

    Args:
        releases: all that were published.
        last: what is kept for a start while these are away.
    """

    def __init__(self, settings: Settings, releases: Releases, last: LastRelease) -> None:
        self._settings, self._releases, self._last = settings, releases, last
        self._folder = settings.var / "stored"

    def open(
        self, release: int, withheld: Collection[str], dictionary: Dictionary, engine: Engine
    ) -> tuple[StoredCorpus, Search]:
        """A release, and what searches it; where it is in no folder yet it is brought there, which takes a while.

        Raises:
            ReleaseError: it cannot be.
            StorageError: the database cannot be used, and another release was kept.
        """
        place = self._place(release)
        try:
            return self._opened(place, withheld, dictionary, engine)
        except (OSError, ValueError, KeyError):
            shutil.rmtree(place, ignore_errors=True)
            raise ReleaseError(f"第 {release} 版存在本机的索引坏了；一分钟以后会再存一份") from None

    @staticmethod
    def _opened(
        place: Path, withheld: Collection[str], dictionary: Dictionary, engine: Engine
    ) -> tuple[StoredCorpus, Search]:
        rest = Knowledge(Archive((place / _REST).read_bytes())).read().corpus
        corpus = open_corpus(rest, place / _CORPUS).without(withheld)
        kept = read_shelf(place / _SHELF)
        if kept is None:
            raise ValueError(_SHELF)
        own = StoredIndex(place / _INDEX)
        stored = Stored(engine.over(own, place.name), own)
        return corpus, Search(corpus, dictionary, Shelf(kept), stored=stored)

    def find(self, release: int) -> tuple[str, int] | None:
        """The name of a release's folder, and how many passages it has; None where there is none.

        Raises:
            StorageError: the database cannot be used.
        """
        place = self._named(self._releases.checksum(release))
        return (place.name, len(StoredIndex(place / _INDEX).speeches)) if place.is_dir() else None

    def _named(self, checksum: str) -> Path:
        """The folder of a release, by what was published and what makes folders."""
        made_by = f"{checksum}\0{program()}\0{reading_program()}"
        return self._folder / hashlib.sha256(made_by.encode()).hexdigest()[:32]

    def _place(self, release: int) -> Path:
        kept = self._last.checksum(release)
        try:
            checksum = self._releases.checksum(release)
        except StorageError:
            if kept is None:
                raise
            checksum = kept
        place = self._named(checksum)

        def is_here() -> bool:
            return place.is_dir() and self._last.checksum(release) == checksum

        if not is_here():
            with self._alone():
                if not is_here():  # else another made it meanwhile
                    self._make(release, place)
                    self._sweep()
        with suppress(OSError):
            os.utime(place)  # the last that were used stay
        return place

    def _make(self, release: int, place: Path) -> None:
        done = subprocess.run(  # noqa: S603 # our own program
            [sys.executable, "-c", _PROGRAM, str(release), str(place)],
            env={**os.environ, "BAIGU_HOME": str(self._settings.home)},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            why = done.stderr.strip().splitlines()[-1:] or [f"它停了（{done.returncode}），多半是内存不够"]
            raise ReleaseError(f"第 {release} 版存不成本机的索引：{why[0]}")

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Of several processes that want the same one makes it and the others wait."""
        import fcntl  # noqa: PLC0415 # of POSIX, as all that serves

        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self._folder / "lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _sweep(self) -> None:
        """Delete all but the newest; what is open stays readable until it is let go."""
        folders = [path for path in self._folder.iterdir() if path.is_dir()]
        for old in sorted(folders, key=lambda path: path.stat().st_mtime)[:-_STAY]:
            shutil.rmtree(old, ignore_errors=True)


def make() -> None:
    """Keep a release, and put it into a folder unless it is there; both are arguments of this process."""
    release, place = int(sys.argv[1]), Path(sys.argv[2])
    stand_back()
    settings = load_settings()
    try:
        database = Database(settings.database_url)
        packed = LastRelease(Releases(database).content, settings.var / "last-release").content(release)
        if not place.is_dir():
            _put(Baigu(settings), Archive(packed), place)
    except BaiguError as error:
        sys.exit(str(error))
    except OSError as error:
        sys.exit(f"{place.parent} 写不进去（{error.strerror}）；看磁盘满了没有")


def _put(baigu: Baigu, files: Files, place: Path) -> None:
    corpus: Corpus = Knowledge(files, baigu.kept_speeches).load()
    new = Path(tempfile.mkdtemp(prefix="new-", dir=place.parent))
    try:
        for name in (_CORPUS, _INDEX, _SHELF):
            (new / name).mkdir()
        (new / _REST).write_bytes(pack(_Rest(files)))
        store(corpus, new / _CORPUS, _names)
        shelf = store_search(corpus, baigu.dictionary, baigu.portions, new / _INDEX)
        write_shelf(shelf.kept, new / _SHELF)
        words_by_sound(baigu.dictionary)  # else the service makes them, and keeps the holes that it leaves
        new.rename(place)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _names(speech: Speech, passage: Passage) -> Iterator[str]:
    return keys_of(speech, passage, normalise)


class _Rest:
    """The files of an archive but for those of speeches."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def names(self) -> Sequence[str]:
        """See `Files`."""
        return [name for name in self._files.names() if not name.startswith(_SPEECHES)]

    def read(self, name: str) -> bytes:
        """See `Files`."""
        return self._files.read(name)
