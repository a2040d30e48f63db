from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.corpus.folder import KnowledgeFolder
from bot.corpus.new_folder import make_folder
from bot.errors import SourceError
from bot.model import City
from tests.builders import KNOWLEDGE

if TYPE_CHECKING:
    from pathlib import Path

CITY = City("漓江问答", "桂林", "全国文明城市")
OURS = {
    "calibration.toml",  # with how people put their questions to us
    "city.toml",
    "themes.toml",
    "units.toml",
    "vocabulary.toml",
    "wording/about.txt",
    "wording/tagline.txt",
}
"""What our own city says otherwise than every city; all else stands twice, here and in what `init` writes."""


@pytest.fixture
def made(tmp_path: Path) -> Path:
    make_folder(tmp_path / "new", CITY)
    return tmp_path / "new"


def test_a_new_folder_has_no_fault_and_one_thing_to_do(made: Path) -> None:
    reading = KnowledgeFolder(made).read()
    assert reading.faults == ()
    assert [task.what for task in reading.to_do] == ["还没有演讲稿"]
    assert (reading.corpus.city, reading.corpus.units) == (CITY, ())
    assert all(synonym.general for synonym in reading.corpus.synonyms)
    assert len(reading.corpus.synonyms) >= 40
    assert len(reading.corpus.themes) >= 15


def test_our_own_folder_is_what_it_makes_but_for_what_only_our_city_says(made: Path) -> None:
    files = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    differing = {name for name in files if (made / name).read_bytes() != (KNOWLEDGE / name).read_bytes()}
    assert differing == OURS


def test_a_folder_that_lost_its_speeches_is_missed(made: Path) -> None:
    (made / "units.toml").write_text('[[unit]]\nname = "市水务局"\nslug = "shuiwu"\n', "utf-8")
    reading = KnowledgeFolder(made).read()
    assert [fault.what for fault in reading.faults] == ["没有一篇演讲稿"]
    assert reading.to_do == ()


@pytest.mark.parametrize("left", ["sources/a.txt", "questions/check.jsonl"])
def test_what_only_comes_with_speeches_tells_that_there_were_some(made: Path, left: str) -> None:
    (made / left).parent.mkdir(exist_ok=True)
    (made / left).write_text("", "utf-8")
    assert [fault.what for fault in KnowledgeFolder(made).read().faults] == ["没有一篇演讲稿"]


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(SourceError, match="里已经有东西，什么也没有写；换一个新的文件夹名"):
        make_folder(tmp_path, CITY)
    assert [path.name for path in tmp_path.iterdir()] == ["note.txt"]


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(SourceError, match="建不了") as told:
        make_folder(tmp_path / "file" / "new", CITY)
    assert "\n" not in str(told.value)
