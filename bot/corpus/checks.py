"""Faults that no single file shows: names used twice, knowledge without content."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Corpus

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")


def cross_check(corpus: Corpus) -> Iterator[Fault]:
    """Every fault between the parts of a corpus."""
    if not corpus.speeches:
        yield Fault("speeches", 1, "没有一篇演讲稿", "照 knowledge/README.md 加一篇")
    yield from _doubled(
        "units.toml", "名字", ((name, unit.name) for unit in corpus.units for name in unit.names)
    )
    for table, rows in (("units.toml", corpus.units), ("themes.toml", corpus.themes)):
        yield from _doubled(table, "slug ", ((row.slug, row.name) for row in rows))
        for row in rows:
            if not _SLUG.fullmatch(row.slug):
                yield Fault(table, 1, f"slug {row.slug} 不合规", "只用小写字母、数字和短横")
    for speech in corpus.speeches:
        if not _SLUG.fullmatch(speech.slug):
            yield Fault(f"speeches/{speech.slug}.md", 1, "文件名不合规", "只用小写字母、数字和短横")


def _doubled(path: str, kind: str, names: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    owners: dict[str, list[str]] = defaultdict(list)
    for name, owner in names:
        owners[name].append(owner)
    for name, several in owners.items():
        if len(several) > 1:
            yield Fault(path, 1, f"{kind}“{name}”用了不止一次（{'、'.join(several)}）", "只留给一个")
