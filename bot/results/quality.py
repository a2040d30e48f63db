"""How well questions are answered."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.model import Calibration


@dataclass(frozen=True)
class Figures:
    """Shares 0…1 over the questions of one kind; None where the kind has no question that it applies to.

    Attributes:
        hit_1: an expected practice first, of the answerable.
        hit_3: among the first three.
        mrr: mean of 1/rank.
        wrong_unit: answered, quoting a unit that was not expected, of the answerable.
        answered: answered with a quote, of the answerable.
        false_answer: answered although nothing was expected, of the unanswerable.
        abstention: not answered, of all.
    """

    kind: str
    questions: int
    hit_1: float | None = None
    hit_3: float | None = None
    mrr: float | None = None
    wrong_unit: float | None = None
    answered: float | None = None
    false_answer: float | None = None
    abstention: float | None = None


@dataclass(frozen=True)
class Failure:
    """A question that a person would have been served badly with.

    Attributes:
        rank: of the first expected practice among the matches, 0 where none is.
        first: the first match as `unit practice`, empty where there is none.
        expected: what should have come first, 不答 for nothing.
    """

    kind: str
    q: str
    status: str
    confidence: float
    rank: int
    first: str
    expected: str


@dataclass(frozen=True)
class Evaluation:
    """What came of a labelled file.

    Attributes:
        figures: by kind, the last over all.
        compared: figures of other systems over the same questions, by their names.
        worse: what got worse than the figures kept beside the file, a sentence each.
    """

    figures: tuple[Figures, ...]
    failures: tuple[Failure, ...]
    compared: Mapping[str, tuple[Figures, ...]] = field(default_factory=dict)
    worse: tuple[str, ...] = ()


@dataclass(frozen=True)
class Level:
    """What came of a benchmark's questions at one level of answers, as shares 0…1; None where there was nothing to count.

    Attributes:
        answered: of the questions that its texts answer.
        right: of these answers, that quote a text which answers.
        right_document: that quote a document which does.
        elsewhere: answered of the questions that none of its texts answers.
        removed: answered of the questions whose documents were taken out.
    """

    level: float
    answered: float
    right: float | None
    right_document: float | None
    elsewhere: float | None
    removed: float


@dataclass(frozen=True)
class Scores:
    """How a system does on a benchmark.

    Attributes:
        mrr_10: mean of 1/rank within the first 10, over the questions that have an answer.
        recall_1: share that has the first right.
        mrr_10_document, recall_1_document: the same of documents, each counted where its first text stands.
        levels: what comes of its decisions, for each level of answers; the first is the one that is set.
    """

    system: str
    mrr_10: float
    recall_1: float
    mrr_10_document: float
    recall_1_document: float
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True)
class Point:
    """What a level of answers would do.

    Attributes:
        precision: share of the answered that is right; 1 where nothing is answered.
        coverage: share of the answerable that is answered and right.
    """

    level: float
    precision: float
    coverage: float


@dataclass(frozen=True)
class Calibrated:
    """A calibration, how many questions it was fitted to, and what other levels would do with them."""

    calibration: Calibration
    questions: int
    curve: tuple[Point, ...]
