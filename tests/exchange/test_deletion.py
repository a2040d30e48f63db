from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from bot.errors import SourceError
from bot.exchange.deletion import taken_out, with_sum
from bot.exchange.tables import UNITS

UNIT: list[Mapping[str, Any]] = [
    {"name": name, "slug": name, "aliases": (), "nicknames": ()} for name in "abcdef"
]
MARKS = [UNITS.mark_of(unit) for unit in UNIT]
CELLS = [mark + with_sum(MARKS[:4]) for mark in MARKS[:4]]
"""Four units were exported."""


def out(cells: list[str], before: Sequence[Mapping[str, Any]], *keys: str) -> list[str]:
    return [record["name"] for record in taken_out(UNITS, before, cells, {(key,) for key in keys})]


def test_what_was_exported_and_is_not_there_any_more_was_taken_out() -> None:
    assert out(CELLS[:2], UNIT[:4]) == ["c", "d"]
    assert out(CELLS, UNIT[:4]) == []


def test_what_came_after_the_export_was_not_taken_out() -> None:
    assert out(CELLS[1:], UNIT) == ["a"]
    assert out(CELLS, UNIT) == []


def test_what_somebody_changed_since_is_not_taken_out() -> None:
    changed = {**UNIT[0], "nicknames": ("甲",)}
    assert out(CELLS, [changed, *UNIT[1:4]], *"abcd") == []
    with pytest.raises(SourceError, match="重新导出"):
        out(CELLS[1:], [changed, *UNIT[1:4]], *"bcd")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ([], "没有完整的导出标记"),
        (MARKS[:2], "没有完整的导出标记"),
        ([f"{MARKS[0]}-x"], "没有完整的导出标记"),
        ([CELLS[0], MARKS[1] + with_sum(MARKS)], "几次导出"),
    ],
)
def test_nothing_is_taken_out_without_proof(cells: list[str], told: str) -> None:
    with pytest.raises(SourceError, match=told):
        out(cells, UNIT)


def test_from_nothing_nothing_is_taken_out() -> None:
    assert out([], []) == []
