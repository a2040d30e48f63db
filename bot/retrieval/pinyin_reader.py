"""Pinyin -> the words it stands for: of the corpus, of questions, and of general Chinese, the likeliest together."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING

from bot.retrieval.pinyin import fold, is_pinyin, is_syllable, sound, syllables
from bot.retrieval.pinyin_words import END, START, Spelt

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.retrieval.pinyin_words import PinyinWords

_LETTERS = re.compile("[a-z]{2,}(?: [a-z]+)*")
_RUN, _GAP = re.compile("[a-z]+(?:[ '][a-z]+)*"), re.compile("[ ']")
_TOKEN = re.compile("[a-z]+")
_HAN_BEFORE, _HAN_AFTER = re.compile(r"[\u4e00-\u9fff]{0,5}$"), re.compile(r"[\u4e00-\u9fff]{0,5}")
_LONGEST, _LONGEST_SYLLABLE = 36, 6
"""Letters of a word, and of a syllable."""

_FOLDED = 8.0
"""Nats; what a syllable costs that was typed as another sounds to a southern speaker."""

_JOINED, _INSIDE = 3.0, 1.0
"""Nats; what a word costs across a space beside a typed word, and one that ends within a typed word."""

_BETWEEN = 3.0
"""Nats; what the rest of a word costs whose other characters were typed."""

_LAST = Spelt(END, (), 2.0)

_KEPT = 4
"""Readings of a beginning, each with another last word, the likeliest."""

_MOST = 7.2
"""Nats a syllable; what costs more is no Chinese."""

_FEW = 2
"""Syllables that say nothing where none of them make a word: side is no 是的."""


@dataclass(frozen=True)
class _Typed:
    """Letters without their spaces.

    Attributes:
        gaps: where the spaces stood; True beside a word of several syllables.
    """

    letters: str
    gaps: Mapping[int, bool]

    @staticmethod
    def of(text: str) -> _Typed:
        """Letters with their spaces."""
        pieces = _GAP.split(text)
        long = [not is_syllable(piece) for piece in pieces]
        ends = accumulate(map(len, pieces))
        return _Typed("".join(pieces), dict(zip(ends, map(bool.__or__, long, long[1:]), strict=False)))

    def cost(self, word: Spelt, start: int, end: int) -> float | None:
        """What it costs beside the word itself that it begins and ends there; None where these letters are not its syllables."""
        folded = self._folded(word.read, start, end)
        if folded is None:
            return None
        joined = sum(is_long for gap, is_long in self.gaps.items() if start < gap < end)
        is_inside = bool(self.gaps) and end < len(self.letters) and end not in self.gaps
        return _FOLDED * folded + _JOINED * joined + _INSIDE * is_inside

    def _folded(self, read: Sequence[str], start: int, end: int) -> int | None:
        """How many of the syllables of a word are typed as others; None where these letters are not its syllables."""
        if not read:
            return 0 if start == end else None
        heard = fold(read[0])
        for at in range(start + 1, min(start + _LONGEST_SYLLABLE, end) + 1):
            typed = self.letters[start:at]
            if typed == read[0] or fold(typed) == heard:
                rest = self._folded(read[1:], at, end)
                if rest is not None:
                    return rest + (typed != read[0])
            if at in self.gaps:
                break
        return None


@dataclass(frozen=True)
class _Reading:
    """What letters are read as.

    Attributes:
        cost: nats.
        has_word: whether it has one of more than a syllable.
        last: the word it ends with.
    """

    text: str = ""
    cost: float = 0.0
    syllables: int = 0
    has_word: bool = False
    last: str = START

    def with_word(self, word: Spelt, cost: float) -> _Reading:
        """This and a word behind it; both cost so much."""
        length = len(word.read)
        return _Reading(
            self.text + word.word,
            cost,
            self.syllables + length,
            self.has_word or length > 1,
            word.word,
        )

    def and_then(self, other: _Reading, between: str) -> _Reading:
        """This and another behind what was typed between them."""
        return _Reading(
            self.text + between + other.text,
            self.cost + other.cost,
            self.syllables + other.syllables,
            self.has_word or other.has_word,
        )

    @property
    def is_chinese(self) -> bool:
        """Whether it is likely, and says something."""
        return (self.has_word or self.syllables > _FEW) and self.cost <= _MOST * self.syllables


class PinyinReader:
    """Reads pinyin.

    Args:
        by_sound: words of the corpus of two characters or more, the best first.
        words: these, and those of questions and of general Chinese.
        is_english: whether an English word tells nothing or asks: can, you, name.
    """

    def __init__(
        self,
        by_sound: Mapping[str, Sequence[str]],
        words: PinyinWords,
        is_english: Callable[[str], bool],
    ) -> None:
        self._by_sound, self._words, self._is_english = by_sound, words, is_english

    def message(self, text: str) -> str | None:
        """What a normalised message without Han says if its words are pinyin, marks and digits as they are; else None."""
        runs = list(_RUN.finditer(text))
        if not runs or not all(is_pinyin(_GAP.sub(" ", run[0])) for run in runs):
            return None
        if all(map(self._is_english, _TOKEN.findall(text))):
            return None
        read, at = _Reading(), 0
        for run in runs:
            found = self._reading(run[0])
            if found is None:
                return None
            read, at = read.and_then(found, text[at : run.start()]), run.end()
        return read.text + text[at:] if read.is_chinese else None

    def read(self, text: str) -> str:
        """Normalised text with its pinyin as words, also of a word of which some characters were typed."""
        return _LETTERS.sub(self._run, text)

    def _run(self, found: re.Match[str]) -> str:
        if not is_pinyin(found[0]):
            return _TOKEN.sub(self._name, found[0])
        before = _HAN_BEFORE.search(found.string[: found.start()])
        after = _HAN_AFTER.match(found.string, found.end())
        read = self._reading(found[0], before[0] if before else "", after[0] if after else "")
        return read.text if read and read.is_chinese else found[0]

    def _name(self, found: re.Match[str]) -> str:
        """A name among English words: pinyin that is one word to its last letter, of the corpus or of the language."""
        if is_syllable(found[0]) or not is_pinyin(found[0]) or self._is_english(found[0]):
            return found[0]
        words = self._words_of(_Typed.of(found[0]), 0, len(found[0]))
        best = min(words, key=lambda word: word[1] + word[0].cost, default=None)
        return best[0].word if best else found[0]

    def _reading(self, text: str, before: str = "", after: str = "") -> _Reading | None:
        """The likeliest words that letters stand for, between the characters that were typed on both sides."""
        typed = _Typed.of(text)
        best = [[_Reading()]]
        for end in range(1, len(typed.letters) + 1):
            options = dict[str, _Reading]()
            for start in range(max(0, end - _LONGEST), end):
                sides = (before if start == 0 else "", after if end == len(typed.letters) else "")
                for word, more in self._words_of(typed, start, end, *sides) if best[start] else ():
                    read = self._likeliest(best[start], word, more)
                    if word.word not in options or read.cost < options[word.word].cost:
                        options[word.word] = read
            best.append(sorted(options.values(), key=lambda option: option.cost)[:_KEPT])
        if not best[-1]:
            return None
        whole = self._likeliest(best[-1], _LAST, 0.0)
        return replace(whole, text=whole.text.removesuffix(END))

    def _likeliest(self, led: Sequence[_Reading], word: Spelt, more: float) -> _Reading:
        """The likeliest of these with a word behind it."""
        costs = ((read.cost + self._words.after(read.last, word), read) for read in led)
        cost, read = min(costs, key=lambda told: told[0])
        return read.with_word(word, cost + more)

    def _words_of(
        self, typed: _Typed, start: int, end: int, before: str = "", after: str = ""
    ) -> Iterator[tuple[Spelt, float]]:
        """What letters may stand for, each with what it costs more there."""
        letters = typed.letters[start:end]
        between = self._between(letters, before, after)
        if between:
            yield between, 0.0
        for word in self._words.of(letters):
            more = typed.cost(word, start, end)
            if more is not None:
                yield word, more

    def _between(self, letters: str, before: str, after: str) -> Spelt | None:
        """The rest of a word whose other characters are typed, with all its syllables: dian in 充dian, qu in 小qu."""
        sides = ((n, m) for n in range(len(before) + 1) for m in range(len(after) + 1) if n + m)
        for n, m in sorted(sides, key=sum, reverse=True):
            head, tail = before[len(before) - n :], after[:m]
            read = [*syllables(head), letters, *syllables(tail)]
            for word in self._by_sound.get(sound(read), ()):
                if len(word) > n + m and word.startswith(head) and word.endswith(tail):
                    return Spelt(word[n : len(word) - m], read, _BETWEEN)
        return None
