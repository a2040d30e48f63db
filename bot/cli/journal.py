"""journal."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from bot.app.journal import Journal
from bot.app.service import Service
from bot.cli.kinds import DAY, Whole
from bot.terminal.journal import entry_lines, print_entries

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bot.cli.context import Context
    from bot.model import Entry

_ONE_DAY = timedelta(days=1)


@click.group()
def journal() -> None:
    """问答记录：哪天问了什么、答了什么、用的哪一版。问题是遮过个人信息的，人是编码。"""


def _choosing(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say which entries are meant."""
    options = (
        click.option("--on", type=DAY, help="哪一天，像 2026-11-23"),
        click.option("--since", type=DAY, help="从哪一天起"),
        click.option("--until", type=DAY, help="到哪一天为止，那天也算"),
        click.option("--saying", default="", help="问题或回答里有这几个字"),
        click.option("--openid", default="", help="这个 OpenID 的人问的"),
        click.option("--userid", default="", help="企业微信里这个 UserID 的成员问的"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@journal.command()
@click.argument("number", required=False, metavar="[编号]", type=Whole(1))
@_choosing
@click.option("--most", default=20, show_default=True, type=Whole(1), help="最多列几条")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON，一行一条")
@click.pass_obj
def show(context: Context, /, number: int | None, *, most: int, as_json: bool, **chosen: Any) -> None:
    """列出问答记录，最近的在前；写编号就看那一条的全部：问题、回答、为什么这样答、用的哪一版。"""
    kept = Journal(context.reading(Service))
    entries = _chosen(kept, most + 1, **chosen)
    if number:
        one = kept.one(number)
        if one is None:
            raise click.BadParameter(f"没有编号 {number} 的记录；可能已经到期删除")
        entries = [one]
    if as_json:
        for entry in entries[:most]:
            click.echo(json.dumps(asdict(entry), ensure_ascii=False))
    elif number:
        click.echo("\n".join(entry_lines(entries[0])))
    else:
        print_entries(Console(), entries[:most], is_cut=len(entries) > most)


@journal.command()
@_choosing
@click.option(
    "--to", required=True, type=click.Path(path_type=Path), help="写到哪个文件：.jsonl、.csv 或 .xlsx"
)
@click.pass_obj
def export(context: Context, /, *, to: Path, **chosen: Any) -> None:
    """把问答记录写成文件，只有自己能读；已经有的文件不覆盖。"""
    kept = Journal(context.reading(Service))
    entries = _chosen(kept, None, **chosen)
    kept.export(to, entries)
    click.echo(f"{to}：{len(entries)} 条")


@journal.command()
@click.option("--before", type=DAY, help="这一天以前的，全部删掉")
@click.option("--openid", default="", help="这个 OpenID 的人的，全部删掉；只留认不出是谁的次数")
@click.option("--userid", default="", help="企业微信里这个 UserID 的成员的，全部删掉")
@click.option("--yes", is_flag=True, help="不再问，直接删")
@click.pass_obj
def purge(context: Context, *, before: datetime | None, openid: str, userid: str, yes: bool) -> None:
    """删掉问答记录；删了就没有了。到期的（BAIGU_JOURNAL_DAYS）本来就会自动删。"""
    if [before is not None, bool(openid), bool(userid)].count(True) != 1:
        raise click.UsageError("写上 --before 日期、--openid、--userid 中的一个")
    if not yes:
        if not sys.stdin.isatty():
            raise click.UsageError("没有终端可以问：写上 --yes")
        click.confirm("删了就没有了，删吗？", abort=True, err=True)
    service = context.reading(Service)
    if service.database.is_missing():
        return
    kept = Journal(service)
    if person := kept.person(openid, userid):
        click.echo("删掉了" if kept.forget(person) else "数据库现在连不上，记下了，一恢复就删")
    elif before:
        click.echo(f"删掉了 {kept.purge(before.timestamp())} 条")


def _chosen(  # noqa: PLR0913 # one argument an option
    kept: Journal,
    most: int | None,
    *,
    on: datetime | None,
    since: datetime | None,
    until: datetime | None,
    saying: str,
    openid: str,
    userid: str,
) -> Sequence[Entry]:
    """The entries that are meant; days are those of this machine."""
    if on and (since or until):
        raise click.UsageError("--on 和 --since、--until 不能一起写")
    first, last = (on, on) if on else (since, until)
    begins = first.timestamp() if first else 0.0
    ends = (last + _ONE_DAY).timestamp() if last else float("inf")
    return kept.between(begins, ends, most, saying=saying, person=kept.person(openid, userid))
