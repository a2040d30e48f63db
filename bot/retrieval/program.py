"""What tells the program that makes things of a corpus from every other that would make them differently."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from bot.disk.code import code_of

_ANALYSING = ("jieba", "rjieba", "opencc", "pypinyin", "numpy", "rank-bm25")


@cache
def program() -> str:
    """The code of this package and of what it reads and keeps with, and the versions of what it analyses with."""
    readings = hashlib.sha256(files("bot").joinpath("readings.py").read_bytes()).hexdigest()
    versions = (f"{name} {version(name)}" for name in _ANALYSING)
    return "\0".join((readings, code_of("bot.retrieval", "bot.disk"), *versions))
