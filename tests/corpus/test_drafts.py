from __future__ import annotations

import resource
from datetime import date
from typing import TYPE_CHECKING

import pytest

from bot.corpus.drafts import Drafts
from bot.errors import SourceError
from bot.model import Passage, Role, Source, Speech, Unit

if TYPE_CHECKING:
    from pathlib import Path

SPEECH = Speech(
    "a-20240111",
    "标题",
    Unit("a", "不在表里的单位"),
    None,
    date(2024, 1, 11),
    Source("页面"),
    (
        Passage("a-20240111", "opening", "标题", "开头。", Role.OPENING),
        Passage("a-20240111", "p1", "甲", "一是甲。\n# 井号开头。", Role.PRACTICE, 1, ("不在表里的主题",)),
        Passage("a-20240111", "aside", "其间", "其间的话。", Role.ASIDE),
        Passage("a-20240111", "p2", "乙", "二是乙。", Role.PRACTICE, 2),
        Passage("a-20240111", "aside-2", "谢谢大家", "谢谢大家。", Role.ASIDE),
    ),
)


def test_a_draft_is_read_back_as_it_was_written_whatever_its_unit(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "drafts")
    drafts.write([SPEECH], {})
    back = drafts.existing()[str(drafts.path("a-20240111.md"))]
    assert back is not None
    assert (back.passages, back.title, back.unit.name, back.date) == (
        SPEECH.passages,
        SPEECH.title,
        SPEECH.unit.name,
        SPEECH.date,
    )


def test_a_draft_is_never_overwritten(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    drafts.write([SPEECH], {})
    (tmp_path / "a-20240111.md").write_text("改过的", "utf-8")
    with pytest.raises(SourceError, match="没有覆盖"):
        drafts.write([SPEECH], {})
    assert (tmp_path / "a-20240111.md").read_text("utf-8") == "改过的"


def test_a_full_disk_leaves_nothing_and_the_next_import_takes_the_same_names(tmp_path: Path) -> None:
    drafts, texts = Drafts(tmp_path / "drafts"), {"sources/a.txt": "原" * 9_000, "a.report.txt": "报告"}
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, limits[1]))
    try:
        with pytest.raises(SourceError, match="什么也没有写"):
            drafts.write([SPEECH], texts)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert [path for path in (tmp_path / "drafts").rglob("*") if path.is_file()] == []
    drafts.write([SPEECH], texts)
    assert list(drafts.existing()) == [str(tmp_path / "drafts" / "a-20240111.md")]


def test_a_file_that_is_no_speech_takes_its_name_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "broken.md").write_text("---\n", "utf-8")
    assert Drafts(tmp_path).existing() == {str(tmp_path / "broken.md"): None}
