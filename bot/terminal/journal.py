"""Entries of the journal, as people read them in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Column, Table

from bot.model.moment import on_the_clock
from bot.terminal.publication import answer_told
from bot.terminal.reply import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from bot.model import Entry

WHYS = {
    "nothing": "什么也没找到",
    "reserved": "提到的只回固定的话",
    "named": "编辑写过这种问法",
    "unit": "问的是单位本身",
    "thin": "原话里问题的词太少",
    "limit": "有别的理由不能用它答",
    "leaning": "接着刚才的单位问的",
    "probability": "按把握",
}
"""What decided a verdict, in words."""

FEEDBACK = {"useful": "有用", "useless": "没帮上"}
"""What somebody said of an answer, in words."""


def print_entries(console: Console, entries: Sequence[Entry], *, is_cut: bool) -> None:
    """A row an entry."""
    if not entries:
        console.print("没有这样的记录")
        return
    names = ("编号", "时间", "问题", "结果", "哪一条", "版")
    table = Table(*(Column(name, overflow="fold") for name in names))
    for one in entries:
        release = "" if one.release is None else one.release
        cells = (
            one.id,
            on_the_clock(one.at, "%m-%d %H:%M"),
            one.question,
            _result(one),
            one.passage or "",
            release,
        )
        table.add_row(*(escape(str(cell)) for cell in cells))
    console.print(table)
    if is_cut:
        console.print("……还有更早的（--most 多列几条）")
    console.print("看一条的全部：baigu journal show 编号")


def entry_lines(entry: Entry) -> Iterator[str]:
    """Everything of one."""
    yield f"{on_the_clock(entry.at, '%Y-%m-%d %H:%M:%S')}，{entry.channel}，{entry.person or '不知道是谁'}"
    yield f"问：{entry.question}"
    why = f"，{WHYS.get(entry.why, entry.why)}" if entry.why else ""
    yield f"{_result(entry)}：{entry.passage or '没有哪一条'}，把握 {entry.confidence:.2f}{why}"
    if entry.quoted:
        yield f"引用的原话：{entry.quoted}"
    yield "用的是" + ("知识文件夹" if entry.release is None else f"第 {entry.release} 版")
    if entry.latency is not None:
        yield f"用了 {entry.latency * 1000:.0f} 毫秒"
    if entry.request:
        yield f"请求名 {entry.request}"
    if entry.reply is None:
        yield "回答没有留下（以前的程序没有记，或者已经删除）"
    else:
        yield f"回答（指纹 {entry.fingerprint}）："
        yield from (f"  {line}" for line in unmarked(entry.reply).splitlines())


def _result(entry: Entry) -> str:
    said = f"（{FEEDBACK[entry.feedback]}）" if entry.feedback in FEEDBACK else ""
    return f"{answer_told(entry.status)}{said}"
