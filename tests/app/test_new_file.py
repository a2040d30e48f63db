from pathlib import Path

import pytest

from bot.app.new_file import write_new
from bot.errors import InputError


def test_what_is_there_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "记录.xlsx"
    path.write_bytes(b"somebody's")
    with pytest.raises(InputError, match="已经有了，不覆盖"):
        write_new(path, b"ours")
    assert path.read_bytes() == b"somebody's"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="写不了"):
        write_new(tmp_path / "没有" / "记录.xlsx", b"ours")


def test_what_is_private_is_read_by_its_owner_alone(tmp_path: Path) -> None:
    write_new(tmp_path / "private", b"ours", is_private=True)
    assert (tmp_path / "private").read_bytes() == b"ours"
    assert (tmp_path / "private").stat().st_mode & 0o777 == 0o600
