"""How well an import agrees with what a person found on the same page."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.importing.reading.formats import NAMES
from bot.importing.reading.repair import Repairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
OWN = Path(__file__).parent / "pages"
_SILENT = "没有"  # what a page without practices is told in


@dataclass(frozen=True)
class Tally:
    """Right ones among those found and those expected."""

    right: int = 0
    found: int = 0
    expected: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.found + other.found, self.expected + other.expected)

    def __str__(self) -> str:
        return f"{self.right}/{self.found}/{self.expected}"

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.expected) if self.found + self.expected else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0


@dataclass(frozen=True)
class Score:
    """Pages.

    Attributes:
        sure: units told as sure; expected are all that a page has.
        silent: pages without a practice that nothing is said of.
    """

    name: str
    pages: int = 0
    title: int = 0
    date: int = 0
    note: int = 0
    silent: int = 0
    speeches: Tally = field(default_factory=Tally)
    sure: Tally = field(default_factory=Tally)
    units: Tally = field(default_factory=Tally)
    speakers: Tally = field(default_factory=Tally)
    practices: Tally = field(default_factory=Tally)

    def __str__(self) -> str:
        marks = "".join("✓" if right else "✗" for right in (self.title, self.date, self.note))
        tallies = (self.speeches, self.sure, self.units, self.speakers, self.practices)
        return f"{self.name:34} {marks}  " + "  ".join(map(str, tallies)) + "  silent" * self.silent

    def summary(self) -> str:
        """The figures of many pages."""
        tallies = {
            "speeches": self.speeches,
            "units": self.units,
            "speakers": self.speakers,
            "practices": self.practices,
        }
        return (
            f"titles {self.title}/{self.pages}  dates {self.date}/{self.pages}  notes {self.note}/{self.pages}  "
            f"silent {self.silent}  sure {self.sure.right}/{self.sure.found} of {self.sure.expected}  "
            + "  ".join(f"{name} F1 {tally.f1:.3f} ({tally})" for name, tally in tallies.items())
        )


def pages(folder: Path, labels: Path | None = None) -> list[tuple[Path, dict[str, Any]]]:
    """Pages of a folder with what is expected of them, which may stand in a folder of its own."""
    return [
        (page, json.loads(file.read_text("utf-8")))
        for file in sorted((labels or folder).glob("*.expected.json"))
        for kind in NAMES
        if (page := folder / f"{file.name.removesuffix('.expected.json')}{kind}").exists()
    ]


def score(name: str, found: Mapping[str, Any], expected: Mapping[str, Any]) -> Score:
    """Compare what `baigu import --json` prints with an expected file; white space and glyph variants do not count."""
    told, wanted = found["speeches"], expected["documents"]
    named = [one for one in told if one["unit"]]
    sure = [one for one in named if one.get("evidence", {}).get("unit", {}).get("sure", True)]
    have_unit = [one for one in wanted if one["unit"]]
    has_practice = any(one["practices"] for one in told)
    return Score(
        name,
        pages=1,
        title=plain(found["title"]) == plain(expected["title"]),
        date=(found["date"] or "").startswith(expected["date"] or "-" * (found["date"] is not None)),
        note=plain(found["editor_note"]).startswith(plain(expected["editor_note"]))
        and bool(found["editor_note"]) == bool(expected["editor_note"]),
        silent=not has_practice
        and not any(_SILENT in warning and "做法" in warning for warning in found["warnings"]),
        speeches=_matched(
            told, wanted, lambda one, other: _same_unit(one, other) and _same(one, other, "title")
        ),
        sure=_matched(sure, have_unit, _same_unit),
        units=_matched(named, have_unit, _same_unit),
        speakers=_tally(
            (one["speaker"] for one in told if one["speaker"]),
            (one["speaker"] for one in wanted if one["speaker"]),
        ),
        practices=_beginnings(
            [plain(practice["text"]) for one in told for practice in one["practices"]],
            [plain(words) for one in wanted for words in practices_of(one)],
        ),
    )


def total(scores: Iterable[Score], name: str = "pages") -> Score:
    """All pages together."""
    every = list(scores)
    return Score(
        name,
        **{
            one.name: sum((getattr(score, one.name) for score in every), type(getattr(Score(""), one.name))())
            for one in fields(Score)[1:]
        },
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


def practices_of(document: Mapping[str, Any]) -> list[str]:
    """How each practice begins; older labels list those without enumerators apart."""
    apart = [one if isinstance(one, str) else one["first_words"] for one in document.get("implicit", ())]
    return [*document["first_words_of_each_practice"], *apart]


def _same(found: Mapping[str, Any], expected: Mapping[str, Any], key: str) -> bool:
    return plain(found[key]) == plain(expected[key])


def _same_unit(found: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    return plain(found["unit"]) in {
        plain(name) for name in (expected["unit"], *expected.get("also_right", ()))
    }


def _matched(found: Sequence[Any], expected: Sequence[Any], same: Any) -> Tally:
    """Pairs that are the same, each taken once."""
    rest, right = list(expected), 0
    for one in found:
        match = next((other for other in rest if same(one, other)), None)
        if match is not None:
            rest.remove(match)
            right += 1
    return Tally(right, len(found), len(expected))


def _tally(found: Iterable[str], expected: Iterable[str]) -> Tally:
    return _matched([plain(one) for one in found], [plain(one) for one in expected], str.__eq__)


def _beginnings(found: list[str], expected: list[str]) -> Tally:
    return _matched(found, expected, str.startswith)
