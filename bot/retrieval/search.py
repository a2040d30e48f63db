"""A question -> the passages that may answer it, with the evidence and how probable it makes the first one."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, islice
from typing import TYPE_CHECKING

from bot.model import RESERVED, Coverage, Finding, Role
from bot.retrieval.analysis import Analysis
from bot.retrieval.asks import ALL, load_asking
from bot.retrieval.clauses import clauses
from bot.retrieval.coverage import cover, form
from bot.retrieval.editors import EditorQuestions, EditorsOfFew
from bot.retrieval.english import English
from bot.retrieval.features import features, of_question
from bot.retrieval.index import CorpusIndex
from bot.retrieval.lexicon import in_order_of_length, led_by, meant, own_words, said_words
from bot.retrieval.limits import Limits
from bot.retrieval.meaning import Opinion
from bot.retrieval.normalization import normalise, unmarked
from bot.retrieval.pinyin import sound, syllables
from bot.retrieval.plain_texts import kept, looked_up
from bot.retrieval.portion import put_together
from bot.retrieval.portions import Portions
from bot.retrieval.query import QueryAnalysis
from bot.retrieval.question_words import load_question_words
from bot.retrieval.quotation import quote
from bot.retrieval.ranking import Ranking
from bot.retrieval.several import together
from bot.retrieval.shelf import Shelf
from bot.retrieval.sought import Sought
from bot.retrieval.spelling import Speller
from bot.retrieval.thesaurus import FEWEST, MOST, Thesaurus
from bot.retrieval.units import UnitFinder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from bot.model import Corpus, Match, Passage, Quote, Unit
    from bot.retrieval.dictionary import Dictionary
    from bot.retrieval.editors import Editors
    from bot.retrieval.index import Index
    from bot.retrieval.meaning import Meaning
    from bot.retrieval.plain_texts import PlainTexts
    from bot.retrieval.query import Query
    from bot.retrieval.ranking import Candidate
    from bot.retrieval.stored_index import Stored

MATCHES = 5

_SHARED = 240
"""Characters of all quotes that answer together."""

_RARE = 14.0
"""Nats; a word of general Chinese that tells less than this is no name."""

_MOST_WORDS = 50_000
"""Of a corpus, that typos are mended with and pinyin is read as: those that are used most."""

_CITED = 6
"""Characters of a passage that are no chance, marks apart."""

_SUBJECT = 0.7
"""A question that names a unit and tells less than this besides asks for the unit itself."""


class Search:
    """Searches one corpus.

    Args:
        shelf: what was made of this corpus before; what it lacks is put there.
        portions: what that is made from.
        stored: the index of a corpus that is not in memory, of which the shelf has the vocabulary; None where all of it is.
        meaning: a second opinion on which passage answers.
    """

    def __init__(  # noqa: PLR0913 # all but the first two only where they are at hand
        self,
        corpus: Corpus,
        dictionary: Dictionary,
        shelf: Shelf | None = None,
        portions: Portions | None = None,
        *,
        stored: Stored | None = None,
        meaning: Meaning | None = None,
    ) -> None:
        shelf, portions = shelf or Shelf(), portions or Portions()
        self._corpus = corpus
        self._calibration = corpus.calibration
        own = shelf.texts("own_words", lambda: in_order_of_length(own_words(corpus)))
        analysis, question_words = Analysis(dictionary, own), load_question_words(corpus.city)
        names = [*map(normalise, corpus.city.names)]
        made_of = (corpus.speeches, analysis, own, question_words.empty)
        if stored is None:
            shelf.fill("plain", lambda: put_together(portions.of(*made_of), [*own_words(corpus)]))
        texts = looked_up(corpus, stored.speeches) if stored else kept(corpus, shelf)
        synonyms = led_by(
            corpus.synonyms, {*shelf.texts("meant", lambda: meant(corpus.synonyms, corpus.passages))}
        )
        limits = Limits(names, analysis.words, shelf, texts, lambda word: _is_common(dictionary, word))
        self._limits = limits
        self._reserved = [normalise(name) for name in corpus.phrases.get(RESERVED, ())]
        self._units = UnitFinder(corpus, analysis)

        def parts() -> list[str]:
            return [*chain.from_iterable(map(analysis.parts, names)), *shelf.texts("parts")]

        english = English(parts, question_words.english, question_words.english_asking)
        thesaurus = None
        if FEWEST <= len(corpus.passages) <= MOST:
            having = stored.own.passages if stored else shelf.inverted("passages")
            thesaurus = Thesaurus(shelf, having.share)
        self._queries = QueryAnalysis(
            analysis,
            dictionary,
            question_words,
            synonyms,
            load_asking(),
            english,
            limits.names,
            thesaurus,
        )
        opinion = None
        if meaning:
            told = (f"{s.title}\n{passage.text}" for s in corpus.speeches for passage in s.passages)
            vectors = shelf.numbers("meaning", lambda: meaning.of_passages([*told]))
            opinion = Opinion(meaning, vectors)
        self._ranking = self._ranked_by(shelf, texts, stored, opinion)
        words = tuple(islice(shelf.texts("words"), _MOST_WORDS))
        spellings = (*words, *said_words(synonyms))
        sounds = shelf.texts("sounds", lambda: (sound(syllables(word)) for word in spellings))
        self._speller = Speller(
            spellings[: len(words)],
            dict(zip(spellings, sounds, strict=True)),
            question_words,
            dictionary,
            analysis.words,
            limits.names,
        )

    def _ranked_by(
        self, shelf: Shelf, texts: PlainTexts, stored: Stored | None, opinion: Opinion | None
    ) -> Ranking:
        """Over the index in files, or one in memory."""
        corpus, passages = self._corpus, self._corpus.passages
        index: Index
        editors: Editors
        if stored:
            index, editors = stored.index, EditorsOfFew(passages, self._queries)
        else:
            units = [corpus.unit_numbers[speech.unit] for speech in corpus.speeches]
            index = CorpusIndex(texts.speech_of, units, shelf)
            editors = EditorQuestions(passages, self._queries, shelf)
        return Ranking(
            corpus, self._limits, shelf, texts=texts, index=index, editors=editors, opinion=opinion
        )

    def search(self, question: str, unit: Unit | None = None) -> Finding:
        """What the corpus has for a question as it is typed.

        Args:
            unit: look only at this unit, as if the question named it.
        """
        text = normalise(question)
        if self._is_reserved(text):
            return Finding(is_reserved=True)
        mention = self._units.find(text)
        units = mention.units or ((unit,) if unit else ())
        query = self._queries.query(mention.rest)
        if mention.excepted and not units:
            units = tuple(other for other in self._corpus.units if other not in mention.excepted)
            return self._found(query, units, None)
        if units and query.subject < _SUBJECT and not query.counts:
            return self._of_units(units, query)
        return self._found(query, units, units[0] if units else None)

    def within(self, question: str, passages: Collection[Passage]) -> Finding:
        """What these passages have for a question, however little it tells."""
        query = self._queries.query(self._units.find(normalise(question)).rest)
        ranked = self._ranking.ranked(query, passages=passages)
        return self._of_passages(ranked, query, None, ()) if ranked else Finding(asked=query.asked)

    def _is_reserved(self, text: str) -> bool:
        return any(name in text for name in self._reserved)

    def mended(self, question: str) -> str | None:
        """A question with its typos mended and its pinyin read, normalised; None where there is nothing to mend."""
        return self._speller.mend(normalise(question))

    def said(self, message: str) -> str | None:
        """What a message of nothing but pinyin says, normalised; None of any other."""
        return self._speller.said(normalise(message))

    def telling(self, text: str) -> tuple[str, ...]:
        """The words of a normalised text that tell what it is about, in order."""
        return self._queries.telling(text)

    def told(self, text: str) -> Mapping[str, float]:
        """The terms of the words that tell what a text as it is typed is about, each with how much it tells."""
        return self._queries.told(normalise(text))

    def rank(self, question: str) -> list[Passage]:
        """The passages for a question as text only, best first, whatever unit it names."""
        return [c.passage for c in self._ranking.ranked(self._queries.query(normalise(question)))]

    def quote(self, question: str, passage: Passage) -> Quote:
        """The words of a passage that answer a question best; its beginning for an empty question."""
        return quote(self._queries.query(normalise(question)), passage)

    def _found(self, query: Query, units: tuple[Unit, ...], unit: Unit | None) -> Finding:
        """What passages have for a query; of these units only, if there are any."""
        ranked = self._ranking.ranked(query, units)
        if ranked and not ranked[0].is_stray:
            return self._of_passages(ranked, query, unit, units)
        return self._of_units(units or (unit,), query) if unit else Finding(asked=query.asked)

    def _of_units(self, units: Sequence[Unit], query: Query) -> Finding:
        """A unit's own passages: what it tells of itself, near to whoever wants to know something else of it.

        Of several units the first of each, side by side.
        """
        of_each = [self._corpus.passages_of(unit)[:MATCHES] for unit in units]
        passages = of_each[0] if len(units) == 1 else [passages[0] for passages in of_each if passages]
        return Finding(
            tuple(Sought(query, passage, 1.0, Coverage()) for passage in passages),
            unit=units[0],
            asks_only_unit=query.subject < _SUBJECT or query.asked.likeliest == ALL,
            limit=self._limits.of_question(query),
            asked=query.asked,
            together=len(passages) if len(units) > 1 else 1,
        )

    def _of_passages(
        self, ranked: list[Candidate], query: Query, unit: Unit | None, units: Collection[Unit]
    ) -> Finding:
        several = together(ranked, query.asked, units if unit else (), self._ranking.unit_of)
        ranked = [*several, *(candidate for candidate in ranked if candidate not in several)]
        first, matches = ranked[0], self._matches(ranked, query, len(several))
        quoted = cover(query, normalise(matches[0].quote.text))
        values = features(
            first.coverage,
            self._ranking.standing(query, ranked, several),
            clause=self._ranking.clause(ranked, query, self._clauses(query), self._queries.part),
            speech=self._ranking.in_speech(first, query),
            quoted=quoted.told,
            untold=sum(first.untold.values()),
            apart=self._ranking.apart(first, query),
            foreign=self._ranking.foreign(query),
            limit=first.limit,
            is_opening=first.passage.role is Role.OPENING,
            is_titled=bool(self._corpus.speech_of(first.passage).title),
            names_unit=unit is not None,
            near=first.scored.near,
            nearest=first.scored.nearest,
        )
        values |= of_question(query, first.coverage)
        weighed = form(query, first.coverage) if self._calibration.is_by_form else query.text
        return Finding(
            matches,
            self._calibration.probability(values, weighed),
            unit,
            is_named=first.is_named or _is_cited(query, matches),
            limit=first.limit,
            features=values,
            weighed=weighed,
            asked=query.asked,
            together=len(several),
            silent=self._silent(several, units) if unit else (),
        )

    def _clauses(self, query: Query) -> Iterator[Query]:
        parts = list(dict.fromkeys(clauses(query.text)))
        if parts == [query.text] and not query.counts:
            yield query
        elif len(parts) == 1 and query.text.startswith(parts[0]):
            yield replace(query, text=parts[0], counts=())  # nothing but marks behind it: it reads alike
        else:
            yield from map(self._queries.read, parts)

    def _silent(self, several: list[Candidate], named: Collection[Unit]) -> tuple[Unit, ...]:
        """The units named beside others of which none of the candidates is."""
        telling = {self._ranking.unit_of(candidate) for candidate in several}
        return tuple(unit for unit in named if unit not in telling)

    @staticmethod
    def _matches(ranked: list[Candidate], query: Query, together: int) -> tuple[Match, ...]:
        """The first candidates as matches; several that answer together share the room of two quotes."""
        room = _SHARED // together if together > 1 else None
        return tuple(
            Sought(query, c.passage, c.score, c.coverage, room if n < together else None)
            for n, c in enumerate(ranked[: max(MATCHES, together)])
        )


def _is_cited(query: Query, matches: Sequence[Match]) -> bool:
    """Whether a question is words of the first match and of no other, to the letter but for marks."""
    cited = unmarked(query.text)
    if len(cited) < _CITED or query.subject < _SUBJECT or matches[0].coverage.share < 1:
        return False
    having = [cited in unmarked(normalise(match.passage.text)) for match in matches]
    return having[0] and not any(having[1:])


def _is_common(dictionary: Dictionary, word: str) -> bool:
    """Whether a word of general Chinese is no name: told often, or of a kind that names nothing (淹水)."""
    return dictionary.information(word) < _RARE or (dictionary.knows(word) and not dictionary.is_noun(word))
