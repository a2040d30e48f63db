"""Many files as one: a zip that is the same to the byte whenever the files are."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from bot.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.corpus.files import Files

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_UNIX = 3


def pack(files: Files) -> bytes:
    """An archive of files.

    Raises:
        OSError: one of them cannot be read.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in files.names():
            # When a file was touched and on which system says nothing of what stands in it.
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system, entry.compress_type = _UNIX, zipfile.ZIP_DEFLATED
            archive.writestr(entry, files.read(name))
    return packed.getvalue()


class Archive:
    """The files of an archive, read one by one and never written anywhere.

    Raises:
        ReleaseError: it is none.
    """

    def __init__(self, packed: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(packed))
        except zipfile.BadZipFile as error:
            raise ReleaseError("存着的内容不是一个版本；用 baigu rollback 换一版，或重新发布") from error

    def names(self) -> Sequence[str]:
        """The names of the files, sorted."""
        return sorted(self._zip.namelist())

    def read(self, name: str) -> bytes:
        """The content of a file."""
        return self._zip.read(name)
