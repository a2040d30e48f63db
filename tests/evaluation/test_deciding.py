from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dialogue.verdict import decide
from bot.evaluation.benchmark import Benchmark
from bot.evaluation.deciding import levels
from bot.model import Calibration, Coverage, Evidence, Finding, How, Match, Quote
from bot.model.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.model import Corpus

BENCHMARK = Benchmark(
    ("河道", "淤泥", "柳树"),
    (
        ("河道", frozenset({0})),
        ("淤", frozenset({0})),
        ("柳", frozenset({2})),
        ("柳树", frozenset({2})),
        ("天气", frozenset()),
    ),
    ("d", "d", "e"),
    ("", "", ""),
)
SURE = {"河道": 0.9, "淤": 0.9, "柳": 0.5, "柳树": 0.9, "天气": 0.9}


def search(corpus: Corpus) -> Callable[[str], Finding]:
    """Finds the first passage with a character of the question, or else the first; as sure as SURE says."""

    def find(question: str) -> Finding:
        passage = next((p for p in corpus.passages if question[0] in p.text), corpus.passages[0])
        coverage = Coverage((Evidence(question, question, How.WORD, 1.0, 1.0),))
        features = {"sure": SURE[question]}
        return Finding((Match(Quote(passage, 0, 1), 1.0, coverage),), SURE[question], features=features)

    return find


def test_answers_are_held_against_the_texts_and_documents_that_answer() -> None:
    level, *steps = levels(BENCHMARK, search, decide, Calibration(answer=0.8), unshown)
    assert (level.level, level.answered) == (0.8, 3 / 4)
    assert (level.right, level.right_document) == (2 / 3, 1.0)
    assert [step.level for step in steps] == [step / 10 for step in range(1, 10)]
    assert steps[0].answered == 1.0


def test_what_must_not_be_answered_is_counted_apart() -> None:
    level, *_ = levels(BENCHMARK, search, decide, Calibration(answer=0.8), unshown)
    assert level.elsewhere == 1.0


def test_a_question_is_put_to_the_rest_without_its_documents() -> None:
    asked: dict[str, list[str]] = {}

    def noting(corpus: Corpus) -> Callable[[str], Finding]:
        find = search(corpus)

        def note(question: str) -> Finding:
            asked.setdefault(question, []).append(" ".join(passage.text for passage in corpus.passages))
            return find(question)

        return note

    level, *_ = levels(BENCHMARK, noting, decide, Calibration(answer=0.8), unshown)
    assert asked["河道"] == ["河道 淤泥 柳树", "柳树"]
    assert asked["柳树"] == ["河道 淤泥 柳树", "河道 淤泥"]
    assert level.removed == 3 / 4


def test_nothing_is_said_of_what_is_not_there() -> None:
    only = Benchmark(("河道", "柳树"), (("柳", frozenset({1})),), ("d", "e"), ("", ""))
    level, *_ = levels(only, search, decide, Calibration(answer=0.8), unshown)
    assert (level.right, level.right_document, level.elsewhere) == (None, None, None)
