"""How well an import agrees with what a person found on the same page."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.importing.reading.readers import NAMES
from bot.importing.reading.repair import Repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
OWN = Path(__file__).parent / "pages"


@dataclass(frozen=True)
class Tally:
    """Right ones among those found and those expected."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.expected + other.expected)

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0


@dataclass(frozen=True)
class Score:
    """One page."""

    name: str
    title: bool
    date: bool
    note: bool
    speeches: Tally
    units: Tally
    speakers: Tally
    practices: Tally

    def __str__(self) -> str:
        tallies = (self.speeches, self.units, self.speakers, self.practices)
        marks = "".join("✓" if right else "✗" for right in (self.title, self.date, self.note))
        return f"{self.name:34} {marks}  " + "  ".join(f"{t.right}/{t.found}/{t.expected}" for t in tallies)


def pages(folder: Path) -> list[tuple[Path, dict[str, Any]]]:
    """Pages of a folder with what is expected of them."""
    return [
        (
            next(page for kind in NAMES if (page := folder / f"{stem}{kind}").exists()),
            json.loads(file.read_text("utf-8")),
        )
        for file in sorted(folder.glob("*.expected.json"))
        if (stem := file.name.removesuffix(".expected.json"))
    ]


def score(name: str, found: Mapping[str, Any], expected: Mapping[str, Any]) -> Score:
    """Compare what `baigu import --json` prints with an expected file; white space and glyph variants do not count."""
    told, wanted = found["speeches"], expected["documents"]
    return Score(
        name,
        title=plain(found["title"]) == plain(expected["title"]),
        date=(found["date"] or "").startswith(expected["date"] or "-" * (found["date"] is not None)),
        note=plain(found["editor_note"]).startswith(plain(expected["editor_note"]))
        and bool(found["editor_note"]) == bool(expected["editor_note"]),
        speeches=_tally(
            ((one["unit"], one["title"]) for one in told),
            ((one["unit"], one["title"]) for one in wanted),
        ),
        units=_tally(((one["unit"],) for one in told), ((one["unit"],) for one in wanted)),
        speakers=_tally(
            ((one["speaker"],) for one in told if one["speaker"]),
            ((one["speaker"],) for one in wanted if one["speaker"]),
        ),
        practices=_beginnings(
            [plain(practice["text"]) for one in told for practice in one["practices"]],
            [plain(words) for one in wanted for words in one["first_words_of_each_practice"]],
        ),
    )


def total(scores: Iterable[Score]) -> Score:
    """All pages together; the marks stand for nine titles in ten, 19 dates in 20, every note."""
    every = list(scores)
    return Score(
        f"{len(every)} pages",
        sum(s.title for s in every) >= 0.9 * len(every),
        sum(s.date for s in every) >= 0.95 * len(every),
        all(s.note for s in every),
        sum((s.speeches for s in every), Tally()),
        sum((s.units for s in every), Tally()),
        sum((s.speakers for s in every), Tally()),
        sum((s.practices for s in every), Tally()),
    )


def plain(text: str | None) -> str:
    """Folded to what a reader sees, without white space."""
    return "".join(unicodedata.normalize("NFKC", Repairs().text(text or "")).split())


def trigram_f1(found: str, expected: str) -> float:
    """Character 3-grams, white space left out."""
    ours, theirs = (
        Counter(words[n : n + 3] for n in range(len(words) - 2)) for words in (plain(found), plain(expected))
    )
    return Tally(sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values())).f1


def _tally(found: Iterable[tuple[str | None, ...]], expected: Iterable[tuple[str | None, ...]]) -> Tally:
    ours, theirs = (Counter(tuple(map(plain, one)) for one in every) for every in (found, expected))
    return Tally(sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values()))


def _beginnings(found: list[str], expected: list[str]) -> Tally:
    rest, right = list(found), 0
    for words in expected:
        match = next((text for text in rest if text.startswith(words)), None)
        if match is not None:
            rest.remove(match)
            right += 1
    return Tally(right, len(found), len(expected))
