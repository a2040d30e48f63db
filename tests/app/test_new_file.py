import resource
from pathlib import Path

import pytest

from bot.app.new_file import write_new
from bot.errors import InputError


def test_nothing_is_written_where_one_of_the_files_is_there(tmp_path: Path) -> None:
    path = tmp_path / "记录.xlsx"
    path.write_bytes(b"somebody's")
    with pytest.raises(InputError, match="已经有了，没有覆盖"):
        write_new({tmp_path / "another": b"ours", path: b"ours"})
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("记录.xlsx", b"somebody's")]


def test_a_folder_that_is_not_there_is_made_and_one_that_cannot_be_is_told(tmp_path: Path) -> None:
    write_new({tmp_path / "新的" / "记录.xlsx": b"ours"})
    with pytest.raises(InputError, match="写不了"):
        write_new({tmp_path / "新的" / "记录.xlsx" / "x": b"ours"})


def test_of_what_finds_no_room_nothing_stays(tmp_path: Path) -> None:
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limits[1]))
    try:
        with pytest.raises(InputError, match="写不了"):
            write_new({tmp_path / "a": b"x" * 9_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert list(tmp_path.iterdir()) == []


def test_what_is_private_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    write_new({tmp_path / "private": b"ours"}, is_private=True)
    assert (tmp_path / "private").read_bytes() == b"ours"
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600
