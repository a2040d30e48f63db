"""Why something went wrong, in words for operators: what the operating system and libraries say, by what it means."""

from __future__ import annotations

import errno
import re
import sys
from functools import cache
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_TABLES = {"tomllib": "toml", "tomli": "toml", "tomlkit": "toml", "_csv": "csv", "builtins": "python"}
"""Where a library's words stand, unless they do under its name."""

_LONGEST = 120
_PLACE = re.compile(r"[(:]? ?(?:at )?line (\d+),? col(?:umn)? (\d+)(?: \(char \d+\))?\)?$")


def cause(error: BaseException) -> str:
    """What an error means that is none of ours; what is not known is quoted as it was said."""
    library = type(error).__module__.partition(".")[0]
    if isinstance(error, OSError) and library == "builtins" and (known := _system().get(error.errno or 0)):
        return known
    told = str(getattr(error, "strerror", None) or error).strip()
    return (_said(_TABLES.get(library, library), told) or _quoted(told)) + _place(told)


def _said(library: str, told: str) -> str | None:
    for pattern, words in _words().get(library, {}).items():
        if found := re.match(pattern, told, re.DOTALL):
            return words.format(*found.groups())
    return None


def _quoted(told: str) -> str:
    line = told.partition("\n")[0]
    return f"原话是“{line[:_LONGEST]}{'…' if len(line) > _LONGEST else ''}”"


def _place(told: str) -> str:
    found = _PLACE.search(told)
    return f"（第 {found[1]} 行第 {found[2]} 个字）" if found else ""


def _system() -> dict[int, str]:
    """By number; two names may have one."""
    names = _words()["system"]
    return {getattr(errno, name): words for name, words in names.items() if hasattr(errno, name)}


@cache
def _words() -> dict[str, dict[str, str]]:
    return tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
