"""SOURCE as a person gives it (file, folder, address) -> the bytes of each, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.errors import SourceError
from bot.importing.reading.fetch import LARGEST_PAGE, fetch
from bot.importing.reading.readers import NAMES, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOT_DOCX = "是旧版 Word 文件；请用 Word 或 WPS 打开后另存为 .docx 再导入"


@dataclass(frozen=True)
class Raw:
    """One source, unread.

    Attributes:
        kind: which of READERS reads it.
        url: where it is published, where that is known.
        charset: what the HTTP header says.
    """

    name: str
    kind: str
    content: bytes
    url: str | None = None
    charset: str | None = None


def expand(source: str) -> Iterator[str]:
    """The sources that one SOURCE names: itself, or the files in the folder that we can read.

    Raises:
        SourceError: there is no such file, or nothing to import in the folder.
    """
    path = Path(source)
    if is_address(source) or not path.is_dir():
        yield source
        return
    files = sorted(file for file in path.rglob("*") if file.suffix.lower() in NAMES and file.is_file())
    if not files:
        raise SourceError(f"{source} 里没有能导入的文件；能导入的有 {' '.join(NAMES)}")
    yield from map(str, files)


def is_address(source: str) -> bool:
    """Whether it is to be fetched."""
    return source.lower().startswith(("http://", "https://"))


def load(source: str, *, allow_private: bool = False) -> Raw:
    """The bytes of one file or address.

    Raises:
        SourceError: it cannot be had.
    """
    return _fetched(source, allow_private=allow_private) if is_address(source) else _file(source)


def _fetched(source: str, *, allow_private: bool) -> Raw:
    page = fetch(quote(source, safe="%/:=&?~#+!$,;'@()*[]"), allow_private=allow_private)
    kind = kind_of(page.content, urlsplit(page.url).path, page.media_type) or "html"
    return Raw(source, kind, page.content, page.url, page.charset)


def _file(source: str) -> Raw:
    path = Path(source)
    if not path.is_file():
        raise SourceError(f"没有这个文件：{source}；请检查路径，网址要以 http:// 或 https:// 开头")
    if path.suffix.lower() not in NAMES:
        known = (
            _NOT_DOCX
            if path.suffix.lower() in (".doc", ".wps")
            else f"不认识这种文件；能导入的有 {' '.join(NAMES)}"
        )
        raise SourceError(f"{source}：{known}")
    if path.stat().st_size > LARGEST_PAGE:
        raise SourceError(f"{source} 超过 {LARGEST_PAGE // 1_000_000} MB，没有导入；请只留要导入的部分")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{source} 读不了（{error.strerror}）；请检查文件权限") from error
    return Raw(source, kind_of(content, path.name) or "text", content)
