"""Whatever is done to a file, it is read or refused in one line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import SourceError
from bot.importing.reading.sandbox import read_here
from tests.importing.reading.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS = {
    "looks.docx": "docx",
    "looks.odt": "odt",
    "looks.doc": "old_word",
    "looks.rtf": "rtf",
    "slides.pptx": "pptx",
    "letter.eml": "letter",
    "gbk.zip": "archive",
}


@pytest.fixture(autouse=True, scope="module")
def without_programs() -> Iterator[None]:
    path = os.environ["PATH"]
    os.environ["PATH"] = ""
    yield
    os.environ["PATH"] = path


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=8)), max_size=5),
    st.floats(0.5, 1),
)
def test_a_damaged_file_is_read_or_refused_in_one_line(
    name: str, changes: list[tuple[float, bytes]], kept: float
) -> None:
    raw = bytearray(sample(name))
    for place, written in changes:
        at = int(place * len(raw))
        raw[at : at + len(written)] = written
    try:
        read_here(KINDS[name], bytes(raw[: int(kept * len(raw)) or 1]))
    except SourceError as error:
        assert "\n" not in str(error)  # noqa: PT017 # read is right as well
