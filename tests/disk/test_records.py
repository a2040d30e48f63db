from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.disk.records import Records, writing
from bot.errors import ReleaseError

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.binary(max_size=20)))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_are_read_as_they_were_written(tmp_path: Path, told: list[bytes]) -> None:
    with writing(tmp_path / "told") as write:
        for record in told:
            write(record)
    records = Records(tmp_path / "told")
    assert len(records) == len(told)
    assert [*records] == told
    assert [records[number] for number in reversed(range(len(told)))] == told[::-1]


def test_a_record_that_was_damaged_is_not_given(tmp_path: Path) -> None:
    file = tmp_path / "told"
    with writing(file) as write:
        for record in (b"one", b"two"):
            write(record)
    file.write_bytes(file.read_bytes().replace(b"two", b"owt"))
    records = Records(file)
    assert records[0] == b"one"
    with pytest.raises(ReleaseError, match="坏了"):
        records[1]
