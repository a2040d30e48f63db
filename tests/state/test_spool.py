from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from bot.errors import StorageError
from bot.state import spool as module
from bot.state.spool import Spool


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var" / "spool"


@pytest.fixture
def spool(folder: Path) -> Spool:
    return Spool(folder)


def keys(spool: Spool, person: str | None) -> list[str]:
    return [key for key, _ in spool.waiting(person)]


def test_what_waits_is_seen_by_another_process_the_oldest_first(spool: Spool, folder: Path) -> None:
    spool.put("b", "p", {"at": 2.0})
    spool.put("a", "p", {"at": 3.0})
    spool.put("c", None, {"at": 1.0})
    other = Spool(folder)
    assert [*other.people()] == [None, "p"]
    assert list(other.waiting("p")) == [("b", {"at": 2.0}), ("a", {"at": 3.0})]
    assert other.count() == 3


def test_the_same_exchange_waits_once_and_the_first_stands(spool: Spool) -> None:
    spool.put("k", "p", {"at": 1.0})
    spool.put("k", "p", {"at": 2.0})
    assert list(spool.waiting("p")) == [("k", {"at": 1.0})]


def test_only_its_owner_reads_it(spool: Spool, folder: Path) -> None:
    spool.put("k", "p", {"at": 1.0})
    assert [path.stat().st_mode & 0o077 for path in (folder / "p", folder / "p" / "k.json")] == [0, 0]


def test_what_was_taken_leaves_no_trace_of_a_person(spool: Spool, folder: Path) -> None:
    spool.put("k", "p", {"at": 1.0})
    assert spool.holds("p")
    spool.drop("k", "p")
    assert not spool.holds("p")
    assert list(folder.iterdir()) == []


def test_who_is_erased_leaves_nothing_and_others_stay(spool: Spool) -> None:
    for person in ("p", "q"):
        spool.put("k", person, {"at": 1.0})
    spool.erase("p")
    assert [*spool.people()] == ["q"]


def test_an_erasure_that_must_wait_takes_what_waits_and_not_what_is_said_after_it(spool: Spool) -> None:
    spool.put("before", "p", {"at": 1.0})
    spool.note_erasure("p")
    spool.put("after", "p", {"at": 2.0})
    assert time.time() - 60 < (spool.erasure("p") or 0) < time.time() + 60
    assert keys(spool, "p") == ["after"]
    spool.erased("p")
    assert spool.erasure("p") is None
    assert spool.holds("p")


def test_a_damaged_file_holds_up_nothing_else(spool: Spool, folder: Path) -> None:
    spool.put("k", "p", {"at": 1.0})
    (folder / "p" / "half.json").write_text('{"at":', "utf-8")
    assert keys(spool, "p") == ["k"]


def test_a_folder_that_cannot_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"写不下.*腾出磁盘"):
        Spool(tmp_path / "file" / "spool").put("k", "p", {"at": 1.0})


def test_a_spool_that_is_full_takes_no_more(spool: Spool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    for key in ("a", "b"):
        spool.put(key, "p", {"at": 1.0})
    spool.count()
    with pytest.raises(StorageError, match="已经存了 2 条"):
        spool.put("c", "p", {"at": 1.0})
    spool.drop("a", "p")
    spool.count()
    spool.put("c", "p", {"at": 1.0})


def test_a_folder_that_goes_while_somebody_looks_is_an_empty_one(spool: Spool) -> None:
    until = time.monotonic() + 0.3

    def come_and_go() -> None:
        while time.monotonic() < until:
            spool.put("k", "p", {"at": 1.0})
            spool.drop("k", "p")

    with ThreadPoolExecutor(1) as pool:
        going = pool.submit(come_and_go)
        while not going.done():
            assert spool.count() <= 1
            assert len(keys(spool, "p")) <= 1


def test_a_folder_that_goes_while_it_is_made_is_made_again(
    spool: Spool, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def told_that_it_is_there(path: Path, *_given: Any, **_named: Any) -> None:
        monkeypatch.setattr(Path, "mkdir", make)
        raise FileExistsError(
            path
        )  # as Path.mkdir does where what was there is gone when it looks what it was

    monkeypatch.setattr(Path, "mkdir", told_that_it_is_there)
    spool.put("k", "p", {"at": 1.0})
    assert keys(spool, "p") == ["k"]


def test_what_is_no_folder_is_said_to_be_in_the_way(spool: Spool, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "p").write_text("")
    with pytest.raises(StorageError, match=r"写不下（已经有了）"):
        spool.put("k", "p", {"at": 1.0})
