"""Fits bot/importing/finding/weights.toml, by what importing tells what it finds, to labelled pages.

    python docs/importing/fit.py [FOLDER[:LABELS] …]          # writes the weights
    python docs/importing/fit.py --cross [FOLDER[:LABELS] …]  # figures on each folder, fitted on the others; writes nothing

The shared pages, the importing cases and our own pages count always. Pages of strangers cannot all be given on: who has
them names their folders, and that of the labels where it is another. A folder is a source: pages of one hand are fitted
or measured together. The first line of the file tells how many pages it was fitted to and a digest of them and their
labels: the same digest gives the same weights, whatever the file held before, for what importing finds first is fitted first.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import tomllib

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.importing.finding import page_analysis as analysis  # noqa: E402
from bot.importing.finding.deeds import walk  # noqa: E402
from bot.importing.finding.page_analysis import PageAnalysis  # noqa: E402
from bot.importing.finding.practices import ways  # noqa: E402
from bot.importing.finding.script import Script  # noqa: E402
from bot.importing.finding.units import LABELS, rank  # noqa: E402
from bot.importing.finding.words import tables  # noqa: E402
from bot.importing.reading.page import Page  # noqa: E402
from bot.importing.reading.repair import Repairs  # noqa: E402
from bot.importing.reading.sandbox import read  # noqa: E402
from bot.importing.reading.source import load  # noqa: E402
from tests.importing.scoring import OWN, SHARED, pages, plain, practices_of, score, total  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from bot.importing.finding.listings import Listing
    from bot.importing.finding.units import Candidate as UnitCandidate
    from bot.importing.finding.units import Telling

WEIGHTS = Path(analysis.__file__).with_name("weights.toml")
ROUNDS, RATE = 400, 0.05
RIDGE = {"titles": 1.0, "units": 1.0, "cuts": 0.4, "practices": 3.0}
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
UNNUMBERED = frozenset({"bold", "short", "run-in", "clause"})
"""Styles of headings that nothing numbers."""
MEASURED = ("titles", "units")
"""Where importing tells one thing, and "sure" is measured."""
PRECISE = 0.98
"""So much of what is told as sure shall be right, on pages left out; a new hand keeps less than these promise."""
Array = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Choice:
    """One thing to be told: rival sets of candidates, the right ones among them, and what it weighs.

    Attributes:
        rows: features of each candidate.
        trees: ways of choosing; in each, a forest of (candidate, forest inside it), of which an antichain is chosen.
        candidates: what has the features, where more than these is asked of it.
        again: forests whose choices stand in more than one of the trees, to be counted one time less.
        right: sets of candidates that are the right choice; an empty one where it is right to choose none.
    """

    rows: list[Mapping[str, float]]
    trees: list[Any]
    right: list[list[int]]
    again: Sequence[Any] = ()
    weighs: float = 1.0
    candidates: Sequence[UnitCandidate] = ()


class Choices:
    """Many choices laid out flat. That none is chosen counts once in each, as where importing chooses."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        nodes, sets, members = list[tuple[int, ...]](), list[int](), list[tuple[int, int]]()
        trees, signs, rows = list[int](), list[float](), 0
        for number, choice in enumerate(choices):
            signs += [1.0] * len(choice.trees) + [-1.0] * len(choice.again)
            for tree in (*choice.trees, *choice.again):
                _lay(tree, nodes, (rows, len(trees), -1, 0))
                trees.append(number)
            for right in choice.right:
                members += [(len(sets), rows + row) for row in right]
                sets.append(number)
            rows += len(choice.rows)
        self.row, self.tree, self.above, depth = np.array(nodes, int).reshape(-1, 4).T
        self.levels = [np.flatnonzero(depth == n) for n in range(max(depth, default=-1) + 1)]
        self.set, self.member = np.array(members, int).reshape(-1, 2).T
        self.of_tree, self.of_set = np.array(trees, int), np.array(sets, int)
        self.signs = np.array(signs)
        self.weighs = np.array([choice.weighs for choice in choices])

    def slope(self, scores: Array) -> tuple[Array, Array]:
        """How scores should change, and how unlikely each right choice is (minus the logarithm).

        A score's slope is how likely the candidate is chosen, less how likely it is where the choice is right.
        """
        own = scores[self.row]
        below, every, reached = np.zeros_like(own), np.zeros_like(own), np.zeros_like(own)
        for at in reversed(self.levels):
            every[at] = np.logaddexp(own[at], below[at])
            inner = at[self.above[at] >= 0]
            np.add.at(below, self.above[inner], every[inner])
        roots = self.above < 0
        trees = np.bincount(self.tree[roots], every[roots], len(self.of_tree))
        sums = np.log1p(np.bincount(self.of_tree, self.signs * np.expm1(trees), len(self.weighs)))
        told = np.bincount(self.set, scores[self.member], len(self.of_set))
        wanted = np.log(np.bincount(self.of_set, np.exp(told), len(self.weighs)))
        for depth, at in enumerate(self.levels):
            above, tree = self.above[at], self.tree[at]
            whole = self.signs[tree] * np.exp(trees[tree] - sums[self.of_tree[tree]])
            reached[at] = reached[above] * np.exp(below[above] - every[above]) if depth else whole
        weighs = self.weighs[self.of_tree[self.tree]]
        found = np.bincount(self.row, weighs * reached * np.exp(own - every), len(scores))
        right = np.exp(told - wanted[self.of_set]) * self.weighs[self.of_set]
        return found - np.bincount(self.member, right[self.set], len(scores)), (sums - wanted) * self.weighs


