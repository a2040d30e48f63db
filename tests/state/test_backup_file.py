from __future__ import annotations

import gzip
import io
import json
import tarfile
from typing import TYPE_CHECKING, Any

import pytest

from bot.errors import BackupError
from bot.state.backup_file import pack, unpacked

if TYPE_CHECKING:
    from pathlib import Path

ROWS = {"journal": 3}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A backup of two files."""
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "one").write_bytes(b"1" * 3_000_000)
    (tmp_path / "here" / "two").write_text("二")
    files = {"one": tmp_path / "here" / "one", "folder/二.md": tmp_path / "here" / "two"}
    pack(tmp_path / "backup.tar.gz", files, "0.1.0", ROWS)
    return tmp_path / "backup.tar.gz"


def test_files_come_back_as_they_were_with_what_is_said_of_them(path: Path, tmp_path: Path) -> None:
    with unpacked(path, tmp_path) as (folder, backup):
        assert (folder / "one").read_bytes() == b"1" * 3_000_000
        assert (folder / "folder" / "二.md").read_text() == "二"
        assert (backup.program, backup.rows) == ("0.1.0", ROWS)
        assert {file.stat().st_mode & 0o777 for file in folder.rglob("*") if file.is_file()} == {0o600}
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not folder.exists()


def test_only_its_owner_reads_it_and_nothing_is_left_beside_it(path: Path) -> None:
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(file.name for file in path.parent.iterdir()) == ["backup.tar.gz", "here"]


def test_a_file_that_is_there_stays(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(BackupError, match="已经有了"):
        pack(path, {}, "0.1.0", {})
    assert path.read_bytes() == before


def test_what_cannot_be_read_leaves_no_half_backup(path: Path) -> None:
    with pytest.raises(BackupError, match="gone"):
        pack(path.with_name("second"), {"gone": path.with_name("gone")}, "0.1.0", {})
    assert not list(path.parent.glob("*second*"))


def refused(path: Path) -> str:
    with pytest.raises(BackupError) as error, unpacked(path, path.parent):
        pass
    assert "\n" not in str(error.value)
    assert sorted(file.name for file in path.parent.iterdir()) == ["backup.tar.gz", "here"]
    return str(error.value)


def test_a_backup_that_was_cut_off_is_refused_wherever_it_was(path: Path) -> None:
    whole = path.read_bytes()
    for length in (0, 10, len(whole) // 2, len(whole) - 200, len(whole) - 20):
        path.write_bytes(whole[:length])
        assert "backup.tar.gz" in refused(path)


def test_a_backup_in_which_one_bit_fell_over_is_refused(path: Path) -> None:
    tar = bytearray(gzip.decompress(path.read_bytes()))
    tar[600] ^= 1
    path.write_bytes(gzip.compress(tar))
    assert "one 和备份时的校验码对不上" in refused(path)


def repacked(path: Path, *, without: str = "", with_: tarfile.TarInfo | None = None, **told: Any) -> None:
    """Write the backup otherwise."""
    with tarfile.open(path) as old:
        kept = {entry.name: (entry, (old.extractfile(entry) or io.BytesIO()).read()) for entry in old}
    entry, content = kept["backup.json"]
    content = json.dumps({**json.loads(content), **told}).encode()
    entry.size = len(content)
    kept["backup.json"] = entry, content
    with tarfile.open(path, "w:gz") as new:
        for name, (entry, content) in kept.items():
            if name != without:
                new.addfile(entry, io.BytesIO(content))
        if with_:
            new.addfile(with_)


@pytest.mark.parametrize("name", ["one", "folder/二.md"])
def test_a_backup_that_lacks_a_file_is_refused(path: Path, name: str) -> None:
    repacked(path, without=name)
    assert name in refused(path)


def test_a_backup_without_its_list_is_refused(path: Path) -> None:
    repacked(path, without="backup.json")
    assert "不完整" in refused(path)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../out", tarfile.REGTYPE),
        ("/tmp/out", tarfile.REGTYPE),  # noqa: S108 # to be refused
        ("folder/../../out", tarfile.REGTYPE),
        ("link", tarfile.SYMTYPE),
        ("device", tarfile.CHRTYPE),
        ("more", tarfile.REGTYPE),
    ],
)
def test_nothing_is_written_that_no_backup_holds(path: Path, name: str, kind: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname = kind, "/etc/passwd"
    repacked(path, with_=entry)
    assert name in refused(path)
    assert not (path.parent.parent / "out").exists()


def test_a_backup_of_a_newer_program_says_which(path: Path) -> None:
    repacked(path, format=2, program="9.0")
    assert "更新的摆古（9.0）" in refused(path)


@pytest.mark.parametrize("told", [{"more": 1}, {"format": "one"}, {"checksums": None}])
def test_a_list_that_says_something_else_is_refused(path: Path, told: dict[str, Any]) -> None:
    repacked(path, **told)
    refused(path)


def test_a_file_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(BackupError, match="gone"), unpacked(path.with_name("gone"), path.parent):
        pass
