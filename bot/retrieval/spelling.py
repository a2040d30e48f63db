"""A second look: what a question would be with its typos mended and its pinyin read.

Only words of the corpus are put in; what general Chinese knows well is left alone. Nothing of this is in the
index: homophones mixed in there would be found by everybody.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from bot.retrieval.normalization import RUN, normalise
from bot.retrieval.pinyin import sound, syllables
from bot.retrieval.pinyin_reader import PinyinReader
from bot.retrieval.pinyin_words import PinyinWords
from bot.retrieval.word_index import WordIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.question_words import QuestionWords

_LONGEST = 10
_LONGEST_QUESTION, _LONGEST_MESSAGE = 60, 200
_KNOWN_WELL = 16.0
"""Nats; a word of general Chinese that tells less than this is no typo."""
_FOR_EDITS = 4
_HAN = re.compile("[\u4e00-\u9fff]")
_DOUBLED = re.compile(r"(.)\1")
_SOUND_SHARE = 0.6


@dataclass(frozen=True)
class _Mend:
    start: int
    end: int
    word: str


class Speller:
    """Mends questions with the words of a corpus.

    Args:
        words: of the corpus.
        sounds: of these and of what residents say, in the order in which they are put in where several sound alike.
        question_words: read where a whole question is in pinyin; those that do not ask are left out.
        cut: normalised text as words of general Chinese and of the corpus.
        names: the offices, places and people that a normalised text names; a part of a name is no typo.
    """

    def __init__(  # noqa: PLR0913, PLR0917 # what questions are mended with
        self,
        words: Iterable[str],
        sounds: Mapping[str, str],
        question_words: QuestionWords,
        dictionary: Dictionary,
        cut: Callable[[str], list[str]],
        names: Callable[[str], tuple[str, ...]],
    ) -> None:
        self._loose = {word for word in (*question_words.empty, *question_words.general) if len(word) == 1}
        self._known, self._sounds = frozenset(words), sounds
        self._question_words, self._dictionary = question_words, dictionary
        self._cut, self._names = cut, names

    # These are made for the first question that is looked at twice: of 50,000 words they take a quarter of a second.

    @cached_property
    def _by_sound(self) -> Mapping[str, Sequence[str]]:
        return _gathered((heard, word) for word, heard in self._sounds.items())

    @cached_property
    def _by_edit(self) -> WordIndex:
        function_characters = {word for word in self._question_words.empty if len(word) == 1}
        words = (
            word for word in self._sounds if len(word) >= _FOR_EDITS and function_characters.isdisjoint(word)
        )
        return WordIndex((word, {word, *_shortened(word)}) for word in words)

    @cached_property
    def _pinyin(self) -> PinyinReader:
        words = PinyinWords(self._by_sound, self._dictionary)
        return PinyinReader(self._by_sound, words, self._question_words.is_english)

    def said(self, text: str) -> str | None:
        """What a normalised message of nothing but pinyin says, normalised; None of any other."""
        is_long = len(text) > _LONGEST_MESSAGE
        said = None if is_long or _HAN.search(text) else self._pinyin.message(text)
        return normalise(said) if said else None

    def mend(self, text: str) -> str | None:
        """Normalised text, mended; None where there is nothing to mend."""
        if len(text) > _LONGEST_QUESTION:
            return None
        names = self._names(text)
        mended = RUN.sub(lambda found: self._mend_run(found[0], names), self._pinyin.read(text))
        return mended if mended != text else None

    def _mend_run(self, run: str, names: Iterable[str]) -> str:
        if run.isascii():
            return run
        spans = [(run.index(name), run.index(name) + len(name)) for name in names if name in run]
        taken: list[_Mend] = []
        for mend in self._mends(run):
            if any(_cuts(mend, *span) for span in spans) and not self._is_misheard(run, mend):
                continue
            if all(mend.end <= other.start or other.end <= mend.start for other in taken):
                taken.append(mend)
        for mend in sorted(taken, key=lambda mend: -mend.start):
            run = run[: mend.start] + mend.word + run[mend.end :]
        return run

    def _is_misheard(self, run: str, mend: _Mend) -> bool:
        """Whether a long word sounds as what was typed, and is likelier that than a name cut in two (小区里飞县充电)."""
        heard = sound(syllables(run[mend.start : mend.end]))
        return len(mend.word) >= _FOR_EDITS and self._sounds.get(mend.word) == heard

    def _mends(self, run: str) -> Iterator[_Mend]:
        """Candidates, the longest first; each leaves whole what is a word of the corpus already."""
        read = syllables(run)
        windows = [
            (start, start + length)
            for length in range(min(_LONGEST, len(run)), 1, -1)
            for start in range(len(run) - length + 1)
        ]
        known = [(start, end) for start, end in windows if run[start:end] in self._known]
        # No word is looked for where none could be put in.
        for start, end in windows:
            within = [span for span in known if span[0] < end and start < span[1]]
            if any(span == (start, end) or span[0] < start or end < span[1] for span in within):
                continue
            word = self._word_for(run[start:end], read[start:end])
            if word and all(run[slice(*span)] in word for span in within):
                yield _Mend(start, end, word)

    def _word_for(self, window: str, read: list[str]) -> str | None:
        for word in self._by_sound.get(sound(read), ()):
            if len(word) == len(window) and self._may_be_typo(window, word):
                return word
        single = _DOUBLED.sub(lambda found: found[1], window)
        if single in self._known:
            return single
        edited = self._edited(window)
        return edited if edited and not self._is_sound(window) else None

    def _edited(self, window: str) -> str | None:
        """A word that one character dropped, put in or changed would make of the window."""
        for shorter in (window, *_shortened(window)):
            if len(shorter) >= _FOR_EDITS - 1:
                for word in self._by_edit.of(shorter):
                    if abs(len(word) - len(window)) <= 1 and word not in window:
                        return word
        return None

    def _is_sound(self, window: str) -> bool:
        """Whether most of it is words of general Chinese: a typo leaves characters standing alone."""
        words = (word for word in self._cut(window) if len(word) > 1)
        known = sum(len(word) for word in words if word in self._known or not self._is_rare(word))
        return known >= _SOUND_SHARE * len(window)

    def _is_rare(self, word: str) -> bool:
        return self._dictionary.information(word) >= _KNOWN_WELL

    def _may_be_typo(self, window: str, word: str) -> bool:
        """The shorter it is, the more must speak for it: two characters share one and are no known word or two."""
        if len(window) >= _FOR_EDITS:
            return True
        if self._loose.issuperset(window):
            return False
        shares = any(mine == theirs for mine, theirs in zip(window, word, strict=True))
        return shares and self._is_rare(window)


def _cuts(mend: _Mend, start: int, end: int) -> bool:
    """Whether a mend would change a part of a stretch and leave the rest."""
    is_beside = mend.end <= start or end <= mend.start
    return not is_beside and not (mend.start <= start and end <= mend.end)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The words of each key in their order; nearly all keys have one, for which a list would take twice as much."""
    gathered: dict[str, tuple[str, ...]] = {}
    for key, word in pairs:
        gathered[key] = (*gathered.get(key, ()), word)
    return gathered


def _shortened(word: str) -> Iterator[str]:
    """The word with each of its characters dropped."""
    return (word[:i] + word[i + 1 :] for i in range(len(word)))
