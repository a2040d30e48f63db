"""Figures that were committed beside a labelled file, so that quality does not slip unnoticed."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from bot.results.quality import Figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

_MORE_IS_BETTER = {
    "hit_1": "第一条就对（hit_1）",
    "hit_3": "前三条里有（hit_3）",
    "mrr": "名次（mrr）",
    "answered": "直接引用（answered）",
}
_LESS_IS_BETTER = {"wrong_unit": "引错单位（wrong_unit）", "false_answer": "不该答却答了（false_answer）"}
_DIGITS = 4


def figures_file(labelled: Path) -> Path:
    """Where the figures of a labelled file are kept."""
    return labelled.with_suffix(".figures.json")


def keep(path: Path, figures: Sequence[Figures]) -> None:
    """Commit figures."""
    rounded = [{name: _rounded(value) for name, value in asdict(row).items()} for row in figures]
    path.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", "utf-8")


def kept(path: Path) -> list[Figures]:
    """The figures that were committed."""
    return [Figures(**row) for row in json.loads(path.read_text("utf-8"))]


def worse(before: Iterable[Figures], after: Iterable[Figures]) -> Iterator[str]:
    """What got worse, one sentence each."""
    by_kind = {row.kind: row for row in before}
    for row in after:
        old = by_kind.get(row.kind, Figures(row.kind, 0))
        for names, sign in ((_MORE_IS_BETTER, 1), (_LESS_IS_BETTER, -1)):
            for name, told in names.items():
                then, now = _rounded(getattr(old, name)), _rounded(getattr(row, name))
                if then is not None and now is not None and sign * (now - then) < 0:
                    yield f"{row.kind} 类：{told}从 {then} 变成 {now}"


def _rounded(value: Any) -> Any:
    return round(value, _DIGITS) if isinstance(value, float) else value
