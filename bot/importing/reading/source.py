"""SOURCE as a person gives it (file, folder, address) -> the bytes of each, and what they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from bot.causes import cause
from bot.errors import TOO_LARGE, SourceError
from bot.importing.reading.enclosure import is_litter
from bot.importing.reading.fetch import fetch
from bot.importing.reading.formats import FORMATS, NAMES
from bot.importing.reading.kinds import kind_named, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.importing.reading.page import Enclosed

UNKNOWN = "不认识"
_DEEPEST = 2
"""How often documents may be inside documents: a letter with an archive, in an archive."""

_TABLES = (".csv", ".xlsx")
_LARGEST = max(one.largest for one in FORMATS.values())
_INSTEAD = {
    (".rar", ".7z"): "请先解开这个压缩包，再导入解开的文件夹",
    (".ppt", ".dps"): "是旧版幻灯片；请用 PowerPoint 或 WPS 打开后另存为 .pptx 再导入",
    (
        ".heic",
        ".heif",
        ".webp",
        ".bmp",
        ".gif",
        ".tif",
        ".tiff",
    ): "是图片，这一种读不了；请另存为 .jpg 再导入",
    (".xls", ".et", ".xlsx", ".csv"): "是表格，不是文稿；稿子在表格里的，请复制到 Word 再导入",
}


@dataclass(frozen=True)
class Raw:
    """One source, unread.

    Attributes:
        kind: which of FORMATS it is.
        url: where it is published, where that is known.
        charset: what the HTTP header says.
        depth: how many documents it is inside of.
        notes: what the person who checks should know about it already.
    """

    name: str
    kind: str
    content: bytes
    url: str | None = None
    charset: str | None = None
    depth: int = 0
    notes: tuple[str, ...] = ()


def expand(source: str) -> Iterator[str]:
    """The sources that one SOURCE names: itself, or the files in the folder, of which each is read or told why not.

    Tables are left out: they are brought in as what they are. So is what systems and programs leave in folders.

    Raises:
        SourceError: there is nothing in the folder.
    """
    path = Path(source)
    if is_address(source) or not path.is_dir():
        yield source
        return
    files = sorted(file for file in path.rglob("*") if _is_given(file, path) and file.is_file())
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


def inside(raw: Raw, enclosed: Enclosed) -> Raw:
    """A document that came inside another.

    Raises:
        SourceError: it could not be taken out, is of no kind that we read, or stands too deep.
    """
    name = f"{raw.name}/{enclosed.name}"
    if enclosed.fault:
        raise SourceError(f"{name}：{enclosed.fault}")
    notes = (enclosed.note,) if enclosed.note else ()
    one = _known(name, enclosed.content, depth=raw.depth + 1, notes=notes)
    if FORMATS[one.kind].is_container and one.depth > _DEEPEST:
        raise SourceError(f"{name}：压缩包套压缩包，套得太深，没有打开；请解开后再导入", TOO_LARGE)
    return one


def _is_given(file: Path, folder: Path) -> bool:
    return file.suffix.lower() not in _TABLES and not is_litter(file.relative_to(folder).as_posix())


def _fetched(source: str, *, allow_private: bool) -> Raw:
    page = fetch(quote(source, safe="%/:=&?~#+!$,;'@()*[]"), allow_private=allow_private)
    kind = kind_of(page.content, urlsplit(page.url).path, page.media_type) or "html"
    if kind not in FORMATS:
        raise _unknown(source, ".xlsx")
    return Raw(source, kind, page.content, page.url, page.charset)


def _file(source: str) -> Raw:
    path = Path(source)
    if not path.is_file():
        raise SourceError(f"没有这个文件：{source}；请检查路径，网址要以 http:// 或 https:// 开头")
    try:
        if path.stat().st_size > _LARGEST:
            raise _too_large(source, _LARGEST)
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{source} 读不了（{cause(error)}）；请检查文件权限") from error
    return _known(source, content)


def _known(name: str, content: bytes, *, depth: int = 0, notes: tuple[str, ...] = ()) -> Raw:
    kind, claimed = kind_of(content, name), kind_named(name)
    known = FORMATS.get(kind or "")
    if kind is None or known is None:
        raise _unknown(name, ".xlsx" if kind else Path(name).suffix.lower())
    if len(content) > known.largest:
        raise _too_large(name, known.largest)
    if claimed != kind:
        said = f"文件名以 {Path(name).suffix} 结尾" if Path(name).suffix else "文件名没有后缀"
        notes = (*notes, f"{said}，里面其实是{known.called}，照此读了")
    return Raw(name, kind, content, depth=depth, notes=notes)


def _unknown(name: str, suffix: str) -> SourceError:
    instead = next((what for names, what in _INSTEAD.items() if suffix in names), None)
    return SourceError(f"{name}：{instead or '不认识这种文件；能导入的有 ' + ' '.join(NAMES)}", UNKNOWN)


def _too_large(name: str, largest: int) -> SourceError:
    return SourceError(f"{name} 超过 {largest // 1_000_000} MB，没有导入；请只留要导入的部分", TOO_LARGE)
