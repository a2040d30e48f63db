"""Fits the weights of the importer: `python -m tests.benchmarks.fitting [FOLDER[:LABELS] …]`.

Reads labelled pages (the shared ones and our own, and any folders given), takes every candidate with its features and
whether it is right, fits a logistic model to each kind, and writes bot/importing/finding/weights.toml. What is printed
was measured crosswise: on pages that the weights it was measured with had not seen.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import tomllib

from bot.importing.finding import page_analysis as analysis
from bot.importing.finding.page_analysis import PageAnalysis
from bot.importing.reading.sandbox import read
from bot.importing.reading.source import load
from tests.importing.scoring import OWN, SHARED, pages, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.importing.finding.units import Telling

WEIGHTS = Path(analysis.__file__).with_name("weights.toml")
FOLDS, ROUNDS, RATE, RIDGE = 10, 1500, 0.03, 1.0
PRIORS: dict[str, dict[str, float]] = {
    "units": {
        "label": 4, "byline": 3, "introduction": 4, "issues": 3, "before colon": 2, "title begins": 2,
        "title": 1, "signature": 1, "signs a notice": 3, "title ends": 2, "title issues it for": 2,
        "publisher": 0.5, "place begins title": 1, "title quotes": -3, "title acted on": -1.5, "media": -4,
        "above": -2, "thing": -1.5, "acted on": -0.3, "listed": -0.5, "addressed": -3,
        "has a spokesman": 1.5, "each": -2, "mentions": 1.5, "spread": 1, "mentioned most": 0.5,
        "opening": 0.5, "organisation": 0.5, "placed": 1, "speaks of the whole": 1.5,
        "title has another": -1, "shorter": -0.3, "longer": 0.3,
    },
    "cuts": {
        "bylines": 2, "headings": 1, "speakers": 1, "paragraphs": -1, "without a unit": -3, "distinct": 1,
        "of organisations": 1, "with speakers": 1, "with titles": 1, "of placed ones": 1,
        "named in their text": 1, "named in others'": -2, "cover the text": 1, "long": 1,
        "title has a unit": -1, "units of the title's": -1, "title tells of several": 1.5,
    },
}  # fmt: skip
"""What a weight is taken to be where no page tells; labelled pages move it as far as they are many."""
ELDERS, ELDER = ("tuned", "held", "wild"), 0.4
"""What pages count that the importer was once tuned on; those of strangers count 1."""
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Row:
    """A candidate.

    Attributes:
        page: those of one page are fitted or measured together.
        among: candidates that stand against each other share it.
        may_be_sure: whether what tells it is more than running text.
    """

    page: str
    among: str
    features: Mapping[str, float]
    right: bool
    may_be_sure: bool = True
    name: str = ""


def main(arguments: list[str]) -> None:
    folders = [SHARED / "pages", SHARED / "importing-cases", *(OWN / name for name in (*ELDERS, "strange"))]
    named: list[tuple[Path, Path | None]] = [(folder, None) for folder in folders]
    named += [(Path(one.split(":")[0]), Path(one.split(":")[1]) if ":" in one else None) for one in arguments]
    labelled = [one for folder, labels in named for one in pages(folder, labels)]
    rows = {"units": list(unit_rows(labelled)), "cuts": list(cut_rows(labelled))}
    for kind, of_kind in rows.items():
        report(kind, of_kind)
    if "--dry" not in arguments:
        write({kind: fit(of_kind, PRIORS[kind]) for kind, of_kind in rows.items()})


def unit_rows(labelled: Sequence[tuple[Path, Any]]) -> Iterator[Row]:
    """Every name that may be a speech's unit."""
    judge = PageAnalysis()
    for page, expected in labelled:
        raw = load(str(page))
        tellings = judge.tellings(read(raw), raw.name)
        for number, (telling, document) in enumerate(matched(tellings, expected["documents"])):
            right = {plain(name) for name in (document["unit"], *document.get("also_right", ())) if name}
            for one in judge.units.candidates(telling):
                is_right = plain(one.name) in right
                yield Row(str(page), str(number), one.features, is_right, one.why() != "text", one.name)


def cut_rows(labelled: Sequence[tuple[Path, Any]]) -> Iterator[Row]:
    """Every way in which a page may fall into speeches; right is one that finds three in four of their units."""
    judge = PageAnalysis()
    for page, expected in labelled:
        raw = load(str(page))
        wanted = Counter(plain(one["unit"]) for one in expected["documents"])
        for cut in judge.cuts(read(raw), raw.name):
            found = Counter(plain(one.byline.unit) for one in cut.sections)
            same = 2 * (found & wanted).total() / (found.total() + wanted.total())
            yield Row(str(page), "", cut.features, same >= 0.75 and wanted.total() > 1)


