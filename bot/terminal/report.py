"""An evaluation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from bot.results.quality import Evaluation, Figures, Level, Point, Scores

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
    """A row a system, and a row a level of what ours decides."""
    table = Table("系统", "MRR@10", "R@1", "整篇 MRR@10", "整篇 R@1")
    decided: list[Level] = []
    for row in rows:
        shares = (row.mrr_10, row.recall_1, row.mrr_10_document, row.recall_1_document)
        table.add_row(row.system, *(f"{share:.4f}" for share in shares))
        decided += row.levels
    console.print(table)
    if decided:
        console.print(_levels(decided))


def _levels(rows: Iterable[Level]) -> Table:
    table = Table("把握", "答出", "其中对", "其中篇对", "别处的误答", "抽走原文还答", title_justify="left")
    table.title = "直接引用的（第一行是现在的把握）"
    for row in rows:
        shares = (row.answered, row.right, row.right_document, row.elsewhere, row.removed)
        table.add_row(f"{row.level:.2f}", *map(_shown, shares))
    return table


def _figures(title: str, figures: Iterable[Figures]) -> Table:
    table = Table(title=title, title_justify="left")
    for name in ("类别", "题数", *_COLUMNS):
        table.add_column(name, no_wrap=True)
    for row in figures:
        shares = (getattr(row, name) for name in _COLUMNS.values())
        table.add_row(row.kind, str(row.questions), *map(_shown, shares))
    return table


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


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
