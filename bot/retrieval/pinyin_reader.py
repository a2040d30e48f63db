"""Pinyin in a question -> the words it stands for: of the corpus first, then of general Chinese."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot.retrieval.pinyin import first_reading, fold, is_pinyin, is_syllable, sound, syllables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.question_words import QuestionWords

_LETTERS = re.compile("[a-z]{2,}(?: [a-z]+)*")
_TOKEN = re.compile("[a-z]+")
_HAN_BEFORE, _HAN_AFTER = re.compile(r"[\u4e00-\u9fff]{0,5}$"), re.compile(r"[\u4e00-\u9fff]{0,5}")
_LONGEST = 60
"""Letters of a word."""

_LITTLE = 3
_COMMON = 12.2
"""Nats; pinyin is read as words of general Chinese that tell less than this."""

_PARTICLES = "的了着过"


@dataclass(frozen=True)
class _Reading:
    """What letters are read as.

    Attributes:
        score: squares of the letters that each word takes, so that long words win.
        read: letters that make words.
        told: of these, in words that tell something.
        unread: letters at the end that make none.
    """

    score: int = 0
    read: int = 0
    told: int = 0
    text: str = ""
    unread: str = ""

    def with_word(self, word: str, letters: int) -> _Reading:
        """This and a word behind it; an empty one tells nothing."""
        told = letters if word else 0
        return _Reading(self.score + letters**2, self.read + letters, self.told + told, self.all + word)

    @property
    def all(self) -> str:
        """The text with what is unread behind it; a syllable more or less tells nothing."""
        is_little = len(self.unread) <= _LITTLE or is_syllable(self.unread)
        return self.text if is_little else self.text + self.unread


class PinyinReader:
    """Reads pinyin.

    Args:
        by_sound: words of two characters or more, the best first.
        question_words: read as well; those that neither ask nor name what is told are left out.
    """

    def __init__(
        self,
        by_sound: Mapping[str, Sequence[str]],
        question_words: QuestionWords,
        dictionary: Dictionary,
    ) -> None:
        self._by_sound, self._dictionary = by_sound, dictionary
        self._question_words = question_words

    @cached_property
    def _empty(self) -> dict[str, str]:
        """Words that questions are made of, by their sound, and what of them is read; made at the first pinyin."""
        words = self._question_words
        asking = [word for word in words.asking if len(word) > 1]
        empty = {sound(syllables(word)): "" for word in words.empty}
        empty.update((sound(syllables(word)), word) for word in words.general)
        empty.update((sound(syllables(word)), word) for word in reversed(asking))
        return empty

    def read(self, text: str) -> str:
        """Normalised text with its pinyin as words, also of a word of which some characters were typed."""
        return _LETTERS.sub(self._words, text)

    def _words(self, found: re.Match[str]) -> str:
        if not is_pinyin(found[0]):
            return _TOKEN.sub(self._name, found[0])
        before = _HAN_BEFORE.search(found.string[: found.start()])
        after = _HAN_AFTER.match(found.string, found.end())
        typed = found[0].replace(" ", "")
        read = self._reading(typed, before[0] if before else "", after[0] if after else "")
        return read.all if read.told else found[0]

    def _name(self, found: re.Match[str]) -> str:
        """A name among English words: pinyin that is one word to its last letter, of the corpus or of the language."""
        folded = fold(found[0])
        if is_syllable(found[0]) or not is_pinyin(found[0]) or folded in self._empty:
            return found[0]
        words = self._by_sound.get(folded) or [_common(self._dictionary).get(folded, found[0])]
        return words[0]

    def _reading(self, letters: str, before: str, after: str) -> _Reading:
        """The reading that covers most letters with the longest words; letters that make no word stay."""
        best = [_Reading()]
        for end in range(1, len(letters) + 1):
            options = [replace(best[-1], unread=best[-1].unread + letters[end - 1])]
            for start in range(max(0, end - _LONGEST), end):
                sides = (before if start == 0 else "", after if end == len(letters) else "")
                words = self._words_of(letters[start:end], *sides)
                options += [best[start].with_word(word, end - start) for word in words]
            best.append(max(options, key=lambda option: (option.score, option.told)))
        return best[-1]

    def _words_of(self, letters: str, before: str, after: str) -> Iterator[str]:
        """What letters may stand for, between the characters that were typed on both sides."""
        between = self._between(letters, before, after)
        if between:
            yield between
        folded = fold(letters)
        if folded in self._by_sound:
            yield self._by_sound[folded][0]
        elif folded in self._empty:
            yield self._empty[folded]
        elif folded in _common(self._dictionary):
            yield _common(self._dictionary)[folded]

    def _between(self, letters: str, before: str, after: str) -> str | None:
        """What letters stand for in a word whose other characters are typed: dian in 充dian, qu in 小qu."""
        sides = ((n, m) for n in range(len(before) + 1) for m in range(len(after) + 1) if n + m)
        for n, m in sorted(sides, key=sum, reverse=True):
            head, tail = before[len(before) - n :], after[:m]
            for word in self._by_sound.get(sound([*syllables(head), letters, *syllables(tail)]), ()):
                if len(word) > n + m and word.startswith(head) and word.endswith(tail):
                    return word[n : len(word) - m]
        return None


@lru_cache(maxsize=1)
def _common(dictionary: Dictionary) -> dict[str, str]:
    """Common words of two characters by their sound, each character read by itself: made at the first pinyin."""
    sounds: dict[str, str] = {}
    for word in dictionary.common(2, _COMMON):
        letters = "".join(map(first_reading, word))
        if word[-1] not in _PARTICLES and not is_syllable(letters):  # 西安 is typed as xian is
            sounds.setdefault(fold(letters), word)
    return sounds
