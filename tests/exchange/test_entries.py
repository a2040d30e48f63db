from collections.abc import Sequence

import pytest

from bot.errors import SourceError
from bot.exchange.entries import Entries, Entry
from bot.exchange.sheet import Row, Sheet

SPEECH = ["讲稿编号", "题目", "单位", "锚点", "原文", "段序", "演讲人", "导出标记"]


def sheet(*rows: Sequence[str]) -> Sheet:
    return Sheet("", [Row(number, tuple(cells)) for number, cells in enumerate(rows, 1)])


def entries(*rows: Sequence[str]) -> list[Entry]:
    return list(Entries(sheet(*rows)))


def speech(*rows: Sequence[str]) -> Entry:
    (entry,) = entries(SPEECH, *rows)
    return entry


def test_a_table_is_known_by_its_header_whatever_the_order() -> None:
    read = Entries(
        sheet(
            ["2024 年各单位名称"], ["俗称", "网址名", "单位名称", "备注"], ["水官", "shui", "市水务局", "好"]
        )
    )
    assert (read.table.name, read.header.number) == ("units", 2)
    assert read.notes == ["不认识的列，没有读：备注"]
    (entry,) = read
    assert entry.record == {"name": "市水务局", "slug": "shui", "nicknames": ("水官",)}


def test_columns_of_failed_rows_are_nothing_unknown() -> None:
    assert Entries(sheet(["单位名称", "网址名", "行号", "原因"])).notes == []


def test_a_missing_column_is_named() -> None:
    with pytest.raises(SourceError, match="“单位”表，缺少这几列：网址名"):
        Entries(sheet(["单位名称", "俗称"]))


@pytest.mark.parametrize("rows", [[], [["姓名", "电话"]], [["单位"]]])
def test_another_table_is_not_taken_for_ours(rows: list[list[str]]) -> None:
    with pytest.raises(SourceError):
        Entries(sheet(*rows))


def test_a_row_with_nothing_where_something_must_be_is_refused() -> None:
    (entry,) = entries(["单位名称", "网址名"], ["市水务局", " "])
    assert entry.reasons == {2: "没有写网址名"}


def test_the_rows_of_a_speech_are_one_entry_in_their_order() -> None:
    entry = speech(
        ["a", "题", "市水务局", "p2", "二", "3", "", ""],
        ["a", "题", "市水务局", "opening", "零", "1", "李清", ""],
        ["a", "题", "市水务局", "p1", "一", "2", "", "v1"],
        ["a", "题", "市水务局", "aside", "又", "", "", ""],
    )
    assert [part["anchor"] for part in entry.record["parts"]] == ["opening", "p1", "aside", "p2"]
    assert (entry.record["speaker"], entry.mark) == ("李清", "v1")


def test_a_speech_with_a_bad_row_waits_whole() -> None:
    entry = speech(
        ["a", "题", "市水务局", "p1", "", "1", "", ""], ["a", "题", "市水务局", "p2", "二", "2", "", ""]
    )
    assert entry.reasons == {2: "没有写原文", 3: "同一篇的第 2 行没有通过"}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["a", "别题", "市水务局", "p2", "二", "2", "", ""], "题目写得不一样：题、别题"),
        (["a", "题", "市水务局", "p2", "二", "后", "", ""], "段序要写数字"),
    ],
)
def test_rows_of_a_speech_that_contradict_each_other_are_refused(row: list[str], reason: str) -> None:
    entry = speech(["a", "题", "市水务局", "p1", "一", "1", "", ""], row)
    assert all(reason in why for why in entry.reasons.values())
    assert len(entry.reasons) == 2
