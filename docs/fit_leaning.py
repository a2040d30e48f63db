"""Fits the model that chooses the way to answer a message in its conversation: bot/dialogue/leaning.tsv.

    python -m docs.fit_leaning               # writes it, fitted to tests/golden/dialogues/*.jsonl
    python -m docs.fit_leaning --without i k # how sets fare with a model fitted to the others; writes nothing

A dialogue is run turn by turn. Each way that there is for a message is held against what its writer expected; the
conversation goes on as after one that is right. After each turn a question of tests/golden is tried as well, which
leans on nothing, and another where nothing was said before.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.app.baigu import Baigu
from bot.dialogue.acts import QUESTION
from bot.dialogue.choosing import Likeliest
from bot.dialogue.dialogue import Dialogue
from bot.dialogue.edition import Edition, Replied
from bot.dialogue.leaning import ACT
from bot.model import Answer, Conversation, Question, written
from bot.retrieval.normalization import normalise
from bot.settings import load_settings
from docs.fit import names_of
from tests.builders import KNOWLEDGE
from tests.golden.dialogues.scoring import Turn, figures, read, results

ROOT = Path(__file__).resolve().parents[1]
MODEL = ROOT / "bot" / "dialogue" / "leaning.tsv"
SETS = sorted((ROOT / "tests" / "golden" / "dialogues").glob("*.jsonl"))
QUESTIONS = sorted((ROOT / "tests" / "golden").glob("met-*.jsonl"))
HEAD = """# What speaks for each way to answer a message in its conversation, by the features of bot/dialogue/leaning.py.
# Fitted by docs/fit_leaning.py to {} turns of labelled dialogues; not to be edited by hand.
"""
RIDGE, ROUNDS, STEP = 3e-4, 300, 0.05
TIMES = 10  # as likely as a question an act is that is better than another way that is right
LEAST_TURNS, LEAST_WEIGHT = 6, 0.03
BETWEEN = 0.5  # what a question that leans on nothing weighs, of which there are two for each turn

Turns = Mapping[str, Callable[[], tuple[Answer, Conversation]]]
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Row:
    """A choice: the features, of each way that there was whether it is right, and how much that weighs."""

    features: Mapping[str, float]
    ways: Mapping[str, bool]
    weight: float = 1.0


@dataclass
class Teacher:
    """Chooses what is right, and keeps what there was to choose from."""

    edition: Edition | None = None
    expected: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    weight: float = 1.0
    _is_asked: bool = False

    def __call__(self, features: Mapping[str, float], turns: Turns, /) -> str:
        """A way that is right, else the first."""
        if self._is_asked:  # by an act that turned out to be none
            return next(iter(turns))
        self._is_asked = True
        turned = {way: self._turn(turn()[0]) for way, turn in turns.items()}
        self._is_asked = False
        ways = {way: not turn.is_broken for way, turn in turned.items()}
        if not any(
            ways.values()
        ):  # then what is near, with the word that it is no answer, is the best there is
            ways = {way: turn.is_held_back for way, turn in turned.items()}
        # Whoever asks who said it is not shown the same again.
        if ways.get(ACT) and features["act"] > TIMES * features[QUESTION]:
            ways = {way: way == ACT for way in ways}
        self.rows.append(Row(features, ways, self.weight))
        return next((way for way, is_right in ways.items() if is_right), next(iter(turns)))

    def _turn(self, answer: Answer) -> Turn:
        assert self.edition
        replied = Replied(Question(), answer, self.edition.render(answer), Conversation())
        units = tuple(self.edition.corpus.speech_of(match.passage).unit.name for match in answer.matches)
        places = tuple(match.passage.place for match in answer.matches)
        return Turn(self.expected, replied, units, places)


def rows_of(edition: Edition, path: Path) -> list[Row]:
    """The choices in the dialogues of a set."""
    teacher = Teacher(edition)
    taught = choosing_by(edition, teacher)
    asked = questions(path.stem)
    for dialogue in read(path):
        conversation = Conversation()
        for expected in dialogue["turns"]:
            teacher.expected, teacher.weight = expected, 1.0
            conversation = taught.ask(Question(teacher.expected["say"]), conversation).conversation
            for after in (conversation, Conversation()):
                teacher.expected, teacher.weight = next(asked), BETWEEN
                taught.ask(Question(teacher.expected["say"]), after)
    return teacher.rows


def questions(seed: str) -> Iterator[dict[str, Any]]:
    """Questions that have nothing to do with what was said before, over and over, as turns; others for each set."""
    lines = [line for path in QUESTIONS for line in path.read_text("utf-8").splitlines()]
    for row in cycle(random.Random(seed).sample([json.loads(line) for line in lines], len(lines))):  # noqa: S311 # no secret
        first = next(iter(row.get("expect") or ()), {"unit": None, "practice": None})
        status = "answered" if first["unit"] else "unanswered"
        yield {"say": row["q"], "unit": first["unit"], "practice": first.get("practice"), "status": status}


def choosing_by(edition: Edition, choose: Any) -> Edition:
    """The edition with another choice."""
    return replace(edition, dialogue=Dialogue(edition.corpus, edition.search, normalise, choose))  # type: ignore[arg-type] # a Search


def fit(rows: list[Row], ours: Sequence[str]) -> dict[str, dict[str, float]]:
    """Weights by feature and way: of a softmax over the ways that there were, of which any right one will do.

    Args:
        ours: names of the city, its campaign and its units, and parts of these, which tell another city nothing.
    """
    rows = [row for row in rows if 0 < sum(row.ways.values()) < len(row.ways)]
    ways = sorted({way for row in rows for way in row.ways})
    names = [name for name in _names(rows) if not any(map(name.__contains__, ours))]
    places = {name: place for place, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)), np.float32)
    for at, row in enumerate(rows):
        for name in row.features.keys() & places:
            table[at, places[name]] = row.features[name]
    there = np.array([[way in row.ways for way in ways] for row in rows])
    right = np.array([[row.ways.get(way, False) for way in ways] for row in rows])
    weights = _descend(table, there, right, np.array([row.weight for row in rows], np.float32))
    told = {
        name: {way: round(float(w), 2) for way, w in zip(ways, row, strict=True) if abs(w) >= LEAST_WEIGHT}
        for name, row in zip(names, weights, strict=True)
    }
    return {name: of_way for name, of_way in told.items() if of_way}


def _names(rows: list[Row]) -> Iterator[str]:
    """The features that enough turns have."""
    having = Counter(name for row in rows for name, value in row.features.items() if value)
    yield from (name for name, turns in sorted(having.items()) if turns >= LEAST_TURNS)


def _descend(
    table: Numbers, there: npt.NDArray[np.bool_], right: npt.NDArray[np.bool_], share: Numbers
) -> Numbers:
    share = (share / share.sum())[:, None]
    weights = np.zeros((table.shape[1], there.shape[1]), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, ROUNDS + 1):
        sums = np.where(there, table @ weights, -np.inf)
        odds = np.exp(sums - sums.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        wanted = odds * right / (odds * right).sum(1, keepdims=True)
        slope = table.T @ ((odds - wanted) * share) + RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= STEP * (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.999**turn)) + 1e-8)
    return weights


def main() -> None:
    """See above."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without", metavar="SET", nargs="+", default=())
    left_out = options.parse_args().without
    edition = Baigu(load_settings(_env_file=None, knowledge=KNOWLEDGE)).edition
    rows = [row for path in SETS if path.stem not in left_out for row in rows_of(edition, path)]
    weights = fit(rows, [*names_of(edition.corpus)])
    if not left_out:
        MODEL.write_text(HEAD.format(len(rows)) + "\n".join(written(weights)) + "\n", "utf-8")
        return
    for path in SETS:
        if path.stem in left_out:
            print(path.stem, list(figures(results(choosing_by(edition, Likeliest(weights)), path))))


if __name__ == "__main__":
    main()
