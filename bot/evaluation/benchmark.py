"""Question sets over corpora of others: which text of thousands answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.errors import SourceError
from bot.evaluation.baselines import DEPTH
from bot.model import Corpus, Passage, Role, Source, Speech, Unit
from bot.results.quality import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from pathlib import Path
    from typing import Any


@dataclass(frozen=True)
class Benchmark:
    """Texts, and questions with the numbers of the texts that answer them.

    Attributes:
        documents: of each text, the name of the document it stands in; texts of one stand together or not.
        titles: of each text, empty where it has none.
    """

    texts: tuple[str, ...]
    questions: tuple[tuple[str, frozenset[int]], ...]
    documents: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def answerable(self) -> tuple[tuple[str, frozenset[int]], ...]:
        """The questions that some text answers."""
        return tuple(question for question in self.questions if question[1])


def read_benchmark(corpus: Path, queries: Path) -> Benchmark:
    """A benchmark of two JSON Lines files: `{"id","text"}` and `{"qid","query","relevant":[id…]}`.

    Beside a text may stand `"doc"`, the name of its document, and `"title"`. A question with nothing relevant is one
    that must not be answered.

    Raises:
        SourceError: a file cannot be read or is not of that form, or no question has an answer.
    """
    texts = list(_rows(corpus, ("id", "text")))
    numbers = {row["id"]: number for number, row in enumerate(texts)}
    questions = [
        (row["query"], frozenset(numbers[name] for name in row["relevant"] if name in numbers))
        for row in _rows(queries, ("query", "relevant"))
    ]
    if not any(relevant for _, relevant in questions):
        raise SourceError(f"{queries}：没有一个问题的 relevant 是 {corpus.name} 里的 id")
    return Benchmark(
        tuple(row["text"] for row in texts),
        tuple(questions),
        tuple(str(row.get("doc", number)) for number, row in enumerate(texts)),
        tuple(str(row.get("title", "")) for row in texts),
    )


def corpus_of(benchmark: Benchmark, removed: Collection[str] = ()) -> Corpus:
    """Texts as a corpus of speeches with no vocabulary, by nobody; those of one document are one speech.

    A text's number is the anchor of its passage.

    Args:
        removed: documents that are left out.
    """
    nobody = Unit("nobody", "")
    documents: dict[str, list[int]] = {}
    for number, name in enumerate(benchmark.documents):
        if name not in removed:
            documents.setdefault(name, []).append(number)
    return Corpus(
        speeches=tuple(
            _speech(str(n), numbers, benchmark, nobody) for n, numbers in enumerate(documents.values())
        )
    )


def score(
    system: str, benchmark: Benchmark, rank: Callable[[str], list[int]], progress: Iterable[Any]
) -> Scores:
    """How well a system ranks, over the questions that have an answer.

    Args:
        progress: those questions, passed through something that shows how far it is.
    """
    places = [_places(benchmark, rank(question), relevant) for question, relevant in progress]
    texts, documents = zip(*places, strict=True)
    return Scores(system, *_means(texts), *_means(documents))


def _places(benchmark: Benchmark, ranked: Sequence[int], relevant: Collection[int]) -> tuple[int, int]:
    """The place of the first text that answers, and of its document; 0 where there is none."""
    documents = list(dict.fromkeys(benchmark.documents[n] for n in ranked))
    return (
        _place(ranked, relevant),
        _place(documents, {benchmark.documents[n] for n in relevant}),
    )


def _place(ranked: Sequence[object], relevant: Collection[object]) -> int:
    return next((place for place, n in enumerate(ranked[:DEPTH], 1) if n in relevant), 0)


def _means(places: Sequence[int]) -> tuple[float, float]:
    """Of 1/place, and of being first."""
    total = len(places)
    return sum(1 / place for place in places if place) / total, sum(p == 1 for p in places) / total


def _speech(slug: str, numbers: Sequence[int], benchmark: Benchmark, unit: Unit) -> Speech:
    passages = tuple(
        Passage(slug, str(number), "", benchmark.texts[number], Role.PRACTICE, place)
        for place, number in enumerate(numbers, 1)
    )
    return Speech(slug, benchmark.titles[numbers[0]], unit, None, None, Source(""), passages)


def _rows(path: Path, names: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}：读不了（{cause(error)}）；要一行一个 JSON") from error
    if not rows or any(name not in row for row in rows for name in names):
        raise SourceError(f"{path}：每行要有 {'、'.join(names)}")
    return rows