def _lay(forest: Any, nodes: list[tuple[int, ...]], under: tuple[int, int, int, int]) -> None:
    """Put candidates down as (row, tree, the one it is inside, depth)."""
    rows, tree, above, depth = under
    for number, inside in forest:
        nodes.append((rows + number, tree, above, depth))
        _lay(inside, nodes, (rows, tree, len(nodes) - 1, depth + 1))


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
    prior, ridge, laid = PRIORS[kind], RIDGE[kind], Choices(choices)
    rows = [row for choice in choices for row in choice.rows]
    names = sorted({name for row in rows for name in row} | {*prior} - {"bias"})
    given = np.c_[table(rows, names), np.ones(len(rows))]
    expected = np.r_[[prior.get(name, 0.0) for name in names], prior.get("bias", -3.0)]
    values, first, second = expected.copy(), np.zeros_like(expected), np.zeros_like(expected)
    for step in range(1, ROUNDS + 1):
        gradient = given.T @ laid.slope(given @ values)[0] + ridge * (values - expected)
        first, second = 0.9 * first + 0.1 * gradient, 0.999 * second + 0.001 * gradient**2
        values = values - RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return Model(names, float(values[-1]), values[:-1])


def as_read(page: Page) -> Page:
    """A page as importing judges it: repaired, in simplified characters."""
    return Script(Repairs().page(page)).page


def practice_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:
    """For each speech, every way of reading it as lists."""
    wanted = [plain(words) for one in expected["documents"] for words in practices_of(one)]
    judged = judge.judged(as_read(page), name)
    for section in judged.sections:
        body, read = judged.body, ways(judged.body, section.first, section.last)
        rows: list[Mapping[str, float]] = []
        trees: list[Any] = []
        styles: list[str] = []
        rights: list[tuple[float, list[int]]] = []
        for way in read:
            place = {}
            for listing, _, _ in walk(way.roots):
                place[id(listing)] = len(rows)
                rows.append(way.features[id(listing)])
                styles.append(listing.first.style)
            trees.append(forest(way.roots, place))
            rights.append(_gain(way.roots, place, body, wanted))
        most = max((gain for gain, _ in rights), default=0.0)
        if rows:
            right = [one for gain, one in rights if gain >= most - 1e-9] if most else [[]]
            numbered = [one for one in right if all(styles[number] not in UNNUMBERED for number in one)]
            right = numbered[:1] + [one for one in right if one not in numbered]
            yield Choice(rows, trees, right, [_without(tree, styles) for tree in trees[1:]])


def forest(listings: Sequence[Listing], place: Mapping[int, int]) -> Any:
    """Lists as Choice has them: each by its place among the candidates, with those inside it."""
    return [
        (place[id(one)], forest([inner for item in one.items for inner in item.lists], place))
        for one in listings
    ]


