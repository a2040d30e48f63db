"""What was asked in vain, and what to ask which unit for, as a table that offices read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.app.new_file import write_new
from bot.exchange.xlsx_file import write_xlsx
from bot.model import Status
from bot.model.moment import on_the_clock

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from bot.model import Wanted
    from bot.results.mending import Cluster

_HEADER = [
    "编号",
    "次数",
    "问得最多的问法",
    "别的问法",
    "没答上",
    "只给了建议",
    "答了没帮上",
    "给的是哪一条",
    "最近一次",
]
_WANTED = ["单位", "居民问", "别的问法"]


def write_unanswered(path: Path, clusters: Sequence[Cluster], wanted: Sequence[Wanted]) -> None:
    """Write a new workbook.

    Raises:
        InputError: there is such a file, or it cannot be written.
    """
    sheets = {
        "没答好的": [_HEADER, *map(_row, clusters)],
        "请单位讲的": [_WANTED, *([row.unit, row.says[0], "\n".join(row.says[1:])] for row in wanted)],
    }
    write_new({path: write_xlsx(sheets)})


def _row(cluster: Cluster) -> list[str]:
    counts = (cluster.statuses.get(status.value, 0) for status in (Status.UNANSWERED, Status.SUGGESTED))
    return [
        cluster.id,
        str(cluster.count),
        cluster.question,
        "\n".join(wording.text for wording in cluster.wordings[1:]),
        *map(str, counts),
        str(cluster.useless),
        cluster.passage or "",
        on_the_clock(cluster.last),
    ]
