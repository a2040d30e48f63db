from collections.abc import Mapping, Sequence
from typing import Any

from bot.exchange.entries import Entries
from bot.exchange.merging import Merging, Result
from bot.exchange.sheet import Row, Sheet
from bot.exchange.tables import SPEECHES, UNITS, VOCABULARY

WATER = {"name": "市水务局", "slug": "shui", "aliases": ("水务局",), "nicknames": ("管水的",)}
WORD = {"says": ("牛皮癣",), "means": ("小广告",), "why": "口语", "general": False}
UNIT, WORDS = ["单位名称", "网址名", "俗称", "导出标记"], ["居民的说法", "稿子里的说法", "为什么", "导出标记"]


class Shelf:
    """Holds records, and refuses those of one name."""

    def __init__(self, *records: Mapping[str, Any]) -> None:
        self.held = list(records)

    def records(self) -> list[Mapping[str, Any]]:
        return list(self.held)

    def put(self, old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str | None:
        if new.get("name") == "坏单位":
            return "不收"
        self.held = [record for record in self.held if record != old] + [new]
        return None

    def remove(self, record: Mapping[str, Any]) -> str | None:
        self.held.remove(record)
        return None


def bring(merging: Merging, *rows: Sequence[str], is_gbk: bool = False) -> Result:
    entries = Entries(Sheet("", [Row(number, tuple(cells)) for number, cells in enumerate(rows, 1)]))
    return merging.merge(entries, entries, is_gbk=is_gbk)


def test_what_was_exported_and_changed_is_changed_and_the_other_columns_stay() -> None:
    shelf = Shelf(WATER)
    result = bring(Merging(UNITS, shelf), UNIT, ["市水务局", "shui", "水官", UNITS.mark_of(WATER)])
    assert (result.changed, result.new, result.same, result.failed) == (["市水务局"], [], 0, [])
    assert shelf.held == [{**WATER, "nicknames": ("水官",)}]


def test_what_is_the_same_is_not_touched() -> None:
    shelf = Shelf(WATER)
    result = bring(Merging(UNITS, shelf), UNIT, ["市水务局", "shui", "管水的", ""])
    assert (result.same, shelf.held) == (1, [WATER])


def test_what_is_new_is_added_and_what_is_not_in_the_table_stays() -> None:
    shelf = Shelf(WATER)
    result = bring(Merging(UNITS, shelf), UNIT, ["市园林局", "yuan", "种花的", ""])
    assert result.new == ["市园林局"]
    assert [record["name"] for record in shelf.held] == ["市水务局", "市园林局"]


def test_somebody_elses_work_since_the_export_is_not_undone() -> None:
    exported, shelf = UNITS.mark_of({**WATER, "aliases": ()}), Shelf(WATER)
    result = bring(Merging(UNITS, shelf), UNIT, ["市水务局", "shui", "水官", exported])
    assert "重新导出" in result.failed[0][1]
    untouched = {**WATER, "nicknames": ()}
    result = bring(Merging(UNITS, shelf), UNIT, ["市水务局", "shui", "", UNITS.mark_of(untouched)])
    assert (result.same, shelf.held) == (1, [WATER])


def test_an_entry_is_not_overwritten_by_a_row_that_was_not_exported() -> None:
    shelf = Shelf(WATER)
    result = bring(Merging(UNITS, shelf), UNIT, ["市水务局", "shui", "水官", ""])
    assert "baigu export" in result.failed[0][1]
    assert shelf.held == [WATER]


def test_failed_rows_are_kept_as_they_were_with_number_and_reason() -> None:
    result = bring(
        Merging(UNITS, Shelf()),
        [*UNIT, "备注", "原因"],
        ["坏单位", "huai", "", "", "好", "旧"],
        ["市水务局", "shui"],
    )
    assert result.new == ["市水务局"]
    assert result.failed_rows() == [
        [*UNIT, "备注", "行号", "原因"],
        ["坏单位", "huai", "", "", "好", "2", "不收"],
    ]


def test_an_entry_without_a_name_is_known_by_its_mark() -> None:
    shelf = Shelf(WORD)
    row = ["牛皮癣、小纸片", "小广告", "口语", VOCABULARY.mark_of(WORD)]
    result = bring(Merging(VOCABULARY, shelf), WORDS, row, row, ["飞线", "拉线", "土话", ""])
    assert (result.changed, result.new, result.same) == (["牛皮癣、小纸片"], ["飞线"], 1)
    assert len(shelf.held) == 2
    result = bring(Merging(VOCABULARY, shelf), WORDS, ["牛皮癣", "小广告", "俗语", VOCABULARY.mark_of(WORD)])
    assert "导出标记清空" in result.failed[0][1]


def test_a_row_that_was_left_out_costs_no_practice() -> None:
    parts = tuple({"anchor": a, "heading": None, "text": a, "themes": ()} for a in ("opening", "p1"))
    kept = {
        "slug": "a",
        "title": "题",
        "unit": "市水务局",
        "speaker": None,
        "date": None,
        "source_title": None,
        "publisher": None,
        "url": None,
        "file": None,
        "is_note": False,
        "parts": parts,
    }
    result = bring(
        Merging(SPEECHES, Shelf(kept)),
        ["讲稿编号", "题目", "单位", "锚点", "原文", "导出标记"],
        ["a", "题", "市水务局", "opening", "新", SPEECHES.mark_of(kept)],
    )
    assert "少了 p1" in result.failed[0][1]


def test_characters_that_gbk_has_not_are_not_lost_through_it() -> None:
    kept = {**WATER, "nicknames": ("⼀号", "😀")}
    shelf = Shelf(kept)
    row = ["市水务局", "shui2", "?号、??", UNITS.mark_of(kept)]
    assert bring(Merging(UNITS, shelf), UNIT, row, is_gbk=True).changed == ["市水务局"]
    assert shelf.held == [{**kept, "slug": "shui2"}]


def test_a_question_mark_that_may_have_been_a_character_is_not_taken() -> None:
    kept = {**WORD, "why": "⼀号说的"}
    row = ["牛皮癣", "小广告", "?号讲的", VOCABULARY.mark_of(kept)]
    result = bring(Merging(VOCABULARY, Shelf(kept)), WORDS, row, is_gbk=True)
    assert "CSV UTF-8" in result.failed[0][1]
