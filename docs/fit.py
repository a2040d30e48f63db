"""Fits the two models of what is said: asks.tsv, what a question asks for, and acts.tsv, what a message wants.

    python docs/fit.py asks               # writes bot/retrieval/asks.tsv
    python docs/fit.py acts               # writes bot/dialogue/acts.tsv, with figures on the tenth that is kept aside
    python docs/fit.py asks --without own   # figures on one source, fitted on the others; writes nothing

asks/questions.tsv: kind, source, question, or in its place `file#line` of a set that stands elsewhere (those beside the
checkout are passed over where they are absent). A source is a corpus, with a slash and a name where there are several
sets of questions for it; a stretch must occur for two corpora, so that the subject of one does not stand for a kind.

acts/utterances.tsv: act, who wrote it, utterance. To these come the questions above and knowledge/phrases.toml;
acts/around.toml has what people put around any of them.
"""

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt
import tomlkit

from bot.corpus.folder import KnowledgeFolder
from bot.dialogue.acts import PLAIN, QUESTION, signs
from bot.dialogue.slots import CITY, THEME, UNIT, Slotting
from bot.model import START, Corpus, Fitted, stretches, written
from bot.retrieval.asks import COUNT, SEVERAL, TOLD
from bot.retrieval.clauses import AskingSentence
from bot.retrieval.dictionary import Dictionary
from bot.retrieval.normalization import normalise
from bot.retrieval.question_words import load_question_words
from bot.retrieval.search import Search

HERE = Path(__file__).parent
ROOT = HERE.parent
ASKS, ACTS = ROOT / "bot" / "retrieval" / "asks.tsv", ROOT / "bot" / "dialogue" / "acts.tsv"
ASKS_HEAD = """# What speaks for what a question asks for: a stretch of characters (^ and $ are the ends, 0 a number), and what it
# adds for each kind. Fitted by docs/fit.py to {} labelled questions; not to be edited by hand.
"""
ACTS_HEAD = """# What speaks for what a message wants: a stretch of characters (^ and $ are the ends, capitals are slots: U unit,
# T theme, C the city and its campaign, N ordinal, D number, H they, X subject), and what it adds for each act. Fitted
# by docs/fit.py to {} labelled utterances; not to be edited by hand. The next line has the words acts are made of.
"""
STEP, HALF = 0.1, 0.5
LEAST_USUAL = 0.18
"""As usual as a word must be in acts, beside questions, to be one that acts are made of."""
SUBJECT = 10.0
"""Nats; a word of the speeches that tells as much as this is what somebody asks about, and no act is made of it."""
AROUND: dict[str, list[str]] = tomlkit.parse((HERE / "acts" / "around.toml").read_text("utf-8")).unwrap()
WRITTEN = ("own", "stranger", "turns")
"""Sources of acts/utterances.tsv; the questions for corpora are many without anything around them."""

ADDRESS = re.compile("([\u4e00-\u9fff]{2})区([\u4e00-\u9fff]{2})街道([\u4e00-\u9fff]{2})社区")
SHORT = 3
"""Characters of a unit's short name."""

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Fitting:
    """How a model is fitted.

    Attributes:
        fewest: texts that must have a sign.
        sources: corpora whose texts must have it.
        least_sign: weight for some kind of a sign that is kept.
        least_weight: that is written down.
    """

    fewest: int
    sources: int
    least_sign: float
    least_weight: float
    ridge: float
    rounds: int


ASKS_FITTING = Fitting(3, 2, 0.5, 0.2, 1e-5, 200)
ACTS_FITTING = Fitting(2, 1, 0.7, 0.35, 1e-5, 120)


@dataclass(frozen=True)
class Row:
    """A labelled text; `signs` are what the model sees of it."""

    kind: str
    source: str
    signs: Collection[str]


