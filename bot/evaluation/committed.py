"""Figures that were committed beside a labelled file, so that quality does not slip unnoticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def keep(path: Path, figures: Sequence[Mapping[str, Any]]) -> None:
    """Commit figures."""
    rounded = [{name: _rounded(value) for name, value in row.items()} for row in figures]
    path.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", "utf-8")


def kept(path: Path) -> list[dict[str, Any]]:
    """The figures that were committed."""
    figures: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
    return figures


def worse(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What got worse, one sentence each."""
    by_kind = {row["kind"]: row for row in before}
    for row in after:
        old = by_kind.get(row["kind"], {})
        for names, sign in ((_MORE_IS_BETTER, 1), (_LESS_IS_BETTER, -1)):
            for name, told in names.items():
                then, now = _rounded(old.get(name)), _rounded(row[name])
                if then is not None and now is not None and sign * (now - then) < 0:
                    yield f"{row['kind']} 类：{told}从 {then} 变成 {now}"


def _rounded(value: Any) -> Any:
    return round(value, _DIGITS) if isinstance(value, float) else value
