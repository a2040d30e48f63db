"""What was asked in vain, and what a mend of it would change, as people read it in a terminal."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Column, Table

from bot.model.moment import on_the_clock
from bot.terminal.publication import answer_told
from bot.terminal.reply import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import Console

    from bot.model import Wanted
    from bot.results.mending import Cluster, Effect
    from bot.results.publication import ChangedAnswer
    from bot.results.report import Report

_MOST = 20
"""Lines of a list; what is more is counted."""


def print_clusters(console: Console, clusters: Sequence[Cluster], days: int) -> None:
    """A row a cluster."""
    if not clusters:
        console.print(f"最近 {days} 天问的都答上了，没有要补的")
        return
    names = ("编号", "次", "问的是", "结果", "给的是", "最近")
    table = Table(*(Column(name, overflow="fold") for name in names))
    for one in clusters:
        more = f"（还有 {len(one.wordings) - 1} 种问法）" if one.wordings[1:] else ""
        cells = (
            one.id,
            one.count,
            f"{one.question}{more}",
            results(one),
            one.passage or "",
            on_the_clock(one.last, "%m-%d"),
        )
        table.add_row(*(escape(str(cell)) for cell in cells))
    console.print(table)
    console.print("收进一条做法：baigu attach 编号 做法；别的改法：baigu mend --help")


def print_cluster(console: Console, cluster: Cluster, reply: str) -> None:
    """Its wordings, numbered, and what was replied last."""
    for n, wording in enumerate(cluster.wordings[:_MOST], 1):
        console.print(
            f"{n}. {wording.text}（{wording.count} 次）", markup=False, highlight=False, soft_wrap=True
        )
    if cluster.wordings[_MOST:]:
        console.print(f"……还有 {len(cluster.wordings) - _MOST} 种问法")
    if reply:
        console.print("最近一次的回答：")
        console.print(textwrap.indent(unmarked(reply), "  "), markup=False, highlight=False, soft_wrap=True)


def results(cluster: Cluster) -> str:
    """What came of it, in words."""
    told = [answer_told(status) + f" {count}" for status, count in cluster.statuses.items()]
    return "，".join([*told, *([f"没帮上 {cluster.useless}"] if cluster.useless else [])])


def print_effect(console: Console, effect: Effect) -> None:
    """What would be answered otherwise, this question first."""
    _print_answers(console, "这一组问题", effect.own)
    asked = f"另外问了 {effect.golden} 道检查题、{effect.real} 句最近真的问过的话"
    if effect.others:
        _print_answers(console, f"{asked}，{len(effect.others)} 句的回答变了", effect.others)
    else:
        console.print(f"{asked}，回答都没变")
    for sentence in effect.worse:
        console.print(f"[red]变差了[/red] {escape(sentence)}")


def wanted_lines(wanted: Sequence[Wanted]) -> Iterator[str]:
    """What to ask which unit for, unit by unit."""
    for unit in dict.fromkeys(row.unit for row in wanted):
        yield f"请{unit}讲一讲："
        yield from (f"  {row.says[0]}" for row in wanted if row.unit == unit)


def _print_answers(console: Console, title: str, answers: Sequence[ChangedAnswer]) -> None:
    console.print(f"{title}：")
    table = Table(*(Column(name, overflow="fold") for name in ("问题", "现在", "改了以后")))
    for row in answers[:_MOST]:
        table.add_row(*map(escape, (row.question, answer_told(row.before), answer_told(row.after))))
    console.print(table)
    if answers[_MOST:]:
        console.print(f"……还有 {len(answers) - _MOST} 句（--json 看全部）")


def report_lines(report: Report) -> Iterator[str]:
    """A week, as far as a screen shows."""
    week, before = report.week, report.before
    yield f"{report.account} {report.first} 至 {report.last}"
    yield f"问题 {week.questions}（上一周 {before.questions}）"
    for name, count in (("答了", week.answered), ("给了建议", week.suggested), ("没答上", week.unanswered)):
        yield f"{name} {count}（{week.share(count):.0%}）"
    yield f"说有用 {week.useful}，说没帮上 {week.useless}"
    for title, clusters in (
        ("问得最多的", report.asked),
        ("还没有答好的", report.unmet),
        ("已经补上、定了怎么办的", report.mended),
    ):
        if clusters:
            yield f"{title}："
            yield from (f"  {one.question}（{one.count} 次）" for one in clusters)
    yield from wanted_lines(report.wanted)
