from __future__ import annotations

import io
import zipfile

import pytest

from bot.errors import SourceError
from bot.importing.reading.archive_page import read_archive
from tests.importing.reading.samples import sample


def zipped(members: dict[str, bytes]) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return raw.getvalue()


def locked(raw: bytes) -> bytes:
    """With the mark of a password on its first member, in both places that say so."""
    at = raw.index(b"PK\x01\x02")
    return raw[:6] + b"\x01" + raw[7 : at + 8] + b"\x01" + raw[at + 9 :]


def test_names_are_read_as_windows_writes_them() -> None:
    (one,) = read_archive(sample("gbk.zip")).enclosed
    assert one.name == "材料/楼道.txt"
    assert one.content.decode().startswith("把楼道当成自家客厅")
    assert one.note == "和它一起的 1 个文件不是文稿，没有导入：材料/合影.mp4"


def test_what_systems_leave_behind_is_not_mentioned() -> None:
    raw = zipped({"a.txt": b"x", "__MACOSX/._a.txt": b"x", "~$a.docx": b"x", "Thumbs.db": b"x", "b/": b""})
    assert [(one.name, one.note) for one in read_archive(raw).enclosed] == [("a.txt", "")]


def test_a_name_that_leads_out_of_the_archive_is_a_fault_of_its_own() -> None:
    raw = zipped({"../../etc/a.txt": b"x", "C:\\材料\\b.txt": b"y", "/c.txt": b"z"})
    bad, *good = read_archive(raw).enclosed
    assert (bad.name, bad.content) == ("etc/a.txt", b"")
    assert "没有打开" in bad.fault
    assert [(one.name, one.content, one.fault) for one in good] == [
        ("材料/b.txt", b"y", ""),
        ("c.txt", b"z", ""),
    ]


def test_a_member_that_is_damaged_or_locked_costs_no_other() -> None:
    raw = bytearray(zipped({"a.txt": b"first first first", "b.txt": b"second"}))
    raw[raw.index(b"a.txt") + 6] ^= 0xFF
    assert [bool(one.fault) for one in read_archive(bytes(raw)).enclosed] == [True, False]
    half = read_archive(locked(zipped({"a.txt": b"x", "b.txt": b"y"}))).enclosed
    assert [one.fault[:3] for one in half] == ["有密码", ""]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"PK\x03\x04 broken", "打不开这个压缩包"),
        (zipped({}), "没有文件"),
        (zipped({"a.mp4": b"x"}), "没有能导入的文件（a.mp4）"),
        (locked(zipped({"a.txt": b"x"})), "压缩包有密码"),
        (zipped({f"{number}.txt": b"x" for number in range(1_001)}), "1001 个文件，太多"),
        (zipped({"a.txt": b"0" * 30_000_000}), "太大，没有打开"),
    ],
)
def test_what_cannot_be_opened_is_one_clear_error(raw: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        read_archive(raw)


def test_a_size_that_lies_does_not_unpack_more_than_it_says() -> None:
    raw = zipped({"a.txt": b"0" * 30_000_000})
    size = (30_000_000).to_bytes(4, "little")
    lying = raw.replace(size, (900).to_bytes(4, "little"))
    assert [bool(one.fault) for one in read_archive(lying).enclosed] == [True]
