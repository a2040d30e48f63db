"""Archives (.zip) -> Page: the documents inside it. Nothing is written anywhere, and no member's name is believed."""

from __future__ import annotations

import io
import zipfile

from bot.errors import LOCKED, TOO_LARGE, SourceError
from bot.importing.reading.enclosure import decoded, is_litter, plain, without_others
from bot.importing.reading.formats import FORMATS
from bot.importing.reading.page import Enclosed, Page
from bot.importing.reading.tools import DAMAGED

_MOST_MEMBERS = 1_000
_LARGEST_UNPACKED = 200_000_000
_LARGEST_RATIO = 200
_SMALL = 1_000_000
"""Bytes below which a member may be packed as tightly as it likes: a page of spaces."""

_LARGEST = max(one.largest for one in FORMATS.values() if not one.is_container)
_ENCRYPTED = 0x1
_IS_UTF_8 = 0x800


def read_archive(raw: bytes) -> Page:
    """A page of no lines with what is inside.

    Raises:
        SourceError: it is damaged, locked, too large, packed too tightly, or holds nothing to read.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except DAMAGED as error:
        raise SourceError("打不开这个压缩包（已损坏）；请重新压缩，或解开后导入文件夹") from error
    with archive:
        members = [one for one in archive.infolist() if not one.is_dir() and not is_litter(one.filename)]
        _check(members)
        if members and all(one.flag_bits & _ENCRYPTED for one in members):
            raise SourceError("这个压缩包有密码，打不开；请解开后导入文件夹", LOCKED)
        return Page((), enclosed=without_others(_member(archive, one) for one in members))


def _check(members: list[zipfile.ZipInfo]) -> None:
    if not members:
        raise SourceError("压缩包里没有文件；请打开看看", "没有文字")
    if len(members) > _MOST_MEMBERS:
        raise SourceError(f"压缩包里有 {len(members)} 个文件，太多，没有打开；请解开后导入文件夹", TOO_LARGE)
    unpacked = sum(one.file_size for one in members)
    tight = any(one.file_size > max(_SMALL, _LARGEST_RATIO * one.compress_size) for one in members)
    if unpacked > _LARGEST_UNPACKED or tight:
        raise SourceError(
            f"压缩包解开来有 {unpacked // 1_000_000} MB，太大，没有打开；请解开看看，只导入要用的文件",
            TOO_LARGE,
        )


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Enclosed:
    name = _name(member)
    if ".." in name.split("/"):
        label = "/".join(part for part in name.split("/") if part != "..")
        return Enclosed(label, fault="文件名要跳出压缩包（..），来路可疑，没有打开；请解开看看再导入")
    if member.flag_bits & _ENCRYPTED:
        return Enclosed(name, fault="有密码，打不开；请解开后再导入")
    if member.file_size > _LARGEST:
        return Enclosed(name, fault=f"超过 {_LARGEST // 1_000_000} MB，没有导入；请只留要导入的部分")
    try:
        return Enclosed(name, archive.read(member))
    except DAMAGED:
        return Enclosed(name, fault="从压缩包里取不出来（已损坏或压缩方法少见）；请解开后再导入")


def _name(member: zipfile.ZipInfo) -> str:
    """A path of forward strokes; where the archive does not say UTF-8, the module has read it as DOS code page 437."""
    name = member.filename
    if not member.flag_bits & _IS_UTF_8:
        name = decoded(name.encode("cp437", errors="replace"))
    parts = plain(name).replace("\\", "/").split("/")
    return "/".join(part for part in parts if part not in ("", ".") and not part.endswith(":")) or "无名"
