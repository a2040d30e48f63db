"""Fits bot/retrieval/asks.tsv, what a question asks for, to the labelled questions beside this file.

    python docs/asks/fit.py              # writes bot/retrieval/asks.tsv
    python docs/asks/fit.py --without own   # figures on one source, fitted on the others; writes nothing

questions.tsv: kind, source, question, or in its place `file#line` of a set that stands elsewhere (those beside the
checkout are passed over where they are absent). A source is a corpus, with a slash and a name where there are several
sets of questions for it; a stretch must occur for two corpora, so that the subject of one does not stand for a kind.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.corpus.folder import KnowledgeFolder
from bot.retrieval.asks import COUNT, SEVERAL, START, TOLD, Asking, load_asking, stretches
from bot.retrieval.clauses import AskingSentence
from bot.retrieval.normalization import normalise
from bot.retrieval.question_words import load_question_words

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TARGET = ROOT / "bot" / "retrieval" / "asks.tsv"
FEWEST, SOURCES, HALF = 3, 2, 0.5
RIDGE, ROUNDS, STEP = 3e-5, 300, 0.1
LEAST_STRETCH, LEAST_WEIGHT = 0.5, 0.2
HEAD = """# What speaks for what a question asks for: a stretch of characters (^ and $ are the ends, 0 a number), and what it
# adds for each kind. Fitted by docs/asks/fit.py to {} labelled questions; not to be edited by hand.
"""

Row = tuple[str, str, str]
Numbers = npt.NDArray[np.float32]


def read() -> list[Row]:
    """Kind, source and question as the model sees it."""
    ours = load_question_words(KnowledgeFolder(ROOT / "knowledge").read().corpus.city)
    sentence = AskingSentence(ours.asking)
    rows = (line.split("\t") for line in (HERE / "questions.tsv").read_text("utf-8").splitlines())
    told = ((kind, source, _text(question)) for kind, source, question in rows)
    return [
        (kind, source, _without(sentence.of(normalise(text)), ours.names))
        for kind, source, text in told
        if text
    ]


def _without(text: str, names: Iterable[str]) -> str:
    """As search puts it: without the names of the city, which would stand for kinds of question."""
    for name in names:
        text = text.replace(name, "")
    return text


def _text(question: str) -> str:
    """A question, or the one that its place leads to; empty where the file is absent."""
    file, _, line = question.rpartition("#")
    if not file.endswith(".jsonl"):
        return question
    lines = _lines(ROOT / file)
    row = json.loads(lines[int(line) - 1]) if lines else {}
    return str(row.get("q") or row.get("query") or "")


@lru_cache
def _lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines() if file.exists() else []


def fit(rows: list[Row]) -> dict[str, dict[str, float]]:
    """Weights by stretch and kind; Adam on the softmax loss, rare kinds weighing more."""
    kinds = list(dict.fromkeys(kind for kind, _, _ in rows))
    sets = [stretches(text) for _, _, text in rows]
    counts, sources = Counter(), defaultdict(set)
    for held, (_, source, _) in zip(sets, rows, strict=True):
        counts.update(held)
        for stretch in held:
            sources[stretch].add(source.partition("/")[0])
    names = sorted(s for s in counts if counts[s] >= FEWEST and len(sources[s]) >= SOURCES)
    place = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(rows), len(names) + 1), np.float32)
    table[:, -1] = 1
    for row, held in zip(table, sets, strict=True):
        at = [place[stretch] for stretch in held if stretch in place]
        row[at] = 1 / np.sqrt(len(at) or 1)
    truth = np.array([[kind == other for other in kinds] for kind, _, _ in rows], np.float32)
    rarity = (truth * np.sqrt(truth.sum(0).max() / truth.sum(0))).sum(1, keepdims=True)
    weights = _descend(table, truth, rarity / rarity.mean())
    weights -= weights.mean(1, keepdims=True)
    kept = {START: dict(zip(kinds, map(float, weights[-1].round(2)), strict=True))}
    for name, row in zip(names, weights, strict=False):
        if abs(row).max() >= LEAST_STRETCH:
            kept[name] = {
                k: round(float(w), 1) for k, w in zip(kinds, row, strict=True) if abs(w) >= LEAST_WEIGHT
            }
    return kept


def _descend(table: Numbers, truth: Numbers, rarity: Numbers) -> Numbers:
    """Weights by column of the table and of the truth, from 0."""
    weights = np.zeros((table.shape[1], truth.shape[1]), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, ROUNDS + 1):
        odds = table @ weights
        odds = np.exp(odds - odds.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope = table.T @ ((odds - truth) * rarity) / len(table) + RIDGE * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= STEP * (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.999**turn)) + 1e-8)
    return weights


def figures(model: Asking, rows: list[Row]) -> str:
    """How many are of the right kind; how practices are told from all that a speech does not tell, and several from one."""
    right, kept, told, passed, other = 0, 0, 0, 0, 0
    several, found, taken = 0, 0, 0
    for kind, _, text in rows:
        asked = model.of(text)
        right += asked.likeliest == kind
        passes = sum(asked.kinds.get(name, 0) for name in (*TOLD, COUNT)) > HALF
        is_several = sum(asked.kinds.get(name, 0) for name in SEVERAL) > HALF
        several, found = several + (kind in SEVERAL), found + (kind in SEVERAL and is_several)
        taken += kind not in SEVERAL and is_several
        if kind in (*TOLD, COUNT):
            told, kept = told + 1, kept + passes
        else:
            other, passed = other + 1, passed + passes
    return (
        f"{len(rows)}: right {right}, practices and counts kept {kept}/{told}, "
        f"others let through {passed}/{other}; several {found}/{several}, others taken for them {taken}"
    )


def main() -> None:
    """See above."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--without", metavar="SOURCE")
    source, rows = options.parse_args().without, read()
    if source:
        model = Asking(fit([row for row in rows if row[1] != source]))
        print(source, figures(model, [row for row in rows if row[1] == source]))
        return
    weights = fit(rows)
    lines = (
        f"{stretch}\t{' '.join(f'{kind}={weight:+g}' for kind, weight in row.items())}"
        for stretch, row in weights.items()
    )
    TARGET.write_text(HEAD.format(len(rows)) + "\n".join(lines) + "\n", "utf-8")
    print("all", figures(load_asking(), rows))


if __name__ == "__main__":
    main()
