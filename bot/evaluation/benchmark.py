"""Question sets over corpora of others: which text of thousands answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.errors import SourceError
from bot.evaluation.baselines import DEPTH
from bot.model import Corpus, Passage, Role, Source, Speech, Unit
from bot.results.quality import Scores

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from typing import Any


@dataclass(frozen=True)
class Benchmark:
    """Texts, and questions with the numbers of the texts that answer them."""

    texts: tuple[str, ...]
    questions: tuple[tuple[str, frozenset[int]], ...]


def read_benchmark(corpus: Path, queries: Path) -> Benchmark:
    """A benchmark of two JSON Lines files: `{"id","text"}` and `{"qid","query","relevant":[id…]}`.

    Raises:
        SourceError: a file cannot be read or is not of that form.
    """
    texts = list(_rows(corpus, ("id", "text")))
    numbers = {row["id"]: number for number, row in enumerate(texts)}
    questions = [
        (row["query"], frozenset(numbers[name] for name in row["relevant"] if name in numbers))
        for row in _rows(queries, ("query", "relevant"))
    ]
    return Benchmark(tuple(row["text"] for row in texts), tuple(questions))


def corpus_of(texts: Sequence[str]) -> Corpus:
    """Texts as a corpus of speeches of one passage each, with no vocabulary, by nobody."""
    nobody = Unit("nobody", "（无）")
    return Corpus(speeches=tuple(_speech(number, text, nobody) for number, text in enumerate(texts)))


def score(
    system: str, benchmark: Benchmark, rank: Callable[[str], list[int]], progress: Iterable[Any]
) -> Scores:
    """How well a system ranks.

    Args:
        progress: the questions, passed through something that shows how far it is.
    """
    reciprocal = first = 0.0
    for question, relevant in progress:
        place = next((place for place, n in enumerate(rank(question)[:DEPTH], 1) if n in relevant), 0)
        reciprocal += 1 / place if place else 0
        first += place == 1
    total = len(benchmark.questions)
    return Scores(system, reciprocal / total, first / total)


def _speech(number: int, text: str, unit: Unit) -> Speech:
    passage = Passage(speech=str(number), anchor="text", heading="", text=text, role=Role.PRACTICE, number=1)
    return Speech(str(number), "", unit, None, None, Source(""), (passage,))


def _rows(path: Path, names: tuple[str, ...]) -> Iterable[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}：读不了（{error}）；要一行一个 JSON") from error
    if not rows or any(name not in row for row in rows for name in names):
        raise SourceError(f"{path}：每行要有 {'、'.join(names)}")
    return rows
