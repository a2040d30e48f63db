"""What came of importing many documents, as one table."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from bot.results.imports import DocumentImport


def print_summary(console: Console, documents: Sequence[DocumentImport], *, dry_run: bool) -> None:
    """How many were read, what came of them, and what was wrong with the others, by kind."""
    table = Table("", "多少", title=f"一共 {len(documents)} 份材料", title_justify="left")
    read = [one for one in documents if not one.fault]
    recognised = sum(one.is_recognised for one in read)
    table.add_row("读了", f"{len(read)} 份" + (f"，其中文字识别的 {recognised} 份" if recognised else ""))
    table.add_row("能写的草稿" if dry_run else "写好的草稿", f"{sum(one.drafts for one in read)} 篇")
    table.add_row("已经有的，没有再写", f"{sum(one.known for one in read)} 篇")
    table.add_row("猜的，要核对", f"{sum(one.guesses for one in read)} 处")
    faults = Counter(one.fault for one in documents if one.fault)
    table.add_row("没有读成", f"{faults.total()} 份")
    for kind, number in faults.most_common():
        table.add_row(f"　{kind}", f"{number} 份")
    console.print(table)
