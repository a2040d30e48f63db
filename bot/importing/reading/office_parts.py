"""The parts of an office file that is an archive of XML (.pptx, .odt), taken out with limits."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from bot.errors import LOCKED, TOO_LARGE, SourceError
from bot.importing.reading.tools import DAMAGED

_LARGEST_UNPACKED = 200_000_000
_LARGEST_PART = 50_000_000
_MOST_PARTS = 5_000


class OfficeParts:
    """Parses parts by name.

    Args:
        raw: the file.
        called: what people call such a file, for errors.

    Raises:
        SourceError: it cannot be opened, is locked, or unpacks to more than is sensible.
    """

    def __init__(self, raw: bytes, called: str) -> None:
        self._broken = f"打不开这个 {called} 文件；请用原来的程序打开、另存一份再导入"
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(raw))
        except DAMAGED as error:
            raise SourceError(self._broken) from error
        parts = self._archive.infolist()
        if sum(part.file_size for part in parts) > _LARGEST_UNPACKED or len(parts) > _MOST_PARTS:
            raise SourceError(
                f"{called} 文件解开来太大，没有打开；请只留要导入的部分，另存后再导入", TOO_LARGE
            )
        manifest = self.of("META-INF/manifest.xml")
        if manifest is not None and manifest.find(".//{*}encryption-data") is not None:
            raise SourceError(f"这个 {called} 文件有密码，打不开；请去掉密码、另存一份再导入", LOCKED)

    def of(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part.

        Raises:
            SourceError: it is damaged or too large.
        """
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            with self._archive.open(name) as part:
                content = part.read(_LARGEST_PART + 1)
            if len(content) > _LARGEST_PART:
                raise SourceError("文件里有一部分解开来太大，没有打开；请只留要导入的部分", TOO_LARGE)
            return etree.fromstring(content, parser)
        except KeyError:
            return None
        except (*DAMAGED, etree.XMLSyntaxError) as error:
            raise SourceError(self._broken) from error

    def needed(self, name: str) -> etree._Element:
        """The root of a part without which there is no document.

        Raises:
            SourceError: it is missing, damaged or too large.
        """
        part = self.of(name)
        if part is None:
            raise SourceError(self._broken)
        return part
