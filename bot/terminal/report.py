"""An evaluation as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.table import Table

from bot.terminal.columns import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from bot.results.quality import Evaluation, Failure, Figures, Level, Point, Scores

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
        console.print(f"\n没有答好的，{len(evaluation.failures)} 个：")
    for number, row in enumerate(evaluation.failures, 1):
        _print_failure(console, f"{number}. ", row)
    for sentence in evaluation.worse:
        console.print(f"[red]变差了[/red] {sentence}")


def _print_failure(console: Console, number: str, row: Failure) -> None:
    """A question with all its words, and what came of it; a file gets no other lines than these two."""
    came = f"{row.status}，把握 {row.confidence}；排第一的：{row.first or '没有'}；应当是：{row.expected}"
    for first, text in ((number, f"[{row.kind}] {row.q}"), (" " * len(number), came)):
        lines = wrapped(text, console.width - len(number)) if console.is_terminal else (text,)
        for at, line in enumerate(lines):
            console.print(f"{' ' * len(number) if at else first}{line}", markup=False, soft_wrap=True)


def _table(first: str, *others: str, title: str | None = None) -> Table:
    """A table that is as narrow as its figures: of a terminal's 60 columns each character counts."""
    table = Table(
        title=title, title_justify="left", box=SIMPLE_HEAD, padding=0, show_edge=False, collapse_padding=True
    )
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, no_wrap=True, justify="right")
    return table


def print_benchmark(console: Console, rows: Iterable[Scores]) -> None:
    """A row a system, and a row a level of what ours decides."""
    table = _table("系统", "MRR@10", "R@1", "整篇 MRR@10", "整篇 R@1")
    decided: list[Level] = []
    for row in rows:
        shares = (row.mrr_10, row.recall_1, row.mrr_10_document, row.recall_1_document)
        table.add_row(row.system, *(f"{share:.4f}" for share in shares))
        decided += row.levels
    console.print(table)
    if decided:
        console.print(_levels(decided))


def _levels(rows: Iterable[Level]) -> Table:
    table = _table(
        "把握",
        "答出",
        "其中对",
        "其中篇对",
        "别处的误答",
        "抽走原文还答",
        title="直接引用的（第一行是现在的把握）",
    )
    for row in rows:
        shares = (row.answered, row.right, row.right_document, row.elsewhere, row.removed)
        table.add_row(f"{row.level:.2f}", *map(_shown, shares))
    return table


def _figures(title: str, figures: Iterable[Figures]) -> Table:
    table = _table("类别", "题数", *_COLUMNS, title=title)
    for row in figures:
        shares = (getattr(row, name) for name in _COLUMNS.values())
        table.add_row(row.kind, str(row.questions), *map(_shown, shares))
    return table


def _shown(share: float | None) -> str:
    return "–" if share is None else f"{share:.3f}"


def print_curve(console: Console, curve: Iterable[Point], chosen: float) -> None:
    """What levels of answers would do, ten of them and the chosen one."""
    table = _table("把握", "直接引用的有多少对", "能答的答出多少", title="多大的把握才作答")
    for number, point in enumerate(curve, 1):
        if number % _EVERY == 0 or point.level == chosen:
            mark = " ←" if point.level == chosen else ""
            table.add_row(f"{point.level:.2f}{mark}", f"{point.precision:.3f}", f"{point.coverage:.3f}")
    console.print(table)
