"""A message -> the words of the grammar in it, and what is none of them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九", 1)} | {
    "两": 2,
    "俩": 2,
    "壹": 1,
    "贰": 2,
    "叁": 3,
}
_NUMERAL = (
    r"(?:\d{1,2}(?![0-9a-z])|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两俩三四五六七八九壹贰叁])"
)
_MEASURE = r"(?P<measure>把火|方面|部分|[个条点项号把步招段件样篇则章节家种道]?)"
_ORDINAL = re.compile(rf"(?:(?P<back>倒数)第?|第|其|头|(?=.是))(?P<n>{_NUMERAL})是?{_MEASURE}")
_LAST = re.compile(rf"(?:最后面?|最末|最尾|末尾|压轴)的?那?一?{_MEASURE}")
_FIRST = re.compile(rf"(?:最前面?|最开头|最先|首)的?一?{_MEASURE}")
_NUMBER = re.compile(rf"(?<![0-9a-z])(?P<n>{_NUMERAL}){_MEASURE}")
_STEP = re.compile(r"(?P<way>[下后上前])[面边头]?那?一?(?:把火|[个条点项步招段件篇])")
_WHICH = re.compile(rf"哪{_NUMERAL}{_MEASURE}")
# 1+1 is not 11.
_MARKS = re.compile(r"(?P<kept>(?<=\d)\W(?=\d))|[\W_]+")

_UNREAD = 100
"""What a character costs that belongs to no word; a word costs one, so that few and long ones are preferred."""


@dataclass(frozen=True)
class Word:
    """A word of the grammar.

    Attributes:
        number: of an ordinal or a number; from the end where it is below zero.
        measure: what an ordinal or number counts (条, 个); empty where it does not say.
    """

    text: str
    kinds: frozenset[str]
    number: int = 0
    measure: str = ""


@dataclass(frozen=True)
class Cut:
    """A message, cut.

    Attributes:
        runs: what is left between the words, in order.
    """

    words: tuple[Word, ...]
    runs: tuple[str, ...]

    @property
    def unread(self) -> str:
        """All that is left of it."""
        return "".join(self.runs)

    def of(self, kind: str) -> Word | None:
        """The first word of a kind."""
        return next((word for word in self.words if kind in word.kinds), None)

    def without(self, kind: str, text: str) -> str:
        """A normalised text without the words of a kind."""
        for word in self.words:
            if kind in word.kinds:
                text = text.replace(word.text, "")
        return text


# What the best way to cut the rest of a text costs, the squares of its words' lengths below zero, and its first word.
_Path = tuple[int, int, "Word | None"]


class Cutter:
    """Cuts messages into words of given kinds, and numbers.

    Args:
        words: word and kind.
    """

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        kinds = defaultdict[str, set[str]](set)
        for word, kind in words:
            kinds[bare(word)].add(kind)
        self._words = {text: Word(text, frozenset(found)) for text, found in kinds.items() if text}
        self._longest = defaultdict[str, int](int)
        for text in self._words:
            self._longest[text[0]] = max(self._longest[text[0]], len(text))

    def cut(self, text: str) -> Cut:
        """The words of a normalised text: as few characters unread as can be, then as few words, then the longest."""
        text = bare(text)
        best: list[_Path] = [(0, 0, None)] * (len(text) + 1)
        for start in range(len(text) - 1, -1, -1):
            cost, squares, _ = best[start + 1]
            options: list[_Path] = [(cost + _UNREAD, squares, None)]
            for word in self._starting(text, start):
                cost, squares, _ = best[start + len(word.text)]
                options.append((cost + 1, squares - len(word.text) ** 2, word))
            best[start] = min(options, key=lambda path: path[:2])
        return _read(text, best)

    def _starting(self, text: str, start: int) -> Iterator[Word]:
        """The words that begin there; one that is a number and something else as well is both."""
        numbers = {word.text: word for word in _numbers(text, start)}
        for length in range(1, min(self._longest.get(text[start], 0), len(text) - start) + 1):
            word = self._words.get(text[start : start + length])
            if word:
                number = numbers.pop(word.text, None)
                yield word if number is None else _both(word, number)
        yield from numbers.values()


def bare(text: str) -> str:
    """A normalised text without marks and spaces; one of nothing else as it is."""
    return _MARKS.sub(lambda mark: mark["kept"] or "", text) or text.strip()


def _read(text: str, best: list[_Path]) -> Cut:
    words, runs, at = list[Word](), [""], 0
    while at < len(text):
        word = best[at][2]
        if word:
            words.append(word)
            runs.append("")
        else:
            runs[-1] += text[at]
        at += len(word.text) if word else 1
    return Cut(tuple(words), tuple(run for run in runs if run))


def _both(word: Word, number: Word) -> Word:
    return Word(word.text, word.kinds | number.kinds, number.number, number.measure)


def _numbers(text: str, start: int) -> Iterator[Word]:
    found = _ORDINAL.match(text, start)
    if found:
        value = _value(found["n"])
        yield Word(found[0], frozenset({"ordinal"}), -value if found["back"] else value, found["measure"])
    for pattern, value in ((_LAST, -1), (_FIRST, 1)):
        found = pattern.match(text, start)
        if found:
            yield Word(found[0], frozenset({"ordinal"}), value, found["measure"])
    found = _STEP.match(text, start)
    if found:
        yield Word(found[0], frozenset({"next" if found["way"] in "下后" else "previous"}))
    found = _WHICH.match(text, start)
    if found:
        yield Word(found[0], frozenset({"which"}))
    found = _NUMBER.match(text, start)
    if found:
        yield Word(found[0], frozenset({"number"}), _value(found["n"]), found["measure"])
        # 一点 is no number of points where 点 goes on: the measure may be left for another word.
        if found["measure"]:
            yield Word(found["n"], frozenset({"number"}), _value(found["n"]))


def _value(numeral: str) -> int:
    """A numeral below a hundred."""
    if numeral.isdecimal():
        return int(numeral)
    tens, ten, ones = numeral.rpartition("十")
    return (_DIGITS[tens] if tens else 1 if ten else 0) * 10 + (_DIGITS[ones] if ones else 0)
