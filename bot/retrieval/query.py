"""A question after analysis: which words carry its subject, how much each tells, and what they may mean."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from heapq import nlargest
from itertools import chain
from operator import add
from typing import TYPE_CHECKING

from bot.model import GENERAL, Asked, Evidence, How
from bot.model.counting import counts_asked
from bot.retrieval.asks import asks_for_several
from bot.retrieval.clauses import AskingSentence
from bot.retrieval.normalization import normalise
from bot.retrieval.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from bot.model import Synonym
    from bot.model.counting import Count
    from bot.retrieval.analysis import Analysis
    from bot.retrieval.asks import Asking
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.english import English
    from bot.retrieval.question_words import QuestionWords
    from bot.retrieval.thesaurus import Thesaurus

_REMEMBERED, _MEANINGS = 256, 2048
_LEAST, _MOST = 0.1, 1.5
_MOST_WORDS = 80
"""Of a message; the longest of some ten thousand that people wrote has 57, and each is looked for in every candidate."""

_EMPTY = 0.1
_MEANING = 0.5
_ENGLISH, _ENGLISH_MEANING = re.compile("[a-z]{2,}"), 1.0
_PAIR, _PARTICLES = 2, "过了着完掉"
_COMMA = re.compile("[,，、]")
_WRITER = re.compile("我|俺|咱|本人")
"""What a clause begins with in which people tell of themselves."""
_FROM = "[我俺咱]们?(?:是|来自)"
"""Before a name: whoever writes is from there, be the clause ended or not."""

_QUOTED = re.compile(r"[“\"]([\u4e00-\u9fff]{2,12})[”\"]")


NOTHING_ASKED = Asked({})

Pairs = tuple[tuple[int, str], ...]
"""Each two characters side by side, with their place."""


@dataclass(frozen=True)
class Word:
    """A word of the question that carries subject.

    Attributes:
        start: offset in the query's text.
        weight: how much it tells, 0.1…1.5.
        is_noun: whether it names something.
    """

    text: str
    start: int
    weight: float
    is_noun: bool = False

    @cached_property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.start + len(self.text)

    @cached_property
    def found(self) -> Evidence:
        """That a text has it word for word."""
        return Evidence(self.text, self.text, How.WORD, self.weight, 1.0)

    @cached_property
    def missing(self) -> Evidence:
        """That a text has nothing of it."""
        return Evidence(self.text, "", How.MISSING, self.weight, 0.0)


@dataclass(frozen=True)
class Meaning:
    """Words of the question (by offsets) that may mean words of the corpus.

    Attributes:
        weight: of the terms of these, all together.
    """

    start: int
    end: int
    said: str
    means: tuple[str, ...]
    weight: float = _MEANING


@dataclass(frozen=True)
class Query:
    """A question as search sees it.

    Attributes:
        text: normalised.
        words: those that carry subject, in order.
        meanings: from the vocabulary.
        terms: what the index is asked, with weights.
        counts: what it wants counted.
        asking: the sentence of the text that asks.
        asked: what that asks for.
        names: the offices, places and people it names.
    """

    text: str
    words: tuple[Word, ...]
    meanings: tuple[Meaning, ...]
    terms: dict[str, float]
    counts: tuple[Count, ...] = ()
    asking: str = ""
    asked: Asked = NOTHING_ASKED
    names: tuple[str, ...] = ()

    @cached_property
    def pairs(self) -> Pairs:
        """Those of which one character belongs to a word."""
        carrying = {at for word in self.words for at in range(word.start, word.end)}
        beside = map(add, self.text, self.text[1:])
        return tuple((at, pair) for at, pair in enumerate(beside) if at in carrying or at + 1 in carrying)

    @cached_property
    def means(self) -> dict[int, tuple[tuple[str, Meaning], ...]]:
        """What each word may mean and by which of the meanings, by where it starts."""
        return {
            word.start: tuple(
                (means, meaning)
                for meaning in self.meanings
                if meaning.start < word.end and word.start < meaning.end
                for means in meaning.means
            )
            for word in self.words
        }

    @property
    def asked_words(self) -> tuple[Word, ...]:
        """The words of the sentence that asks."""
        start = max(self.text.find(self.asking), 0)
        return tuple(word for word in self.words if start <= word.start < start + len(self.asking))

    @property
    def subject(self) -> float:
        """How much it tells about anything in particular: 1 for a telling word, 0 for general words only."""
        return sum(word.weight for word in self.words if word.weight > GENERAL)


class QueryAnalysis:
    """Questions -> queries.

    Args:
        names: the offices, places and people that a normalised text names.
        thesaurus: knows other words of the corpus for what is said.
    """

    def __init__(  # noqa: PLR0913, PLR0917 # what questions are read with
        self,
        analysis: Analysis,
        dictionary: Dictionary,
        words: QuestionWords,
        synonyms: Iterable[Synonym],
        asking: Asking,
        english: English,
        names: Callable[[str], tuple[str, ...]],
        thesaurus: Thesaurus | None = None,
    ) -> None:
        self._analysis, self._dictionary = analysis, dictionary
        self._asking, self._english, self._names = asking, english, names
        self._thesaurus = thesaurus
        self._sentence = AskingSentence(words.asking)
        self._empty, self._general = words.empty, frozenset(words.general)
        self._ours = [name for name in words.names if name]
        self._empty_phrases = _either(word for word in self._empty if len(word) > 1)
        self._vocabulary = Vocabulary(synonyms)
        # A message is read whole, by its clauses, less a unit; and for its subjects before it is searched.
        self._words = lru_cache(_REMEMBERED)(lambda text: tuple(self._carrying(text)))
        self.read = lru_cache(_REMEMBERED)(self._read)
        self.part = lru_cache(_REMEMBERED)(self._part)
        # What residents say means the same few words again and again.
        self._terms_of = lru_cache(_MEANINGS)(analysis.terms)

    def query(self, text: str) -> Query:
        """The query of a question, with what it asks for.

        Args:
            text: the question, normalised.
        """
        asking = self._sentence.of(text)
        ours = self._without_ours(asking)
        asked = self._asking.of(self._english.asked(ours) if _ENGLISH.search(ours) else ours)
        return replace(
            self.part(text),
            # 有几家，分别是谁: who they are is asked, and their names tell how many.
            counts=() if asks_for_several(asked) else counts_asked(asking),
            asking=asking,
            asked=asked,
            names=self._asked_names(asking),
        )

    def telling(self, text: str) -> tuple[str, ...]:
        """The words of a normalised text that tell what it is about, in order."""
        return tuple(word.text for word in self._words(text) if word.weight > GENERAL)

    def told(self, text: str) -> dict[str, float]:
        """The terms of the words that tell what a normalised text is about, each with how much it tells."""
        told = defaultdict[str, float](float)
        for word in self._words(text):
            terms = set(self._analysis.terms(word.text))
            for term in terms:
                told[term] += word.weight / math.sqrt(len(terms))
        return told

    def _part(self, text: str) -> Query:
        """The words of a question, or of a part of one, and what the index is asked for them."""
        read = self.read(text)
        return Query(text, read.words, read.meanings, self._terms(text, read.words, read.meanings))

    def _read(self, text: str) -> Query:
        """The words of a normalised text and what they may mean; the index is asked nothing for it."""
        words, meanings = self._words(text), tuple(self._find_meanings(text))
        return Query(text, words, (*meanings, *self._same_as(words, meanings)), {})

    def _carrying(self, text: str) -> Iterator[Word]:
        """The words of a text that carry subject, of a great many those that tell most; what is quoted is one."""
        quoted = [Word(found[1], found.start(1), _MOST) for found in _QUOTED.finditer(text)]
        for word in quoted:
            text = f"{text[: word.start]}{' ' * len(word.text)}{text[word.end :]}"
        words = [*quoted, *self._loose_words(text)]
        if len(words) > _MOST_WORDS:
            words = nlargest(_MOST_WORDS, words, key=lambda word: word.weight)
        yield from sorted(words, key=lambda word: word.start)

    def _loose_words(self, text: str) -> Iterator[Word]:
        subject = self._empty_phrases.sub(lambda found: " " * len(found[0]), text)
        offset, named = 0, self._named(subject)
        for said in self._analysis.words(subject):
            start = subject.index(said, offset)
            offset = start + len(said)
            if said not in self._empty and not self._english.is_empty(said):
                is_name = named.issuperset(range(start, offset))
                weight = GENERAL if is_name else self._weight(said)
                yield Word(said, start, weight, self._dictionary.is_noun(said))

    def _without_ours(self, text: str) -> str:
        """A text without the names of the city, the campaign and the account: where one asks is not what one asks."""
        for name in self._ours:
            text = text.replace(name, "")
        return text

    def _asked_names(self, asking: str) -> tuple[str, ...]:
        """The names in a sentence that asks, without what whoever writes tells of themselves: 我是邻市来的，想问停车."""
        names = self._names(asking)
        if not names:  # as most sentences
            return names
        for name in names:
            asking = re.sub(f"({_FROM}){re.escape(name)}", r"\1", asking)
        *before, last = _COMMA.split(asking)
        return self._names("，".join((*(said for said in before if not self._is_of_writer(said)), last)))

    def _is_of_writer(self, said: str) -> bool:
        """Whether a clause tells where somebody is from; who names a thing asks of that place (我们邻市的小区)."""
        if not _WRITER.match(said) or self._sentence.asks(said):
            return False
        for name in self._names(said):
            said = said.replace(name, " ")
        told = self._loose_words(said)
        return not any(word.is_noun or not self._dictionary.knows(word.text) for word in told)

    def _named(self, subject: str) -> set[int]:
        """Where the characters of the city's, the campaign's and the account's names stand."""
        ours = (name for name in self._ours if name in subject)
        found = (match.span() for name in ours for match in re.finditer(re.escape(name), subject))
        return {place for span in found for place in range(*span)}

    def _weight(self, word: str) -> float:
        """How much a word tells: 0 at 5 nats (的, 有), 1 at 13 (停车场), 1.5 for what no dictionary knows.

        A single character tells half of that, with or without a particle behind it (撕过, 撕完).
        """
        if word in self._general:
            return GENERAL
        if _ENGLISH.fullmatch(word):
            return self._english.weight(word)
        if len(word) == _PAIR and word[1] in _PARTICLES:
            word = word[0]
        told = min(max((self._dictionary.information(word) - 5) / 8, _LEAST), _MOST)
        return told if len(word) > 1 else told / 2

    def _find_meanings(self, text: str) -> Iterator[Meaning]:
        for start, end, means in self._vocabulary.find(text):
            yield Meaning(start, end, text[start:end], means)
        if _ENGLISH.search(text):
            for start, end, words in self._english.meanings(text):
                yield Meaning(start, end, text[start:end], words, _ENGLISH_MEANING)

    def _same_as(self, words: Iterable[Word], meanings: Collection[Meaning]) -> Iterator[Meaning]:
        """What words mean of which no editor has written what they mean."""
        told = {place for meaning in meanings for place in range(meaning.start, meaning.end)}
        for word in words:
            means = self._thesaurus.means(word.text) if self._thesaurus else ()
            if means and told.isdisjoint(range(word.start, word.end)):
                yield Meaning(word.start, word.end, word.text, means)

    def _terms(self, text: str, words: tuple[Word, ...], meanings: tuple[Meaning, ...]) -> dict[str, float]:
        plain = self._english.without(text) if _ENGLISH.search(text) else text
        if " " in plain:  # which a name that was taken out leaves, and parts nothing
            plain = normalise(plain)
        whole = Counter(self._analysis.terms(plain))
        telling = Counter(chain.from_iterable(map(self._analysis.terms, _runs(words))))
        terms = {
            term: telling[term] + _EMPTY * max(count - telling[term], 0) for term, count in whole.items()
        }
        for meaning in meanings:
            share = meaning.weight / len(meaning.means)
            for word in meaning.means:
                for term in self._terms_of(word):
                    terms[term] = terms.get(term, 0.0) + share
        return terms


def _runs(words: tuple[Word, ...]) -> Iterator[str]:
    """Words that stand together, joined, so that pairs across their border count."""
    run, end = "", -1
    for word in words:
        if word.start != end and run:
            yield run
            run = ""
        run, end = run + word.text, word.end
    if run:
        yield run


def _either(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))
