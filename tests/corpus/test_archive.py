from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.archive import Archive, pack
from bot.errors import ReleaseError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES = st.sampled_from(
    ["units.toml", "speeches/a.md", "speeches/b-2.md", "sources/原文 一.txt", "questions/问.jsonl"]
)


class Held:
    """Files in memory."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files

    def names(self) -> Sequence[str]:
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        return self._files[name]


@given(st.dictionaries(NAMES, st.binary(max_size=2000)))
def test_what_was_packed_is_unpacked_byte_for_byte_and_packed_again_gives_the_same(
    files: dict[str, bytes],
) -> None:
    packed = pack(Held(files))
    archive = Archive(packed)
    assert {name: archive.read(name) for name in archive.names()} == files
    assert pack(archive) == packed


def test_the_order_in_which_files_are_found_makes_no_difference() -> None:
    files = {"b": b"2", "a": b"1"}
    assert pack(Held(files)) == pack(Held(dict(reversed(files.items()))))


def test_what_is_no_archive_is_refused_in_one_line() -> None:
    with pytest.raises(ReleaseError, match="不是一个版本"):
        Archive(b"PK nonsense")
