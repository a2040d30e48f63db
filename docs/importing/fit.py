"""Fits bot/importing/finding/weights.toml, by what importing tells what it finds, to labelled pages.

    python docs/importing/fit.py [FOLDER[:LABELS] …]          # writes the weights
    python docs/importing/fit.py --cross [FOLDER[:LABELS] …]  # figures on each folder, fitted on the others; writes nothing

The shared pages, the importing cases and our own pages count always; labels may stand in a folder of their own. A
folder is a source: pages of one hand are fitted or measured together.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import tomllib

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.importing.finding import page_analysis as analysis  # noqa: E402
from bot.importing.finding.deeds import walk  # noqa: E402
from bot.importing.finding.page_analysis import PageAnalysis  # noqa: E402
from bot.importing.reading.sandbox import read  # noqa: E402
from bot.importing.reading.source import load  # noqa: E402
from tests.importing.scoring import OWN, SHARED, pages, plain, practices_of  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.importing.finding.listings import Listing
    from bot.importing.finding.units import Telling
    from bot.importing.reading.page import Page

WEIGHTS = Path(analysis.__file__).with_name("weights.toml")
ROUNDS, RATE = 400, 0.05
RIDGE = {"titles": 1.0, "units": 1.0, "cuts": 1.0, "practices": 3.0}
"""How strongly weights are drawn towards their prior."""
PRIORS: dict[str, dict[str, float]] = tomllib.loads(
    (Path(__file__).parent / "priors.toml").read_text("utf-8")
)
"""What a weight is taken to be where no page tells; labelled pages move it as far as they are many."""
ELDERS, ELDER = ("tuned", "held", "wild"), 0.4
"""What pages count that the importer was once tuned on; those of strangers count 1."""
WRONG = 0.7
"""What a false practice costs, where a right one counts 1."""
MOST, NOTHING = 0.75, 0.005
"""So many of the units make a cut the right one; a weight below the other is left out."""
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Choice:
    """One thing to be told: rival sets of candidates, the right ones among them, and what it weighs.

    Attributes:
        rows: features of each candidate.
        trees: ways of choosing; in each, a forest of (candidate, forest inside it), of which an antichain is chosen.
        right: for each way the candidates that are the right choice in it; None where it is not the right way.
    """

    rows: list[Mapping[str, float]]
    trees: list[Any]
    right: list[list[int] | None]
    weighs: float = 1.0
    told: Any = None


def log_sums(forest: Any, scores: Array) -> tuple[float, dict[int, float]]:
    """The logarithm of the sum over all choices in a forest, and how likely each candidate is chosen."""
    total, likely = 0.0, {}
    for number, inside in forest:
        below, chances = log_sums(inside, scores)
        every = np.logaddexp(scores[number], below)
        taken = float(np.exp(scores[number] - every))
        total += every
        likely[number] = taken
        likely |= {one: chance * (1 - taken) for one, chance in chances.items()}
    return float(total), likely


def slope(choice: Choice, scores: Array) -> Array:
    """How the scores of candidates should change: how likely each is chosen, less how likely where the choice is right."""
    sums = [log_sums(tree, scores) for tree in choice.trees]
    every = np.array([total for total, _ in sums])
    parts = np.exp(every - every.max())
    parts /= parts.sum()
    told = np.array([-np.inf if right is None else scores[right].sum() for right in choice.right])
    wanted = np.exp(told - told.max())
    wanted /= wanted.sum()
    found = np.zeros(len(scores))
    for part, (_, likely) in zip(parts, sums, strict=True):
        for number, chance in likely.items():
            found[number] += part * chance
    for part, right in zip(wanted, choice.right, strict=True):
        for number in right or ():
            found[number] -= part
    return found * choice.weighs


@dataclass(frozen=True)
class Model:
    """Fitted weights, one for each name of a feature."""

    names: Sequence[str]
    bias: float
    weights: Array

    def as_table(self) -> dict[str, Any]:
        """As the file has them, without those that tell nothing."""
        named = zip(self.names, (float(one) for one in self.weights), strict=True)
        return {"bias": self.bias, "weights": {name: value for name, value in named if abs(value) > NOTHING}}


def table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> Array:
    """A row a candidate, a column a feature."""
    place = {name: number for number, name in enumerate(names)}
    values = np.zeros((len(rows), len(names)))
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in place:
                values[number, place[name]] = value
    return values


def fit(kind: str, choices: Sequence[Choice]) -> Model:
    """The likeliest weights, drawn towards the prior where pages tell little (Adam)."""
    prior, ridge = PRIORS[kind], RIDGE[kind]
    names = sorted({name for choice in choices for row in choice.rows for name in row} | {*prior} - {"bias"})
    given = table([row for choice in choices for row in choice.rows], names)
    ends = np.cumsum([len(choice.rows) for choice in choices])
    starts = np.r_[0, ends[:-1]]
    expected = np.r_[[prior.get(name, 0.0) for name in names], prior.get("bias", -3.0)]
    values, first, second = expected.copy(), np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    for step in range(1, ROUNDS + 1):
        scores = given @ values[:-1] + values[-1]
        error = np.concatenate(
            [
                slope(choice, scores[start:end])
                for choice, start, end in zip(choices, starts, ends, strict=True)
            ]
        )
        gradient = np.r_[given.T @ error, error.sum()] + ridge * (values - expected)
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        values = values - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return Model(names, float(values[-1]), values[:-1])


def practice_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:
    """For each speech, every way of reading it as lists."""
    wanted = [plain(words) for one in expected["documents"] for words in practices_of(one)]
    for body, ways in judge.ways(page, name):
        rows: list[Mapping[str, float]] = []
        trees: list[Any] = []
        rights: list[tuple[float, list[int]]] = []
        for way in ways:
            place = {}
            for listing, _, _ in walk(way.roots):
                place[id(listing)] = len(rows)
                rows.append(way.features[id(listing)])
            trees.append(forest(way.roots, place))
            rights.append(_gain(way.roots, place, body, wanted))
        most = max((gain for gain, _ in rights), default=0.0)
        if rows:
            right = [one if gain >= most - 1e-9 else None for gain, one in rights]
            yield Choice(rows, trees, right)


def forest(listings: Sequence[Listing], place: Mapping[int, int]) -> Any:
    """Lists as Choice has them: each by its place among the candidates, with those inside it."""
    return [
        (place[id(one)], forest([inner for item in one.items for inner in item.lists], place))
        for one in listings
    ]


def _gain(
    listings: Sequence[Listing], place: Mapping[int, int], body: Any, wanted: Sequence[str]
) -> tuple[float, list[int]]:
    """The best that can be chosen of these lists."""
    total, chosen = 0.0, list[int]()
    for listing in listings:
        texts = [plain(body.text[item.marker.start : item.end])[:60] for item in listing.items]
        right = sum(any(text.startswith(words[:60]) for words in wanted) for text in texts)
        own = right - WRONG * (len(texts) - right)
        inner, inside = _gain([one for item in listing.items for one in item.lists], place, body, wanted)
        if own > max(inner, 0):
            total, chosen = total + own, [*chosen, place[id(listing)]]
        elif inner > 0:
            total, chosen = total + inner, chosen + inside
    return total, chosen


def title_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:  # noqa: ARG001 # one of CHOICES
    """What may be the title; a title that is not among it teaches nothing."""
    candidates, title = judge.titles(page), expected["title"]
    right = [number for number, one in enumerate(candidates) if plain(one.text) == plain(title)]
    if candidates and (right or not title):
        yield rivals([one.features for one in candidates], right, told=candidates)


def unit_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:
    """For each speech, every name that may be its unit."""
    for telling, document in matched(judge.tellings(page, name), expected["documents"]):
        right = {plain(one) for one in (document["unit"], *document.get("also_right", ())) if one}
        candidates = judge.units.candidates(telling)
        fits = [number for number, one in enumerate(candidates) if plain(one.name) in right]
        yield rivals([one.features for one in candidates], fits, told=candidates)


def cut_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:
    """Every way in which a page may fall into speeches; right are those that find three in four of who tells.

    Of these, those that find most titles.
    """
    documents, cuts, found = expected["documents"], judge.cuts(page, name), dict[int, float]()
    for number, cut in enumerate(cuts):
        bylines = [one.byline for one in cut.sections]
        units = shared([one.unit for one in bylines], [one["unit"] for one in documents])
        speakers = shared([one.speaker for one in bylines], [one["speaker"] for one in documents])
        if len(documents) > 1 and max(units, speakers) >= MOST:
            found[number] = shared([one.title for one in cut.sections], [one["title"] for one in documents])
    right = [number for number, titles in found.items() if titles == max(found.values())]
    yield rivals([cut.features for cut in cuts], right)


def shared(found: Sequence[str | None], wanted: Sequence[str | None]) -> float:
    """How much two lists of names have in common."""
    ours, theirs = (Counter(plain(name) for name in names if name) for names in (found, wanted))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def rivals(rows: list[Mapping[str, float]], right: Sequence[int], told: Any = None) -> Choice:
    """Candidates of which one is chosen or none."""
    ways = [[], *([(number, [])] for number in range(len(rows)))]
    return Choice(
        rows,
        ways,
        [None if right else [], *([n] if n in right else None for n in range(len(rows)))],
        told=told,
    )


def matched(tellings: Sequence[Telling], documents: Sequence[Any]) -> Iterator[tuple[Telling, Any]]:
    """Speeches with what is expected of them: by order where there are as many, else by title."""
    if len(tellings) == len(documents):
        yield from zip(tellings, documents, strict=True)
        return
    for telling in tellings:
        document = next((one for one in documents if plain(one["title"]) == plain(telling.title)), None)
        if document:
            yield telling, document


CHOICES: dict[str, Callable[[PageAnalysis, Page, str, Any], Iterator[Choice]]] = {
    "titles": title_choices,
    "units": unit_choices,
    "cuts": cut_choices,
    "practices": practice_choices,
}
"""What is fitted, by the table of its weights."""


def gather(named: Sequence[tuple[Path, Path | None]]) -> dict[str, dict[str, list[Choice]]]:
    """Choices by kind and folder."""
    judge, found = PageAnalysis(), {kind: dict[str, list[Choice]]() for kind in CHOICES}
    for folder, labels in named:
        weighs = ELDER if folder.name in ELDERS else 1.0
        for file, expected in pages(folder, labels):
            raw = load(str(file))
            page = read(raw)
            for kind, of in CHOICES.items():
                kept = found[kind].setdefault(str(labels or folder), [])
                kept += [replace(one, weighs=weighs) for one in of(judge, page, raw.name, expected)]
    return found


def report(kind: str, sources: Mapping[str, Sequence[Choice]]) -> None:
    """How often the likeliest choice is right, by how likely it is said to be, on sources not fitted on."""
    told: list[tuple[float, bool, bool]] = []
    for source, choices in sources.items():
        model = fit(kind, [one for name, other in sources.items() if name != source for one in other])
        for choice in choices:
            scores = table(choice.rows, model.names) @ model.weights + model.bias
            told.append(likeliest(choice, scores))
    print(f"{kind}: {len(told)} choices, the likeliest is right {sum(right for _, right, _ in told)} times")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.97):
        some = [right for likely, right, none in told if likely >= least and not none]
        print(f"  at {least}: {sum(some)}/{len(some)}")


def likeliest(choice: Choice, scores: Array) -> tuple[float, bool, bool]:
    """How likely the best choice is, whether it is right, and whether it is none at all."""
    best: tuple[float, int, list[int]] = (-np.inf, 0, [])
    sums = [log_sums(tree, scores)[0] for tree in choice.trees]
    for number, tree in enumerate(choice.trees):
        told, chosen = most(tree, scores)
        if told > best[0]:
            best = (told, number, chosen)
    told, number, chosen = best
    right = any(one is not None and sorted(one) == sorted(chosen) for one in choice.right)
    return float(np.exp(told - np.logaddexp.reduce(sums))) if sums else 1.0, right, not chosen


def most(forest: Any, scores: Array) -> tuple[float, list[int]]:
    """The likeliest choice in a forest."""
    total, chosen = 0.0, list[int]()
    for number, inside in forest:
        below, inner = most(inside, scores)
        total += max(below, scores[number])
        chosen += [number] if scores[number] > below else inner
    return total, chosen


def write(models: Mapping[str, Model]) -> None:
    """Put the fitted weights into the file; what decides (fair, sure) is kept."""
    values = tomllib.loads(WEIGHTS.read_text("utf-8"))
    lines = [
        "# What each feature of a candidate adds; fitted by docs/importing/fit.py, all but fair and sure."
    ]
    for kind, model in models.items():
        deciding = {"bias": model.bias} | {name: values[kind][name] for name in ("fair", "sure")}
        lines += ["", f"[{kind}]", *(f"{name} = {value:.2f}" for name, value in deciding.items())]
        lines += ["", f"[{kind}.weights]"]
        lines += [f'"{name}" = {value:.2f}' for name, value in model.as_table()["weights"].items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main(arguments: list[str]) -> None:
    """See above."""
    folders = [SHARED / "pages", SHARED / "importing-cases", *(OWN / name for name in (*ELDERS, "strange"))]
    named: list[tuple[Path, Path | None]] = [(folder, None) for folder in folders]
    for one in arguments:
        if one != "--cross":
            folder, _, labels = one.partition(":")
            named.append((Path(folder), Path(labels) if labels else None))
    found = gather(named)
    if "--cross" in arguments:
        for kind, sources in found.items():
            report(kind, sources)
        return
    write(
        {
            kind: fit(kind, [one for some in sources.values() for one in some])
            for kind, sources in found.items()
        }
    )


if __name__ == "__main__":
    main(sys.argv[1:])
