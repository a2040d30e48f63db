"""Rows of a TOML table that people keep by hand, changed in place: comments, order and everything else stay."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import Array

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


def with_rows(
    content: str,
    name: str,
    changed: Mapping[int, Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
    gone: Collection[int] = (),
) -> str:
    """The file with rows changed, others taken out, and others added at its end.

    Args:
        name: of the rows, as in `[[name]]`.
        changed: by their place among the rows; fields that are empty are left out.
        gone: places of those that are taken out, with the comment that stands right above each.
    """
    if changed:
        document = tomlkit.parse(content)
        rows: Any = document[name]
        for place, fields in changed.items():
            _change(rows[place], fields)
        content = tomlkit.dumps(document)
    if gone:
        content = _without(content, name, gone)
    added = "".join("\n" + tomlkit.dumps({name: [_filled(fields)]}) for fields in new)
    return content if not added else (content.rstrip("\n") + "\n" if content.strip() else "") + added


def _without(content: str, name: str, gone: Collection[int]) -> str:
    """By lines, for to tomlkit a comment above a row is part of the row before it."""
    lines = content.splitlines(keepends=True)
    heads = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
    document = tomlkit.parse(content)
    rows: Any = document[name]
    if len(heads) != len(rows):  # written in another manner
        for place in sorted(gone, reverse=True):
            del rows[place]
        return tomlkit.dumps(document)
    left_out = set[int]()
    for place in gone:
        left_out.update(_lines_of(lines, heads[place], [*heads, len(lines)][place + 1]))
    return "".join(line for n, line in enumerate(lines) if n not in left_out)


def _lines_of(lines: Sequence[str], head: int, end: int) -> range:
    """A row with the comment right above it and the blank line below; what is told at the head of a file stays."""
    start = head
    while start and lines[start - 1].startswith("#"):
        start -= 1
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    is_blank_below = end < len(lines) and not lines[end].strip()
    return range(start or head, end + is_blank_below)


def _change(row: Any, fields: Mapping[str, Any]) -> None:
    for key, value in fields.items():
        old = row.get(key)
        if isinstance(value, tuple) and isinstance(old, Array):
            _change_list(old, value)
        elif value is None and old is not None:
            del row[key]
        elif value or old:
            row[key] = list(value) if isinstance(value, tuple) else value


def _change_list(old: Array, new: tuple[str, ...]) -> None:
    """One item at a time as far as the order allows, for there may be comments between the items."""
    for place in reversed(range(len(old))):
        if old[place] not in new:
            del old[place]
    if list(old) == list(new[: len(old)]):
        old.extend(new[len(old) :])
    else:
        old.clear()
        old.extend(new)


def _filled(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: list(value) if isinstance(value, tuple) else value for key, value in fields.items() if value}
