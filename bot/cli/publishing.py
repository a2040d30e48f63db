"""publish, releases, rollback, withhold."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.checking import Checking
from bot.app.editor import Recording
from bot.app.publishing import Publishing
from bot.app.service import Service
from bot.app.withholding import Withdrawal
from bot.cli.kinds import Whole
from bot.model import Deed
from bot.terminal.progress import progress
from bot.terminal.publication import (
    followed_by,
    print_place,
    print_preview,
    print_releases,
    print_withholdings,
)

if TYPE_CHECKING:
    from bot.cli.context import Context

_WHY = click.option("--why", help="为什么，给以后的人看；不写就问")
_YES = click.option("--yes", is_flag=True, help="不再问，直接换")


@click.command()
@_WHY
@click.option("--force", metavar="理由", help="检查题的数字变差，或者有不碍事的毛病，也要发布；理由会记下来")
@click.option("--dry-run", is_flag=True, help="只看会变什么，不发布")
@_YES
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.pass_obj
def publish(  # noqa: PLR0913 # one argument an option
    context: Context, *, why: str | None, force: str | None, dry_run: bool, yes: bool, as_json: bool
) -> None:
    """把知识文件夹发布成一个版本：先检查、比较，再换上；正在运行的服务几秒内就用新的。

    有毛病、或者检查题的数字变差，就不发布，退出码是 1。
    """
    if not dry_run:
        _check_can_ask("发布", why, yes=yes)
    publishing = _publishing(context)
    place = publishing.place
    if not as_json:
        print_place(Console(), place)
    candidate, number = publishing.prepare(progress), None
    if not as_json:
        print_preview(Console(), candidate.preview)
    try:
        if candidate.preview.is_new and not dry_run:
            publishing.hold_back(candidate.preview, force)
            number = publishing.publish(candidate, _sure("发布", why, yes=yes), force).number
            _record(context, Deed.PUBLISHED, number)
    finally:
        if as_json:
            row = {**asdict(candidate.preview), **asdict(place), "release": number}
            click.echo(json.dumps(row, ensure_ascii=False, indent=2))
    if number and not as_json:
        withheld = len(publishing.withheld)
        kept_back = f"。撤回着的 {withheld} 段仍不引用" if withheld else ""
        click.echo(f"已发布第 {number} 版。{followed_by(place)}{kept_back}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.pass_obj
def releases(context: Context, *, as_json: bool) -> None:
    """列出发布过的版本，最新的在最上面；▶ 是现在用的。"""
    kept = context.reading(Service).releases
    current, every, switches = next(iter(kept.published()), None), kept.all(), kept.switches()
    if as_json:
        rows = [{**asdict(release), "current": release.number == current} for release in every]
        told = {"releases": rows, "switches": [asdict(switch) for switch in switches]}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print_releases(Console(), every, switches, current)


@click.command()
@click.argument("number", required=False, metavar="[编号]", type=Whole(1))
@_WHY
@_YES
@click.pass_obj
def rollback(context: Context, number: int | None, *, why: str | None, yes: bool) -> None:
    """退回到以前的一个版本；不写编号就是现在这一版之前的那一版。知识文件夹不动。"""
    _check_can_ask("退回", why, yes=yes)
    publishing = _publishing(context)
    place = publishing.place
    print_place(Console(), place)
    number = number or publishing.before()
    publishing.roll_back(number, _sure(f"退回第 {number} 版", why, yes=yes))
    _record(context, Deed.ROLLED_BACK, number)
    click.echo(f"已退回第 {number} 版。{followed_by(place)}")


@click.command()
@click.argument("passage", required=False, metavar="[哪一段]")
@_WHY
@click.option("--back", is_flag=True, help="不再撤回，重新引用")
@_YES
@click.option("--json", "as_json", is_flag=True, help="打印 JSON：撤回和恢复的记录")
@click.pass_obj
def withhold(  # noqa: PLR0913 # one argument an option
    context: Context, passage: str | None, *, why: str | None, back: bool, yes: bool, as_json: bool
) -> None:
    """马上撤回一段话：几秒内不再引用，网页上写明已经撤回；知识文件夹不动，以后发布也不会再引用，除非 --back。

    哪一段写“文件名#锚点”，如 fangzhiban-20240111#p1，或者把那一页的网址贴进来；不写就列出撤回和恢复的记录。
    """
    service = context.made(Service) if passage else context.reading(Service)
    withdrawal, publishing = Withdrawal(service), Publishing(service, Checking(service))
    what = "恢复" if back else "撤回"
    if passage:
        _check_can_ask(what, why, yes=yes)
        meant = withdrawal.passage(passage)
        if meant is None:
            raise click.BadParameter(f"现在用的这一版里没有“{passage}”；写“文件名#锚点”，或贴那一页的网址")
        if bool(withdrawal.withheld_as(meant)) is not back:
            raise click.UsageError(f"{meant.id} {'没有撤回' if back else '已经撤回'}")
        place = publishing.place
        print_place(Console(stderr=as_json), place)
        click.echo(f"{meant.id}（{meant.heading}）", err=as_json)
        act = withdrawal.let_go if back else withdrawal.withhold
        recording = Recording(service.settings, service.audit)
        act(meant, recording.editor, _sure(what, why, yes=yes))
        recording.record(Deed.LET_GO if back else Deed.WITHHELD, meant.id)
        click.echo(f"已{what}。{followed_by(place)}", err=as_json)
    if as_json:
        click.echo(json.dumps([asdict(act) for act in withdrawal.acts()], ensure_ascii=False, indent=2))
    elif not passage:
        print_withholdings(Console(), withdrawal.acts())


def _publishing(context: Context) -> Publishing:
    service = context.made(Service)
    return Publishing(service, Checking(service))


def _record(context: Context, deed: Deed, release: int) -> None:
    service = context.made(Service)
    Recording(service.settings, service.audit).record(deed, f"第 {release} 版")


def _check_can_ask(what: str, why: str | None, *, yes: bool) -> None:
    if not _is_terminal() and not (why and yes):
        raise click.UsageError(f'没有终端可以问：写上 --why "为什么{what}" 和 --yes')


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _sure(what: str, why: str | None, *, yes: bool) -> str:
    """The reason, asked for; and a yes to it."""
    why = why or click.prompt(f"为什么{what}", err=True)
    if not yes:
        click.confirm(f"{what}吗？", abort=True, err=True)
    return why
