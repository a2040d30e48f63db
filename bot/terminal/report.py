"""An evaluation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rich.console import Console

_COLUMNS = {
    "hit@1": "hit_1",
    "hit@3": "hit_3",
    "MRR": "mrr",
    "错单位": "wrong_unit",
    "答出": "answered",
    "误答": "false_answer",
    "未答": "abstention",
}


def print_report(console: Console, report: Mapping[str, Any]) -> None:
    """A row a kind, the same for baselines, what was served badly, and what got worse."""
    console.print(_figures("摆古", report["figures"]))
    for name, figures in report["compared"].items():
        console.print(_figures(name, figures))
    if report["failures"]:
        failures = Table(
            "类别", "问题", "结果", "把握", "排第一的", "应当是", title="没有答好的", title_justify="left"
        )
        for row in report["failures"]:
            failures.add_row(
                *(str(row[name]) for name in ("kind", "q", "status", "confidence", "first", "expected"))
            )
        console.print(failures)
    for sentence in report["worse"]:
        console.print(f"[red]变差了[/red] {sentence}")


def print_benchmark(console: Console, rows: Iterable[Mapping[str, Any]]) -> None:
    """A row a system."""
    table = Table("系统", "MRR@10", "R@1")
    for row in rows:
        table.add_row(row["system"], f"{row['mrr_10']:.4f}", f"{row['recall_1']:.4f}")
    console.print(table)


def _figures(title: str, figures: Iterable[Mapping[str, Any]]) -> Table:
    table = Table(title=title, title_justify="left")
    for name in ("类别", "题数", *_COLUMNS):
        table.add_column(name, no_wrap=True)
    for row in figures:
        shares = (row[name] for name in _COLUMNS.values())
        table.add_row(row["kind"], str(row["questions"]), *("–" if s is None else f"{s:.3f}" for s in shares))
    return table