def _without(tree: Any, styles: Sequence[str]) -> Any:
    """A forest of numbered lists alone, which is in every way of reading a text."""
    found = list[Any]()
    for number, inside in tree:
        inner = _without(inside, styles)
        found += inner if styles[number] in UNNUMBERED else [(number, inner)]
    return found


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
    page, title = as_read(page), expected["title"]
    candidates = judge.titles.candidates(page, judge.lines(page)[0], page.around)
    right = [number for number, one in enumerate(candidates) if plain(one.text) == plain(title)]
    first = plain(expected["documents"][0]["title"]) if len(expected["documents"]) > 1 else ""
    if not title and first in map(plain, (one.text for one in candidates)):
        return  # that this is no title of the page is told by where its speeches begin
    if candidates and (right or not title):
        yield rivals([one.features for one in candidates], right)


def unit_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:
    """For each speech, every name that may be its unit."""
    judged = judge.judged(as_read(page), name)
    tellings = [judge.telling(judged, section) for section in judged.sections]
    for telling, document in matched(tellings, expected["documents"]):
        right = {plain(one) for one in (document["unit"], *document.get("also_right", ())) if one}
        candidates = judge.units.candidates(telling)
        fits = [number for number, one in enumerate(candidates) if plain(one.name) in right]
        named = rivals([one.features for one in candidates], fits)
        yield replace(named, candidates=candidates)


def cut_choices(judge: PageAnalysis, page: Page, name: str, expected: Any) -> Iterator[Choice]:
    """Every way in which a page may fall into speeches; right are those that find three in four of who tells.

    Of these, those that find most titles.
    """
    judged, documents, found = judge.judged(as_read(page), name), expected["documents"], dict[int, float]()
    first = judged.note.after if judged.note else 0
    cuts = judge.sections.cuts(judged.body, judged.read, first)
    for number, cut in enumerate(cuts):
        bylines = [one.byline for one in cut.sections]
        units = shared([one.unit for one in bylines], [one["unit"] for one in documents])
        speakers = shared([one.speaker for one in bylines], [one["speaker"] for one in documents])
        titles = shared([one.title for one in cut.sections], [one["title"] for one in documents])
        if len(documents) > 1 and max(units, speakers, titles) >= MOST:
            found[number] = titles
    right = [number for number, titles in found.items() if titles == max(found.values())]
    yield rivals([cut.features for cut in cuts], right)


def shared(found: Sequence[str | None], wanted: Sequence[str | None]) -> float:
    """How much two lists of names have in common."""
    ours, theirs = (Counter(plain(name) for name in names if name) for names in (found, wanted))
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def rivals(rows: list[Mapping[str, float]], right: Sequence[int]) -> Choice:
    """Candidates of which one is chosen or none."""
    return Choice(rows, [[(n, [])] for n in range(len(rows))], [[n] for n in right] or [[]])


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
    "cuts": cut_choices,
    "units": unit_choices,
    "practices": practice_choices,
}
"""What is fitted, by the table of its weights, in the order in which importing finds it."""


Source = list[tuple[Page, str, Any]]
"""Pages of one hand, each with its name and what is expected of it."""


def sources(named: Sequence[tuple[Path, Path | None]]) -> dict[str, Source]:
    """Pages by folder."""
    return {
        str(labels or folder): [
            (read(raw), raw.name, expected)
            for file, expected in pages(folder, labels)
            for raw in (load(str(file)),)
        ]
        for folder, labels in named
    }


def choices(named: Mapping[str, Source]) -> dict[str, dict[str, list[Choice]]]:
    """Choices by kind and folder; what is chosen first is fitted first, for the others are found below it."""
    found = dict[str, dict[str, list[Choice]]]()
    for kind, of in CHOICES.items():
        judge = PageAnalysis()
        found[kind] = {
            name: [
                replace(one, weighs=ELDER if Path(name).name in ELDERS else 1.0)
                for page in source
                for one in of(judge, *page)
            ]
            for name, source in named.items()
        }
        tables("weights.toml")[kind] |= without("", found[kind], kind).as_table()
        if kind in MEASURED:
            tables("weights.toml")[kind]["sure"] = sure(found[kind], kind)
    return found


def without(left: str, found: Mapping[str, Sequence[Choice]], kind: str) -> Model:
    """What is fitted to all folders but one."""
    return fit(kind, [one for name, some in found.items() if name != left for one in some])


