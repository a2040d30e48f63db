"""An evaluation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from bot.results.quality import Evaluation, Figures, Point, Scores

_EVERY = 10
"""Levels are a hundredth apart; a row for each tenth is enough."""

_COLUMNS = {
    "hit@1": "hit_1",
    "hit@3": "hit_3",
    "MRR": "mrr",
    "错单位": "wrong_unit",
    "答出": "answered",
    "误答": "false_answer",
    "未答": "abstention",
}


def print_report(console: Console, evaluation: Evaluation) -> None:
    """A row a kind, the same for baselines, what was served badly, and what got worse."""
    console.print(_figures("baigu", evaluation.figures))
    for name, figures in evaluation.compared.items():
        console.print(_figures(name, figures))
    if evaluation.failures:
        failures = Table(
            "类别", "问题", "结果", "把握", "排第一的", "应当是", title="没有答好的", title_justify="left"
        )
        for row in evaluation.failures:
            failures.add_row(row.kind, row.q, row.status, str(row.confidence), row.first, row.expected)
        console.print(failures)
    for sentence in evaluation.worse:
        console.print(f"[red]变差了[/red] {sentence}")


def print_benchmark(console: Console, rows: Iterable[Scores]) -> None:
    """A row a system."""
    table = Table("系统", "MRR@10", "R@1")
    for row in rows:
        table.add_row(row.system, f"{row.mrr_10:.4f}", f"{row.recall_1:.4f}")
    console.print(table)


def _figures(title: str, figures: Iterable[Figures]) -> Table:
    table = Table(title=title, title_justify="left")
    for name in ("类别", "题数", *_COLUMNS):
        table.add_column(name, no_wrap=True)
    for row in figures:
        shares = (getattr(row, name) for name in _COLUMNS.values())
        table.add_row(row.kind, str(row.questions), *("–" if s is None else f"{s:.3f}" for s in shares))
    return table


def print_curve(console: Console, curve: Iterable[Point], chosen: float) -> None:
    """What levels of answers would do, ten of them and the chosen one."""
    table = Table(
        "把握", "直接引用的有多少对", "能答的答出多少", title="多大的把握才作答", title_justify="left"
    )
    for number, point in enumerate(curve, 1):
        if number % _EVERY == 0 or point.level == chosen:
            mark = " ←" if point.level == chosen else ""
            table.add_row(f"{point.level:.2f}{mark}", f"{point.precision:.3f}", f"{point.coverage:.3f}")
    console.print(table)
