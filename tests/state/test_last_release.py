from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.errors import ReleaseError, StorageError
from bot.state.last_release import LastRelease

if TYPE_CHECKING:
    from pathlib import Path


def away(_number: int) -> bytes:
    raise StorageError("数据库用不了")


def test_what_was_used_last_is_had_while_the_database_is_away(tmp_path: Path) -> None:
    file = tmp_path / "var" / "last-release"
    there = LastRelease(lambda number: b"%d\n" % number, file)
    assert [there.content(number) for number in (1, 2)] == [b"1\n", b"2\n"]
    without = LastRelease(away, file)
    assert (without.numbers(), without.content(2)) == ((2,), b"2\n")
    with pytest.raises(StorageError):
        without.content(1)
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["last-release"]


@pytest.mark.parametrize("content", [b"", b"2\nanother checksum\n2", b"no number\n\n"])
def test_what_is_damaged_is_as_if_it_were_not_there(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "last").write_bytes(content)
    assert LastRelease(away, tmp_path / "last").numbers() == ()


def test_what_the_database_says_is_damaged_is_not_taken_from_here(tmp_path: Path) -> None:
    LastRelease(lambda _: b"sound", tmp_path / "last").content(1)

    def damaged(_number: int) -> bytes:
        raise ReleaseError("第 1 版坏了")

    with pytest.raises(ReleaseError):
        LastRelease(damaged, tmp_path / "last").content(1)


def test_a_disk_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert LastRelease(lambda _: b"1", tmp_path / "file" / "last").content(1) == b"1"
