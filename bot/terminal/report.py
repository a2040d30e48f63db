"""An evaluation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import Console

_COLUMNS = {
    "第一条就对": "hit_1",
    "前三条有": "hit_3",
    "MRR": "mrr",
    "引错单位": "wrong_unit",
    "直接答出": "answered",
    "不该答却答": "false_answer",
    "没有答": "abstention",
}


def print_report(console: Console, report: Mapping[str, Any]) -> None:
    """A row a kind, then a row a question that was served badly."""
    table = Table("类别", "题数", *_COLUMNS)
    for row in report["figures"]:
        shares = (row[name] for name in _COLUMNS.values())
        table.add_row(row["kind"], str(row["questions"]), *("–" if s is None else f"{s:.3f}" for s in shares))
    console.print(table)
    if report["failures"]:
        failures = Table("类别", "问题", "结果", "把握", "排第一的", "应当是", title="没有答好的")
        for row in report["failures"]:
            failures.add_row(
                *(str(row[name]) for name in ("kind", "q", "status", "confidence", "first", "expected"))
            )
        console.print(failures)