def sure(found: Mapping[str, Sequence[Choice]], kind: str) -> float:
    """The least chance from which enough of what is told of strangers' pages is right, by weights that did not see them.

    Measured through a curve: of a hundred told three or four may be wrong by luck. What running text alone tells is told
    as a guess whatever its chance, and labels have a level of their own; these do not count.
    """
    told = list[tuple[float, bool]]()
    for left in found:
        model = without(left, found, kind)
        for choice in found[left]:
            if choice.rows and choice.weighs == 1.0:
                chances = softmax(table(choice.rows, model.names) @ model.weights + model.bias)
                told += [
                    (chance, [number] in choice.right) for number, chance in told_of(choice, chances, kind)
                ]
    chances, right = np.array(sorted(told, reverse=True)).T
    odds = np.c_[np.ones(len(right)), np.log(chances) - np.log1p(-np.minimum(chances, 0.999))]
    curve = np.zeros(2)
    for _ in range(ROUNDS):  # Newton's method for two numbers
        likely = 1 / (1 + np.exp(-odds @ curve))
        bend = odds.T @ (odds * (likely * (1 - likely))[:, None]) + np.eye(2)
        curve = curve + np.linalg.solve(bend, odds.T @ (right - likely) - curve)
    likely = 1 / (1 + np.exp(-odds @ curve))
    enough = np.cumsum(likely) / np.arange(1, len(likely) + 1) >= PRECISE
    return float(chances[np.flatnonzero(enough)[-1]])


def told_of(choice: Choice, chances: Array, kind: str) -> Iterator[tuple[int, float]]:
    """Which candidate is told, if one is by more than the running text, and how likely it is."""
    if kind != "units":
        yield int(chances.argmax()), float(chances.max())
        return
    (best, *_), chance = rank(choice.candidates, chances.tolist())
    if chance >= tables("weights.toml")[kind]["fair"] and best.is_told and best.why() not in LABELS:
        yield next(n for n, one in enumerate(choice.candidates) if one is best), chance


def softmax(scores: Array) -> Array:
    """How likely each of rivals is, where none of them may be right either."""
    parts = np.exp(scores - max(scores.max(), 0.0))
    return np.asarray(parts / (parts.sum() + np.exp(-max(scores.max(), 0.0))))


def cross(named: Mapping[str, Source]) -> None:
    """Print the figures of each folder with weights that were fitted to the others."""
    every = choices(named)
    for left, source in named.items():
        for kind, found in every.items():
            tables("weights.toml")[kind] |= without(left, found, kind).as_table()
        judge = PageAnalysis()
        told = (score(name, judge.of(page, name).as_json(), expected) for page, name, expected in source)
        print(f"{left}\n  {total(told).summary()}")


def write(named: Mapping[str, Source]) -> None:
    """Put the fitted weights into the file, and to what they were fitted."""
    every = [one for source in named.values() for one in source]
    told = json.dumps(
        [[[line.text for line in page.lines], expected] for page, _, expected in every], sort_keys=True
    )
    digest = sha256(told.encode()).hexdigest()[:12]
    lines = [
        f"# What each feature of a candidate adds; fitted by docs/importing/fit.py to {len(every)} pages ({digest}).",
        "# Set by hand are fair, labelled, and sure of cuts and practices.",
    ]
    for kind in CHOICES:
        values = tables("weights.toml")[kind]
        levels = [name for name in ("bias", "fair", "sure", "labelled") if name in values]
        lines += ["", f"[{kind}]", *(f"{name} = {values[name]:.2f}" for name in levels)]
        lines += ["", f"[{kind}.weights]"]
        lines += [f'"{name}" = {value:.2f}' for name, value in values["weights"].items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8")


def main(arguments: list[str]) -> None:
    """See above."""
    folders = [SHARED / "pages", SHARED / "importing-cases", *(OWN / name for name in (*ELDERS, "strange"))]
    named: list[tuple[Path, Path | None]] = [(folder, None) for folder in folders]
    for one in arguments:
        if one != "--cross":
            folder, _, labels = one.partition(":")
            named.append((Path(folder), Path(labels) if labels else None))
    if "--cross" in arguments:
        cross(sources(named))
        return
    found = sources(named)
    choices(found)
    write(found)


if __name__ == "__main__":
    main(sys.argv[1:])
