"""Tables beside this module: lists of words, and what features weigh."""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files
from typing import Any

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def words(table: str) -> dict[str, list[str]]:
    """The lists of one table of words.toml, in their order."""
    return {name: listed.split() for name, listed in tables("words.toml")[table].items()}


@cache
def tables(file: str) -> dict[str, Any]:
    """The tables of a file."""
    return tomllib.loads(files("bot.importing.finding").joinpath(file).read_text("utf-8"))