def fit(rows: list[Row], like: Fitting, ours: Collection[str] = ()) -> dict[str, dict[str, float]]:
    """Weights by sign and kind, of the signs that tell most.

    Args:
        ours: names of the city, its campaign and its units, and parts of these, which tell another city nothing.
    """
    kinds = list(dict.fromkeys(row.kind for row in rows))
    signs = _signs(rows, like.fewest, like.sources)
    names = sorted(sign for sign in signs if not any(map(sign.__contains__, ours)))
    weights = _weights(rows, names, kinds, like)
    kept = {START: dict(zip(kinds, map(float, weights[-1].round(2)), strict=True))}
    for name, row in zip(names, weights, strict=False):
        if abs(row).max() >= like.least_sign:
            told = zip(kinds, row, strict=True)
            kept[name] = {kind: round(float(w), 1) for kind, w in told if abs(w) >= like.least_weight}
    return kept


def names_of(corpus: Corpus) -> Iterator[str]:
    """The names of the city and its campaign, of what addresses name, and pairs of characters of units' short names.

    Places of a city have its first character in their names as well.
    """
    yield from filter(None, (*corpus.city.names, *corpus.city.nicknames, corpus.city.city[:1]))
    yield from (
        name for passage in corpus.passages for found in ADDRESS.findall(passage.text) for name in found
    )
    short = (name for unit in corpus.units for name in unit.names if len(name) <= SHORT)
    yield from (name[at : at + 2] for name in short for at in range(len(name) - 1))


def _weights(rows: list[Row], names: list[str], kinds: list[str], like: Fitting) -> Numbers:
    """Weights by sign and kind, and what each kind starts from; rare kinds weigh more."""
    place = {name: n for n, name in enumerate(names)}
    table = Table([[place[sign] for sign in row.signs if sign in place] for row in rows], len(names))
    truth = np.array([[row.kind == kind for kind in kinds] for row in rows], np.float32)
    rarity = (truth * np.sqrt(truth.sum(0).max() / truth.sum(0))).sum(1, keepdims=True)
    weights = _descend(table, truth, rarity / rarity.mean(), like)
    centred: Numbers = weights - weights.mean(1, keepdims=True)
    return centred


def _signs(rows: list[Row], fewest: int, sources: int) -> Iterator[str]:
    """The signs that enough texts have, of enough corpora."""
    counts, seen = Counter[str](), defaultdict[str, set[str]](set)
    for row in rows:
        counts.update(row.signs)
        for sign in row.signs:
            seen[sign].add(row.source.partition("/")[0])
    return (sign for sign in counts if counts[sign] >= fewest and len(seen[sign]) >= sources)


class Table:
    """Which rows have which of so many signs; of each row as much as it has, and a 1 behind them for all rows."""

    def __init__(self, held: list[list[int]], width: int) -> None:
        self.height, self.width = len(held), width + 1
        at = [[*places, width] for places in held]
        self._columns = np.array([place for places in at for place in places])
        shares = [[1 / np.sqrt(len(places) or 1)] * len(places) + [1.0] for places in held]
        self._values = np.array([share for row in shares for share in row], np.float32)[:, None]
        lengths = [len(places) for places in at]
        self._rows = np.repeat(np.arange(self.height), lengths)
        self._starts = np.cumsum([0, *lengths[:-1]])
        self._order = np.argsort(self._columns, kind="stable")
        self._firsts = np.searchsorted(self._columns[self._order], np.arange(self.width))

    def times(self, weights: Numbers) -> Numbers:
        """The table times weights by column."""
        total: Numbers = np.add.reduceat(weights[self._columns] * self._values, self._starts)
        return total

    def across(self, slopes: Numbers) -> Numbers:
        """The table, on its side, times numbers by row; every column has a row."""
        spread = (slopes[self._rows] * self._values)[self._order]
        total: Numbers = np.add.reduceat(spread, self._firsts)
        return total


