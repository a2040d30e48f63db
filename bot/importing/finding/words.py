"""Word lists, kept in words.toml."""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def words(table: str) -> dict[str, list[str]]:
    """The lists of one table, in their order."""
    return {name: listed.split() for name, listed in _tables()[table].items()}


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("bot.importing.finding").joinpath("words.toml").read_text("utf-8"))
