"""unanswered, attach, mend."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from bot.app.editor import Recording
from bot.app.mending import Mending
from bot.app.service import Service
from bot.app.unanswered import write_unanswered
from bot.cli.kinds import Whole
from bot.model import Attach, Deed, Fixed, NeedsSpeech, Nickname, Outside, Word
from bot.terminal.mending import print_cluster, print_clusters, print_effect, wanted_lines
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.cli.context import Context
    from bot.model import Mend
    from bot.results.mending import Cluster

_DAY = 86400.0
_DAYS = click.option("--days", default=30, show_default=True, type=Whole(1), help="看最近几天")


@click.command()
@_DAYS
@click.option("--most", default=50, show_default=True, type=Whole(1), help="最多列几组")
@click.option("--all", "every", is_flag=True, help="已经补上的也列")
@click.option("--wanted", is_flag=True, help="不列问题，列要请哪个单位讲什么")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.option("--xlsx", type=click.Path(path_type=Path), help="写成 Excel、WPS 能打开的表格")
@click.pass_obj
def unanswered(  # noqa: PLR0913 # one argument an option
    context: Context, *, days: int, most: int, every: bool, wanted: bool, as_json: bool, xlsx: Path | None
) -> None:
    """列出没答上的、只给了建议的、说没帮上的：差不多的问法归成一组，问得最多的在前。"""
    service = context.made(Service) if wanted else context.reading(Service)
    mending = Mending(service, progress)
    if wanted:
        rows = service.knowledge.load().wanted
        told = json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=2)
        click.echo(told if as_json else "\n".join(wanted_lines(rows)) or "没有要请单位讲的")
        return
    clusters = mending.clusters(service.clock() - days * _DAY)
    shown = mending.with_near(clusters[:most] if every else mending.unmended(clusters, most))
    if xlsx:
        write_unanswered(xlsx, shown, service.knowledge.load().wanted)
        click.echo(f"{xlsx}：{len(shown)} 组", err=as_json)
    if as_json:
        click.echo(json.dumps([_row(one) for one in shown], ensure_ascii=False, indent=2))
    elif not xlsx:
        print_clusters(Console(), shown, days)


def _row(cluster: Cluster) -> dict[str, object]:
    return {"question": cluster.question, **asdict(cluster)}


def _changing(command: Callable[..., None]) -> Callable[..., None]:
    """The options of every mend."""
    options = (
        click.option(
            "-w",
            "--wording",
            "numbers",
            multiple=True,
            type=Whole(1),
            help="收第几种问法，可以写几次；不写就收第 1 种",
        ),
        _DAYS,
        click.option("--dry-run", is_flag=True, help="只看会变什么，不写"),
        click.option("--yes", is_flag=True, help="不再问，直接写；等于说已经看过，问法里没有个人信息"),
        click.option("--json", "as_json", is_flag=True, help="打印 JSON"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("cluster", metavar="哪一组")
@click.argument("practice", metavar="做法")
@_changing
@click.pass_obj
def attach(context: Context, /, cluster: str, practice: str, **how: Any) -> None:
    """把一组问题收进一条做法：以后这样问，就用这一条来答。

    哪一组，写 baigu unanswered 列的编号；做法写“某单位第1条”，或者“文件名#锚点”，或者贴那一页的网址。
    """

    def meant(mending: Mending) -> Mend:
        passage = mending.passage(practice)
        if passage is None:
            raise click.BadParameter(f"知识文件夹里没有“{practice}”；写“某单位第1条”，或“文件名#锚点”")
        return Attach(passage.id)

    _mend(context, cluster, meant, **how)


@click.group()
def mend() -> None:
    """补上没答好的一组问题；收进一条做法用 baigu attach。"""


@mend.command()
@click.argument("cluster", metavar="哪一组")
@click.argument("says", metavar="居民的词")
@click.argument("means", metavar="稿子里的词…", nargs=-1, required=True)
@_changing
@click.pass_obj
def word(context: Context, /, cluster: str, says: str, means: tuple[str, ...], **how: Any) -> None:
    """居民用的是另一个词：先写居民的，再写稿子里的，可以写几个。"""
    _mend(context, cluster, Word(says, means), **how)


@mend.command()
@click.argument("cluster", metavar="哪一组")
@click.argument("unit", metavar="单位")
@click.argument("called", metavar="叫法")
@_changing
@click.pass_obj
def nickname(context: Context, /, cluster: str, unit: str, called: str, **how: Any) -> None:
    """居民这样叫一个单位：先写单位，再写居民的叫法。"""
    _mend(context, cluster, Nickname(unit, called), **how)


@mend.command()
@click.argument("cluster", metavar="哪一组")
@click.argument("text", metavar="话")
@click.option("--link", help="回复下面跟一个网址")
@_changing
@click.pass_obj
def fixed(context: Context, /, cluster: str, text: str, link: str | None, **how: Any) -> None:
    """以后这样问，总是回这句话。"""
    _mend(context, cluster, Fixed(text, link), **how)


@mend.command()
@click.argument("cluster", metavar="哪一组")
@click.argument("text", default="", metavar="[话]")
@_changing
@click.pass_obj
def outside(context: Context, /, cluster: str, text: str, **how: Any) -> None:
    """不归这里答：以后不再列出来；写了话就总是回这句话。"""
    _mend(context, cluster, Outside(text), **how)


@mend.command()
@click.argument("cluster", metavar="哪一组")
@click.argument("unit", metavar="单位")
@_changing
@click.pass_obj
def speech(context: Context, /, cluster: str, unit: str, **how: Any) -> None:
    """还没有稿子讲到：记下要请哪个单位讲一讲；用 baigu unanswered --wanted 看要请谁讲什么。"""
    _mend(context, cluster, NeedsSpeech(unit), **how)


def _mend(  # noqa: PLR0913 # one argument an option
    context: Context,
    name: str,
    meant: Mend | Callable[[Mending], Mend],
    *,
    numbers: tuple[int, ...],
    days: int,
    dry_run: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Show a cluster and what a mend of it changes, and mend it where a person agrees."""
    if not (yes or dry_run or _is_terminal()):
        raise click.UsageError(
            "没有终端可以问：看过问法里没有个人信息，就写上 --yes；只看会变什么写 --dry-run"
        )
    service = context.made(Service)
    mending, console = Mending(service, progress), Console(stderr=as_json)
    cluster = mending.cluster(name, mending.clusters(service.clock() - days * _DAY))
    change = meant(mending) if callable(meant) else meant
    print_cluster(console, cluster, mending.reply(cluster))
    kept = _kept(cluster, numbers)
    effect = mending.effect(change, kept, tuple(wording.text for wording in cluster.wordings))
    print_effect(console, effect)
    files: tuple[str, ...] = ()
    if not dry_run:
        if not yes:
            click.echo(f"要收下的问法：{'；'.join(kept)}", err=as_json)
            click.confirm("里面没有姓名、电话、住址，就这样改吗？", abort=True, err=as_json)
        recording = Recording(service.settings, service.audit)
        files = mending.save(change, kept, effect.version, cluster.heads)
        recording.record(Deed.MENDED, _told(cluster, change))
    if as_json:
        row = {"cluster": _row(cluster), "effect": asdict(effect), "written": files}
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
    elif files:
        click.echo(f"写进了 {'、'.join(files)}。用 baigu publish 发布以后才算数")


def _told(cluster: Cluster, change: Mend) -> str:
    """What the audit log keeps: which cluster and where to; nothing that a resident said."""
    where = getattr(change, "passage", "") or getattr(change, "unit", "")
    return f"{cluster.id} {type(change).__name__} {where}".strip()


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _kept(cluster: Cluster, numbers: tuple[int, ...]) -> tuple[str, ...]:
    if any(number > len(cluster.wordings) for number in numbers):
        raise click.BadParameter(f"这一组只有 {len(cluster.wordings)} 种问法")
    if not numbers and cluster.heads:
        return cluster.heads
    return tuple(cluster.wordings[number - 1].text for number in numbers or (1,))
