"""Figures that were committed beside a labelled file, so that quality does not slip unnoticed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_MORE_IS_BETTER = ("hit_1", "hit_3", "mrr", "answered")
_LESS_IS_BETTER = ("wrong_unit", "false_answer")
_DIGITS = 4


def figures_file(labelled: Path) -> Path:
    """Where the figures of a labelled file are kept."""
    return labelled.with_suffix(".figures.json")


def keep(path: Path, figures: Sequence[Mapping[str, Any]]) -> None:
    """Commit figures."""
    rounded = [{name: _rounded(value) for name, value in row.items()} for row in figures]
    path.write_text(json.dumps(rounded, ensure_ascii=False, indent=1) + "\n", "utf-8")


def worse(path: Path, figures: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What got worse since the figures were committed, one sentence each."""
    committed = {row["kind"]: row for row in json.loads(path.read_text("utf-8"))}
    for row in figures:
        before = committed.get(row["kind"], {})
        for names, sign in ((_MORE_IS_BETTER, 1), (_LESS_IS_BETTER, -1)):
            for name in names:
                then, now = before.get(name), _rounded(row[name])
                if then is not None and now is not None and sign * (now - then) < 0:
                    yield f"{row['kind']} 的 {name} 从 {then} 变成 {now}"


def _rounded(value: Any) -> Any:
    return round(value, _DIGITS) if isinstance(value, float) else value
