"""The figures of a load run as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from rich.console import Console

    from bot.results.load import LoadFigures


def print_load(console: Console, figures: LoadFigures) -> None:
    """A row a figure, then a row a fault."""
    table = Table(show_header=False)
    table.add_row("消息", str(figures.messages))
    for tries, count in figures.tries.items():
        table.add_row(f"第 {tries} 次答上" if tries != "3" else "试到第 3 次", str(count))
    for name, seconds in figures.seconds.items():
        table.add_row(f"用时 {name}", f"{seconds:.3f} 秒")
    table.add_row("同一条消息两种回复", str(len(figures.differing)))
    for fault, count in figures.faults.items():
        table.add_row(f"[red]毛病：{fault}[/red]", str(count))
    console.print(table)
