from dataclasses import replace

from bot.results.table_import import FailedRow, TableImport
from bot.terminal.table_import import lines, summary

SHEET = TableImport(
    source="a.xlsx",
    sheet="单位",
    table="units",
    new=("市水务局",),
    changed=(),
    same=2,
    failed=(FailedRow(3, "没有写网址名"),),
    failed_file="a.未导入.xlsx",
    notes=("有合并的单元格",),
)


def test_what_came_of_a_sheet_is_told_with_every_reason() -> None:
    assert list(lines(SHEET)) == [
        "a.xlsx 的“单位”（单位表）：新增 1，修改 0，没变 2，没有导入 1 行",
        "  注意：有合并的单元格",
        "  新增：市水务局",
        "  第 3 行没有导入：没有写网址名",
    ]


def test_long_lists_are_counted() -> None:
    many = replace(SHEET, new=("市水务局",) * 30, failed=SHEET.failed * 30)
    told = list(lines(many))
    assert told[2].endswith("等 30 项")
    assert told[-1] == "  ……共 30 行"
    assert len(told) < 30


def test_what_to_do_next_is_said() -> None:
    assert ["publish" in line for line in summary([SHEET], dry_run=False)] == [False, True]
    assert "什么也没有写" in list(summary([SHEET], dry_run=True))[-1]
    assert list(summary([replace(SHEET, new=(), failed_file=None)], dry_run=False)) == ["知识文件夹没有变"]
    assert list(summary([], dry_run=False)) == []