def _descend(table: Table, truth: Numbers, rarity: Numbers, like: Fitting) -> Numbers:
    """Weights by column of the table and of the truth, from 0."""
    weights = np.zeros((table.width, truth.shape[1]), np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for turn in range(1, like.rounds + 1):
        odds = table.times(weights)
        odds = np.exp(odds - odds.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope = table.across((odds - truth) * rarity) / table.height + like.ridge * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= STEP * (mean / (1 - 0.9**turn)) / (np.sqrt(spread / (1 - 0.999**turn)) + 1e-8)
    return weights


# What questions ask for


def questions() -> Iterator[tuple[str, str, str]]:
    """Kind, source and question, normalised."""
    for kind, source, question in _table("asks/questions.tsv"):
        text = _text(question)
        if text:
            yield kind, source, normalise(text)


def asks() -> list[Row]:
    """Questions as search puts them: without the names of the city, which would stand for kinds of question."""
    ours = load_question_words(KnowledgeFolder(ROOT / "knowledge").read().corpus.city)
    sentence = AskingSentence(ours.asking)
    return [
        Row(kind, source, stretches(_without(sentence.of(text), ours.names)))
        for kind, source, text in questions()
    ]


def _without(text: str, names: Iterable[str]) -> str:
    for name in names:
        text = text.replace(name, "")
    return text


def _table(name: str) -> Iterator[list[str]]:
    lines = (HERE / name).read_text("utf-8").splitlines()
    return (line.split("\t") for line in lines if line and not line.startswith("#"))


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


def asks_figures(model: Fitted, rows: list[Row]) -> str:
    """How many are of the right kind; how practices are told from all that a speech does not tell, and several from one."""
    right, kept, told, passed, other = 0, 0, 0, 0, 0
    several, found, taken = 0, 0, 0
    for row in rows:
        asked = model.of(row.signs)
        right += asked.likeliest == row.kind
        passes = sum(asked.kinds.get(name, 0) for name in (*TOLD, COUNT)) > HALF
        is_several = sum(asked.kinds.get(name, 0) for name in SEVERAL) > HALF
        several, found = several + (row.kind in SEVERAL), found + (row.kind in SEVERAL and is_several)
        taken += row.kind not in SEVERAL and is_several
        if row.kind in (*TOLD, COUNT):
            told, kept = told + 1, kept + passes
        else:
            other, passed = other + 1, passed + passes
    return (
        f"{len(rows)}: right {right}, practices and counts kept {kept}/{told}, "
        f"others let through {passed}/{other}; several {found}/{several}, others taken for them {taken}"
    )


# What messages want


def utterances(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Act, source and utterance, normalised, each text once."""
    listed = (
        (act, "phrases", said) for act, row in corpus.phrases.items() if act != "leaders" for said in row
    )
    asked = ((QUESTION, source, text) for kind, source, text in questions() if kind != "chat")
    told = ((act, source, text) for act, source, text in _table("acts/utterances.tsv"))
    seen = set[str]()
    for act, source, text in (*told, *listed, *asked):
        plain = normalise(text)
        if plain not in seen:
            seen.add(plain)
            yield act, source, plain


class Acts:
    """Makes rows of utterances: in slots, and once more with something around them that changes nothing."""

    def __init__(self) -> None:
        corpus = KnowledgeFolder(ROOT / "knowledge").read().corpus
        self._dictionary = Dictionary()
        self._search = Search(corpus, self._dictionary)
        speakers = [speech.speaker for speech in corpus.speeches if speech.speaker]
        units = [*(name for unit in corpus.units for name in unit.names), *speakers, *AROUND["units"]]
        themes = [name for theme in corpus.themes for name in theme.names]
        self._names = [
            *((normalise(name), UNIT) for name in units),
            *((normalise(name), THEME) for name in themes),
            *((normalise(name), CITY) for name in (*corpus.city.names, *corpus.city.nicknames)),
        ]
        self.ours = [*names_of(corpus)]
        self._told = [*utterances(corpus)]
        told = (
            normalise(text)
            for speech in corpus.speeches
            for text in (speech.title, *(passage.text for passage in speech.passages))
        )
        self._said = re.sub(r"\W", "", "".join(told))
        self.plain = self._plain()

    def rows(self, *, aside: bool) -> list[Row]:
        """The tenth that is kept aside, or the rest."""
        slotting = Slotting(self._names, self._search.telling, self.plain)
        return [
            Row(act, source, signs(slotting.of(variant)))
            for act, source, text in self._told
            if _is_aside(source, text) == aside
            for variant in ((text,) if aside else (text, *_around(act, source, text), *self._beside(text)))
        ]

    def _beside(self, text: str) -> Iterator[str]:
        """An utterance with the campaign beside the unit that it names, which changes nothing."""
        named = max(
            (name for name, kind in self._names if kind == UNIT and name in text), key=len, default=""
        )
        if named:
            chance = random.Random(crc32(text.encode()))  # noqa: S311 # no secret
            yield text.replace(named, named + chance.choice(AROUND["campaign"]), 1)

    def _plain(self) -> frozenset[str]:
        """The words that utterances are made of which ask no question: what they are about (那条讲停车的) is none of them."""
        slotting = Slotting(self._names, self._search.telling, ())
        acts, asked, told = Counter[str](), Counter[str](), Counter[bool]()
        for act, source, text in self._told:
            if not _is_aside(source, text):
                is_asked = act == QUESTION
                told[is_asked] += 1
                slots = (slot for slot in slotting.of(text).slots if not self._is_named(slot.text))
                (asked if is_asked else acts).update({word for slot in slots for word in slot.words})
        usual = LEAST_USUAL * told[False] / told[True]
        ours = {word for word in acts if self._is_named(word) or self._is_subject(word)}
        return frozenset(
            word for word, n in acts.items() if n > 1 and n >= usual * asked[word] and word not in ours
        )

    def _is_named(self, text: str) -> bool:
        """Whether it is a part of a name, cut into characters or not."""
        return len(text) > 1 and any(text in name for name, _ in self._names)

    def _is_subject(self, word: str) -> bool:
        return len(word) > 1 and word in self._said and self._dictionary.information(word) >= SUBJECT


def _around(act: str, source: str, text: str) -> Iterator[str]:
    """An utterance with something before it, behind it and both, the same at each fit."""
    chance = random.Random(crc32(text.encode()))  # noqa: S311 # no secret
    if act == "nothing" or (act == QUESTION and source not in WRITTEN):
        return
    yield chance.choice(AROUND["before"]) + text
    yield text + chance.choice(AROUND["behind"])
    yield chance.choice(AROUND["before"]) + text + chance.choice(AROUND["behind"])


def _is_aside(source: str, text: str) -> bool:
    """Whether an utterance is never fitted: a tenth of those by others than who saw what was read wrong."""
    return source != "own" and crc32(text.encode()) % 10 == 0


def acts_figures(model: Fitted, rows: list[Row]) -> str:
    """How many are read right, and how many questions are taken for acts at which sureness."""
    told = [(row.kind, model.of(row.signs)) for row in rows]
    lines = [f"{len(rows)}: right {sum(asked.likeliest == kind for kind, asked in told)}"]
    for level in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        taken = [(k, a) for k, a in told if a.likeliest != QUESTION and a.kinds[a.likeliest] >= level]
        acts = sum(kind != QUESTION for kind, _ in told)
        right = sum(kind == asked.likeliest for kind, asked in taken)
        lost = sum(kind == QUESTION for kind, _ in taken)
        lines.append(
            f"  sure {level}: {right} of {acts} acts right, {len(taken) - right - lost} another, {lost} questions lost"
        )
    return "\n".join(lines)


def main() -> None:
    """See above."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("model", choices=("asks", "acts"))
    options.add_argument("--without", metavar="SOURCE")
    chosen = options.parse_args()
    if chosen.model == "asks":
        _fit_asks(chosen.without)
    else:
        _fit_acts(chosen.without)


def _fit_asks(source: str | None) -> None:
    rows = asks()
    weights = fit([row for row in rows if row.source != source], ASKS_FITTING)
    print(asks_figures(Fitted(weights), [row for row in rows if source in (None, row.source)]))
    if source is None:
        ASKS.write_text(ASKS_HEAD.format(len(rows)) + "\n".join(written(weights)) + "\n", "utf-8")


def _fit_acts(source: str | None) -> None:
    acts = Acts()
    rows, aside = acts.rows(aside=False), acts.rows(aside=True)
    weights = fit([row for row in rows if row.source != source], ACTS_FITTING, acts.ours)
    print(acts_figures(Fitted(weights), aside if source is None else [r for r in rows if r.source == source]))
    if source is None:
        head = ACTS_HEAD.format(len(rows)) + PLAIN + " ".join(sorted(acts.plain)) + "\n"
        ACTS.write_text(head + "\n".join(written(weights)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
