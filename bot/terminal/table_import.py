"""What came of importing tables, in lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.results.table_import import TableImport

_TITLES = {
    "units": "单位",
    "themes": "主题",
    "speeches": "讲稿",
    "questions": "问法",
    "vocabulary": "词汇",
    "checks": "检查题",
    "keywords": "固定回复",
}
_LONGEST = 40
"""Characters of a name in a list."""

_MOST = 20
"""Names or rows that are listed; what is more is counted."""


def lines(row: TableImport) -> Iterator[str]:
    """What came of one sheet."""
    title = _TITLES[row.table]
    place = f"{row.source} 的“{row.sheet}”" if row.sheet else row.source
    counts = f"新增 {len(row.new)}，修改 {len(row.changed)}，没变 {row.same}，没有导入 {len(row.failed)} 行"
    yield f"{place}（{title}表）：{counts}"
    for note in row.notes:
        yield f"  注意：{note}"
    for name, entries in (("新增", row.new), ("修改", row.changed), ("删除", row.deleted)):
        if entries:
            yield f"  {name}：{_listed(entries)}"
    for kept in row.not_deleted:
        yield f"  没有删 {kept.name}：{kept.reason}"
    for failed in row.failed[:_MOST]:
        yield f"  第 {failed.row} 行没有导入：{failed.reason}"
    if row.failed[_MOST:]:
        yield f"  ……共 {len(row.failed)} 行"


def summary(rows: Sequence[TableImport], *, dry_run: bool) -> Iterator[str]:
    """What to do now."""
    files = dict.fromkeys(row.failed_file for row in rows if row.failed_file)
    yield from (f"没有导入的行在 {file} 里：照“原因”改好，再导入这个文件" for file in files)
    if dry_run:
        yield "只是看看，什么也没有写"
    elif any(row.new or row.changed or row.deleted for row in rows):
        yield "写进知识文件夹了。用 baigu check 检查，用 baigu publish 发布以后才算数"
    elif rows:
        yield "知识文件夹没有变"


def _listed(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 项" if names[_MOST:] else ""
    return "，".join(name[:_LONGEST] for name in names[:_MOST]) + more