def matched(tellings: Sequence[Telling], documents: Sequence[Any]) -> Iterator[tuple[Telling, Any]]:
    """Speeches with what is expected of them: by order where there are as many, else by title."""
    if len(tellings) == len(documents):
        yield from zip(tellings, documents, strict=True)
        return
    for telling in tellings:
        document = next((one for one in documents if plain(one["title"]) == plain(telling.title)), None)
        if document:
            yield telling, document


@dataclass(frozen=True)
class Model:
    names: Sequence[str]
    bias: float
    weights: Array

    def chances(self, rows: Sequence[Row]) -> Array:
        """Of rivals, as Weighing gives them."""
        told = table(rows, self.names) @ self.weights + self.bias
        most = max(told.max(), 0.0)
        parts = np.exp(told - most)
        return np.asarray(parts / (parts.sum() + np.exp(-most)))


def table(rows: Sequence[Row], names: Sequence[str]) -> Array:
    return np.array([[row.features.get(name, 0.0) for name in names] for row in rows])


def rivals(rows: Sequence[Row]) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: (row.page, row.among))]


def fit(rows: Sequence[Row], prior: Mapping[str, float]) -> Model:
    """A logistic choice among rivals or none of them, drawn towards the prior where pages tell little (Adam)."""
    names = sorted({name for row in rows for name in row.features})
    given, right = table(rows, names), np.array([row.right for row in rows], dtype=float)
    sizes = np.array([len(group) for group in rivals(rows)])
    starts = np.r_[0, sizes.cumsum()[:-1]]
    weighs = np.array([ELDER if Path(row.page).parent.name in ELDERS else 1.0 for row in rows])
    has = np.repeat(np.add.reduceat(right, starts) > 0, sizes)
    expected = np.r_[[prior.get(name, 0.0) for name in names], 0.0]
    values = np.r_[expected[:-1], -3.0]
    slope, spread = np.zeros_like(values), np.zeros_like(values)
    for step in range(1, ROUNDS + 1):
        told = given @ values[:-1] + values[-1]
        most = np.maximum(np.maximum.reduceat(told, starts), 0)
        parts = np.exp(told - np.repeat(most, sizes))
        chances = parts / np.repeat(np.add.reduceat(parts, starts) + np.exp(-most), sizes)
        of_right = np.repeat(np.maximum(np.add.reduceat(chances * right, starts), 1e-12), sizes)
        error = weighs * (chances - np.where(has, chances * right / of_right, 0))
        gradient = np.r_[given.T @ error + RIDGE * (values - expected)[:-1], error.sum()]
        slope, spread = 0.9 * slope + 0.1 * gradient, 0.999 * spread + 0.001 * gradient**2
        values = values - RATE * (slope / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return Model(names, float(values[-1]), values[:-1])


def report(kind: str, rows: Sequence[Row]) -> None:
    """How good the first of rivals is, and how right what may be called sure, on pages not fitted on."""
    fold = {page: number % FOLDS for number, page in enumerate(sorted({row.page for row in rows}))}
    best: list[tuple[float, Row]] = []
    for number in range(FOLDS):
        model = fit([row for row in rows if fold[row.page] != number], PRIORS[kind])
        for group in rivals([row for row in rows if fold[row.page] == number]):
            chances = model.chances(group)
            best.append((float(chances.max()), group[int(chances.argmax())]))
    print(
        f"{kind}: {len(best)} choices on {len(fold)} pages, the first is right {sum(row.right for _, row in best)} times"
    )
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        told = [row for likely, row in best if likely >= least]
        sure = [row for row in told if row.may_be_sure]
        print(f"  at {least}: {_share(told)}, of these not from running text {_share(sure)}")


def _share(rows: Sequence[Row]) -> str:
    return f"{sum(row.right for row in rows)}/{len(rows)}"


def write(models: Mapping[str, Model]) -> None:
    """Put the fitted weights into the file; what decides (fair, sure) is kept."""
    values = tomllib.loads(WEIGHTS.read_text("utf-8"))
    for kind, model in models.items():
        values[kind]["bias"] = model.bias
        values[kind]["weights"] = dict(zip(model.names, model.weights, strict=True))
    lines = list[str]()
    for kind, table in values.items():
        lines += [
            f"[{kind}]",
            *(f"{key} = {table[key]:.2f}" for key in ("bias", "fair", "sure")),
            "",
            f"[{kind}.weights]",
        ]
        lines += [f'"{name}" = {weight:.2f}' for name, weight in table["weights"].items()] + [""]
    WEIGHTS.write_text("\n".join(lines), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
