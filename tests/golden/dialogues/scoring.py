"""Runs labelled dialogues and holds each turn against what its writer expected.

    python -m tests.golden.dialogues.scoring FILE.jsonl      every turn, the broken ones marked, then the figures

A line is `{"about", "turns": [{"say", "expect", "unit", "practice", "status"}]}`. A unit or practice that is null and the
status `any` are met by anything. A reply without a match speaks of a unit when it names it.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app.baigu import Baigu
from bot.model import Conversation, Question, Status
from bot.settings import load_settings
from bot.terminal.reply import as_shown
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.dialogue.edition import Edition, Replied


@dataclass(frozen=True)
class Turn:
    """What was said, what was expected, and what came."""

    expected: dict[str, Any]
    replied: Replied
    units: tuple[str, ...]
    places: tuple[int | None, ...]

    @property
    def is_broken(self) -> bool:
        """Whether anything that was expected did not come."""
        return not (self._has_status() and self._has_unit() and self._has_practice())

    @property
    def is_held_back(self) -> bool:
        """Whether all that is wrong is that near practices are offered, with the word that none answers."""
        status = self.replied.answer.status
        return self.expected["status"] == "unanswered" and status is Status.SUGGESTED

    def _has_status(self) -> bool:
        return self.expected["status"] in ("any", self.replied.answer.status.value)

    def _has_unit(self) -> bool:
        unit: str | None = self.expected["unit"]
        return unit is None or (self.units[0] == unit if self.units else unit in self.replied.reply.text)

    def _has_practice(self) -> bool:
        practice: int | None = self.expected["practice"]
        return practice is None or (self.places[0] == practice if self.places else self._may_lack_match())

    def _may_lack_match(self) -> bool:
        return bool(self.expected["status"] == "any")


def run(edition: Edition, dialogue: dict[str, Any]) -> Iterator[Turn]:
    """The turns of a dialogue, which starts empty."""
    conversation = Conversation()
    for expected in dialogue["turns"]:
        replied = edition.ask(Question(expected["say"]), conversation)
        conversation = replied.conversation
        matches = replied.answer.matches
        units = tuple(edition.corpus.speech_of(match.passage).unit.name for match in matches)
        yield Turn(expected, replied, units, tuple(match.passage.place for match in matches))


def read(path: Path) -> list[dict[str, Any]]:
    """The dialogues of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def transcript(results: list[tuple[dict[str, Any], list[Turn]]]) -> Iterator[str]:
    """Every turn, the broken ones marked and with what was expected, then how many dialogues and turns hold."""
    for dialogue, turns in results:
        yield f"\n## {dialogue['about']}"
        for turn in turns:
            answer, mark = turn.replied.answer, "✗" if turn.is_broken else " "
            first = f"{turn.units[0]} {turn.places[0]}" if turn.units else "–"
            yield f"{mark} {turn.expected['say']}  → {answer.status.value}/{answer.wording} {first}"
            yield f"      {as_shown(turn.replied.reply)[:160]!r}"
            yield f"      {turn.expected['expect']}  [{turn.expected['status']}]"
    total = sum(len(turns) for _, turns in results)
    for name, whole, held in figures(results):
        yield f"{name}: {whole} of {len(results)} dialogues without a broken turn, {held} of {total} turns"


def figures(results: list[tuple[dict[str, Any], list[Turn]]]) -> Iterator[tuple[str, int, int]]:
    """How many dialogues have no broken turn, and how many turns hold.

    First to the letter, then with suggestions taken for a way to say that there is no answer.
    """
    for name in ("to the letter", "suggestions are no answer"):
        is_lenient = name != "to the letter"
        broken = [
            [t.is_broken and not (is_lenient and t.is_held_back) for t in turns] for _, turns in results
        ]
        yield (
            name,
            sum(not any(turns) for turns in broken),
            sum(not turn for turns in broken for turn in turns),
        )


def results(edition: Edition, path: Path) -> list[tuple[dict[str, Any], list[Turn]]]:
    """Each dialogue of a file with its turns."""
    return [(dialogue, list(run(edition, dialogue))) for dialogue in read(path)]


if __name__ == "__main__":
    here = Baigu(load_settings(_env_file=None, knowledge=KNOWLEDGE)).edition
    sys.stdout.writelines(f"{line}\n" for line in transcript(results(here, Path(sys.argv[1]))))
