"""What tells the program that makes things of a corpus from every other that would make them differently."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files

_ANALYSING = ("jieba", "rjieba", "opencc", "pypinyin", "numpy", "rank-bm25")


@lru_cache(maxsize=1)
def program() -> str:
    """The code of this package and of what it reads and keeps with, and the versions of what it analyses with."""
    made = hashlib.sha256(files("bot").joinpath("readings.py").read_bytes())
    for package in (files(__package__), files("bot.disk")):
        for name in sorted(file.name for file in package.iterdir() if file.is_file()):
            made.update(package.joinpath(name).read_bytes())
    versions = (f"{name} {version(name)}" for name in _ANALYSING)
    return made.hexdigest() + "\0".join(versions)
