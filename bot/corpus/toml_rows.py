"""Rows of a TOML table that people keep by hand, changed in place: comments, order and everything else stay."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomlkit
from tomlkit.items import Array

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def with_rows(
    content: str, name: str, changed: Mapping[int, Mapping[str, Any]], new: Sequence[Mapping[str, Any]]
) -> str:
    """The file with rows changed, and others added at its end.

    Args:
        name: of the rows, as in `[[name]]`.
        changed: by their place among the rows; fields that are empty are left out.
    """
    if changed:
        document = tomlkit.parse(content)
        rows: Any = document[name]
        for place, fields in changed.items():
            _change(rows[place], fields)
        content = tomlkit.dumps(document)
    added = "".join("\n" + tomlkit.dumps({name: [_filled(fields)]}) for fields in new)
    return content if not added else (content.rstrip("\n") + "\n" if content.strip() else "") + added


def _change(row: Any, fields: Mapping[str, Any]) -> None:
    for key, value in fields.items():
        old = row.get(key)
        if isinstance(value, tuple) and isinstance(old, Array):
            _change_list(old, value)
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
