"""What publishing would change, and what was published, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Column, Table

from bot.model.moment import on_the_clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from bot.errors import Fault
    from bot.model import Release, Switch, Withholding
    from bot.results.publication import Changes, Place, Preview

_DONE = {"added": "新增", "removed": "去掉", "text": "改了正文", "other": "改了说明"}
_STATUSES = {
    "answered": "答",
    "suggested": "建议",
    "unanswered": "不答",
    "directory": "目录",
    "courtesy": "固定的话",
}
_MOST = 20
"""Lines of a list; what is more is counted."""

_LONGEST = 40
"""Characters of a name in a list."""


def print_place(console: Console, place: Place) -> None:
    """Which database and which knowledge, in one line."""
    told = f"数据库 {place.database}，知识文件夹 {place.knowledge}"
    console.print(told, markup=False, highlight=False, soft_wrap=True)


def followed_by(place: Place) -> str:
    """Which services will take up what was published."""
    services = place.services
    if not services:
        return "现在没有服务在用这个数据库；启动后就用这一版"
    since = f"{'最早的 ' if len(services) > 1 else ''}{on_the_clock(services[0])} 起"
    return f"正在运行的服务有 {len(services)} 个（{since}），几秒内换上"


def print_preview(console: Console, preview: Preview) -> None:
    """What would change, as far as a screen shows."""
    current, compared = preview.current, preview.compared
    if not preview.is_new:
        console.print(f"和现在用的第 {current} 版一样，没有要发布的")
        return
    if preview.unread:
        console.print(f"[red]现在的第 {current} 版没法比较[/red]：{escape(preview.unread)}")
    first = "没有能比的版本：" if current else "还没有发布过，这是第一版："
    console.print(f"和第 {compared} 版比：" if compared else first)
    _print_difference(console, preview)
    if preview.difference.city and compared:
        console.print("城市、公众号的名字变了")
    if preview.difference.calibration and compared:
        console.print("把握的算法变了")
    _print_answers(console, preview)
    for sentence in preview.worse:
        console.print(f"[red]变差了[/red] {escape(sentence)}")
    _print_faults(console, preview.faults)


def print_releases(
    console: Console, releases: Sequence[Release], switches: Sequence[Switch], current: int | None
) -> None:
    """A row a release, then every time that one was gone back to."""
    if not releases:
        console.print("还没有发布过；服务用的是知识文件夹。用 baigu publish 发布")
        return
    table = Table("", "版", "时间", "谁", Column("为什么", overflow="fold"), "演讲稿", "内容")
    for row in releases:
        why = f"{row.why}（明知变差：{row.forced_because}）" if row.forced_because else row.why
        mark = "▶" if row.number == current else ""
        cells = (row.number, on_the_clock(row.at), row.who, why, row.speeches, row.version[:8])
        table.add_row(mark, *(escape(str(cell)) for cell in cells))
    console.print(table)
    for switch in reversed(switches):
        if switch.kind == "rollback":
            told = f"{on_the_clock(switch.at)} {switch.who} 退回第 {switch.release} 版：{switch.why}"
            console.print(told, markup=False, highlight=False, soft_wrap=True)


def _print_faults(console: Console, faults: Sequence[Fault]) -> None:
    for line in _first([str(fault) for fault in faults], "处"):
        console.print(f"[red]要改[/red] {escape(line)}", soft_wrap=True, highlight=False)


def _print_difference(console: Console, preview: Preview) -> None:
    difference = preview.difference
    parts: tuple[tuple[str, Changes, Mapping[str, Mapping[str, str]]], ...] = (
        ("演讲稿", difference.speeches, difference.passages),
        ("单位", difference.units, {}),
        ("主题", difference.themes, {}),
        ("说法", difference.vocabulary, {}),
        ("机器人的话", difference.wording, {}),
        ("固定的话", difference.phrases, {}),
        ("固定回复", difference.keywords, {}),
        ("要请单位讲的", difference.wanted, {}),
        ("检查题", preview.questions, {}),
    )
    for name, changes, passages in parts:
        _print_part(console, name, changes, passages, listed=bool(preview.compared))


def print_withholdings(console: Console, acts: Sequence[Withholding]) -> None:
    """What was withheld and let go, the latest first."""
    if not acts:
        console.print("没有撤回过")
        return
    table = Table(*(Column(name, overflow="fold") for name in ("时间", "做了什么", "哪一段", "谁", "为什么")))
    for act in acts:
        done = "恢复" if act.is_back else "撤回"
        table.add_row(on_the_clock(act.at), done, *map(escape, (act.passage, act.who, act.why)))
    console.print(table)


def _print_part(
    console: Console,
    name: str,
    changes: Changes,
    passages: Mapping[str, Mapping[str, str]],
    *,
    listed: bool,
) -> None:
    done = (("新增", changes.added), ("去掉", changes.removed), ("改动", changes.changed))
    if not any(entries for _, entries in done):
        return
    console.print(f"{name}：{'，'.join(f'{word} {len(entries)}' for word, entries in done if entries)}")
    lines = [f"  + {_short(entry)}" for entry in changes.added]
    lines += [f"  - {_short(entry)}" for entry in changes.removed]
    lines += [f"  ~ {_short(entry)}{_passages(passages.get(entry, {}))}" for entry in changes.changed]
    for line in _first(lines, "项") if listed else ():
        console.print(line, highlight=False, markup=False, soft_wrap=True)


def _passages(done: Mapping[str, str]) -> str:
    told = (f"{anchor} {_DONE[what]}".strip() for anchor, what in done.items())
    return f"：{'、'.join(told)}" if done else ""


def _print_answers(console: Console, preview: Preview) -> None:
    figures = preview.figures
    if not figures or not figures[-1].questions:
        console.print("没有检查题；写一些放在 questions/ 里，发布时就能看出回答变了没有")
        return
    answers = preview.answers
    questions = f"检查题 {figures[-1].questions} 道"
    console.print(f"{questions}，{len(answers)} 道的回答变了" if preview.compared else questions)
    if not answers:
        return
    table = Table(*(Column(name, overflow="fold") for name in ("问题", "现在", "发布以后")))
    for row in answers[:_MOST]:
        table.add_row(*map(escape, (row.question, answer_told(row.before), answer_told(row.after))))
    console.print(table)
    if len(answers) > _MOST:
        console.print(f"……还有 {len(answers) - _MOST} 道（--json 看全部）")


def answer_told(told: str) -> str:
    """An answer, `status unit practice`, as people say it."""
    status, _, first = told.partition(" ")
    return f"{_STATUSES[status]} {first}".strip()


def _short(entry: str) -> str:
    return entry if len(entry) <= _LONGEST else f"{entry[: _LONGEST - 1]}…"


def _first(lines: Sequence[str], counted: str) -> Iterable[str]:
    yield from lines[:_MOST]
    if lines[_MOST:]:
        yield f"  ……还有 {len(lines) - _MOST} {counted}（--json 看全部）"
