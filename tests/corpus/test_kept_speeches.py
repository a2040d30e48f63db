"""Speeches that were read before are what they would be if they were read again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.kept_speeches import KeptSpeeches
from bot.model import Correction, Guess
from tests.builders import RIVER, WATER

if TYPE_CHECKING:
    from pathlib import Path

    from bot.corpus.knowledge import Reading

UNITS = {WATER.name: WATER}
RICH = replace(
    RIVER,
    speaker=None,
    date=None,
    moved={"p9": "p1"},
    formerly=("shuiwu",),
    guesses={"unit": Guess(2, ("市园林局",)), "date": Guess()},
    corrections=(Correction("清於", "清淤", "王敏", date(2026, 11, 26), "错别字"),),
)


def read(folder: Path) -> Reading:
    return KnowledgeFolder(folder, KeptSpeeches(folder / "speeches.jsonl")).read()


def lines(folder: Path) -> list[bytes]:
    return (folder / "speeches.jsonl").read_bytes().splitlines()


def test_knowledge_is_the_same_and_a_changed_speech_alone_is_read_again(copy: Path) -> None:
    plain = KnowledgeFolder(copy).read()
    assert read(copy) == read(copy) == plain
    before = lines(copy)
    assert len(before) == len(plain.corpus.speeches)
    changed = next(copy.glob("speeches/*.md"))
    changed.write_text(f"{changed.read_text('utf-8')}\n一句新的话。\n", "utf-8")
    assert read(copy) == KnowledgeFolder(copy).read() != plain
    assert lines(copy)[:-1] == before


def test_what_is_known_is_not_parsed(copy: Path) -> None:
    kept = KeptSpeeches(copy / "speeches.jsonl")
    with kept.opened() as known:
        known.add("speeches/a.md", "nothing that could be parsed", RICH)
    with kept.opened() as known:
        assert known.find("speeches/a.md", "nothing that could be parsed", UNITS, ()) == RICH
        assert known.find("speeches/b.md", "nothing that could be parsed", UNITS, ()) is None
        assert known.find("speeches/a.md", "another content", UNITS, ()) is None


@pytest.mark.parametrize("how", ["a byte is another", "cut short", "no text", "gone"])
def test_what_is_damaged_is_read_again(copy: Path, how: str) -> None:
    plain = read(copy)
    kept = copy / "speeches.jsonl"
    content = kept.read_bytes()
    damaged = {
        "a byte is another": content.replace("创".encode(), "闯".encode()),
        "cut short": content[:-9],
        "no text": b"\xff\x00\n \n",
    }
    if how == "gone":
        kept.unlink()
    else:
        kept.write_bytes(damaged[how])
    assert read(copy) == plain == read(copy)


def test_units_and_themes_are_those_of_now(copy: Path) -> None:
    read(copy)
    for table in ("units.toml", "themes.toml"):
        text = (copy / table).read_text("utf-8")
        first = next(line for line in text.splitlines() if line.startswith("name = "))
        (copy / table).write_text(text.replace(first, 'name = "别的名字"', 1), "utf-8")
    reading = read(copy)
    assert reading.faults == KnowledgeFolder(copy).read().faults
    assert any("units.toml 里没有" in str(fault) for fault in reading.faults)
    assert any("themes.toml 里没有" in str(fault) for fault in reading.faults)


def test_speeches_that_are_read_no_more_are_dropped_in_the_end(tmp_path: Path) -> None:
    file = tmp_path / "speeches.jsonl"
    with KeptSpeeches(file).opened() as known:
        for number in range(1002):
            known.add("speeches/a.md", str(number), RICH)
    with KeptSpeeches(file).opened() as known:
        known.add("speeches/a.md", "new", RICH)
    with KeptSpeeches(file).opened() as known:
        assert known.find("speeches/a.md", "new", UNITS, ()) == RICH
        assert known.find("speeches/a.md", "1", UNITS, ()) is None
    assert len(lines(tmp_path)) == 1


def test_where_nothing_can_be_written_all_is_read_each_time(copy: Path) -> None:
    (copy / "file").write_text("")
    kept = KeptSpeeches(copy / "file" / "speeches.jsonl")
    assert (
        KnowledgeFolder(copy, kept).read()
        == KnowledgeFolder(copy, kept).read()
        == KnowledgeFolder(copy).read()
    )
