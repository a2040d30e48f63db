from __future__ import annotations

from dataclasses import replace

from bot.dialogue.links import Links
from bot.model import Answer, Match, Passage, Quote, Reply, Role, Status
from bot.terminal.reply import as_json
from tests.builders import RIVER, WATER, corpus

CLOSING = Passage(RIVER.slug, "aside", "谢谢大家", "谢谢大家。", Role.ASIDE)
NOTE = Passage("note", "note", "编者按", "编者按。", Role.NOTE)
HELD = corpus(
    replace(RIVER, passages=(*RIVER.passages, CLOSING)), replace(RIVER, slug="note", passages=(NOTE,))
)


def test_each_passage_has_its_place_in_json_and_only_the_opening_is_0() -> None:
    matches = tuple(Match(Quote(passage, 0, 2), 0.12345) for passage in HELD.passages)
    answer = Answer(Status.ANSWERED, "answered", 0.87654, matches)
    row = as_json("河", answer, Reply("答", Status.ANSWERED), HELD, Links("https://a.example"))
    assert row["matches"] == [
        {
            "passage": passage.id,
            "unit": WATER.name,
            "speaker": RIVER.speaker,
            "speech": RIVER.title,
            "practice": place,
            "quote": passage.text[:2],
            "url": f"https://a.example/speeches/{passage.speech}#{passage.anchor}",
            "score": 0.1235,
        }
        for passage, place in zip(HELD.passages, (0, 1, 2, None, None), strict=True)
    ]
    assert (row["status"], row["confidence"]) == ("answered", 0.8765)
