"""How Chinese is read aloud, by pypinyin's dictionaries, phrases before characters.

Its answers are those of `pypinyin.lazy_pinyin`, and its files are what is read here: the library itself keeps a list of
lists for each of 47,000 phrases and a set of all their beginnings, 59 MB in each process.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\ue815-\ue864\uf900-\ufaff\U00020000-\U0003ffff]+")
_CHARACTER = re.compile(r'"(\d+)":\s*"([^",]+(?:,[^",]+)?)')
_PHRASE = re.compile(r'"([^"]+)":\s*\[((?:\s*\[[^\]]*\],?)+)\s*\]')
_BEGUN = re.compile(r"\n(.)[^\n]*(?:\n\1[^\n]*)*")
_FIRST = re.compile(r'\[\s*"([^"]+)"')
_TONES = "\u0304\u0301\u030c\u0300"


class Readings:
    """Syllables of characters: letters, ü as v, and the tone from 1 to 4 behind them; without it where there is none."""

    def __init__(self) -> None:
        written = lru_cache(None)(_written)
        characters = sorted(_CHARACTER.finditer(_file("pinyin_dict")), key=lambda found: int(found[1]))
        self._codes = array("L", (int(found[1]) for found in characters))
        heard = lru_cache(None)(lambda told: tuple(map(written, told.split(","))))
        self._heard = [heard(found[2]) for found in characters]
        del characters  # before what stays is made among them
        lines = (
            f"{found[1]} {' '.join(map(written, _FIRST.findall(found[2])))}"
            for found in _PHRASE.finditer(_file("phrases_dict"))
        )
        self._phrases = "\n".join(["", *sorted(lines), ""])
        """Each on a line with its syllables behind it, the shorter before the longer."""
        self._begun = {found[1]: (found.start(), found.end() + 1) for found in _BEGUN.finditer(self._phrases)}
        """Where the phrases with a first character stand."""

    def of(self, text: str) -> Iterator[str]:
        """The syllable of each character; what is not read is given as it is, character by character."""
        end = 0
        for run in _HAN.finditer(text):
            yield from text[end : run.start()]
            yield from self._of_run(run[0])
            end = run.end()
        yield from text[end:]

    def usual(self, character: str) -> tuple[str, ...]:
        """The syllables that a character is read as, whatever stands beside it: the usual one first, at most one more."""
        at = bisect_left(self._codes, ord(character))
        is_known = at < len(self._codes) and self._codes[at] == ord(character)
        return self._heard[at] if is_known else (character,)

    def _of_run(self, run: str) -> Iterator[str]:
        while run:
            heard = self._longest(run)
            yield from heard
            run = run[len(heard) :]

    def _longest(self, run: str) -> list[str]:
        """The syllables of the longest phrase that a run begins with, else of its first character."""
        span, heard = self._begun.get(run[0], (0, 0)), list[str]()
        for length in range(2, len(run) + 1):
            begins = self._phrases.find(f"\n{run[:length]}", *span)
            if begins < 0:
                return heard or [self.usual(run[0])[0]]
            syllables = begins + length + 2
            if self._phrases[syllables - 1] == " ":
                heard = self._phrases[syllables : self._phrases.index("\n", syllables)].split()
        # As pypinyin does: no phrase is looked for in the beginning of one that breaks off.
        return heard or [self.usual(character)[0] for character in run]


def toneless(syllable: str) -> str:
    """A syllable, or what is not read, without the tone behind it."""
    return syllable.rstrip("1234") or syllable


@lru_cache(maxsize=1)
def load_readings() -> Readings:
    """The readings, which take a fifth of a second to read."""
    return Readings()


def _file(name: str) -> str:
    """One of pypinyin's dictionaries; found without importing pypinyin."""
    package = find_spec("pypinyin")
    assert package
    assert package.origin
    return Path(package.origin).with_name(f"{name}.json").read_text("utf-8")


def _written(heard: str) -> str:
    """A syllable with marks as keyboards write it: lǜ is lv4."""
    marks = unicodedata.normalize("NFD", heard.replace("ü", "v"))
    tone = next((str(number) for number, mark in enumerate(_TONES, 1) if mark in marks), "")
    letters = "".join(mark for mark in marks if mark not in _TONES).replace("u\u0308", "v")
    return unicodedata.normalize("NFC", letters) + tone
