"""console: one-time codes and the audit log, for whoever is on the server itself."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.app.console import StaffedService
from bot.app.log import log_to
from bot.model import Rank

if TYPE_CHECKING:
    from bot.cli.context import Context


@click.group()
def console() -> None:
    """工作台的管理员口令和操作记录。"""


@console.command()
@click.argument("name", required=False, metavar="[名字]")
@click.pass_obj
def code(context: Context, name: str | None) -> None:
    """给一个管理员的一次性口令，24 小时内有效，用一次就作废。

    名字写要当管理员的人，已经在的（比如忘了密码）就给他换密码；不写，谁先用就是谁的，有人用了，别的就都作废。
    """
    service = context.made(StaffedService)
    given = service.operators.invite(Rank.ADMINISTRATOR, name)
    click.echo(f"打开 {service.console_address}join ，用一次性口令 {given} 设密码（24 小时内有效）")


@console.command()
@click.pass_obj
def audit(context: Context) -> None:
    """把操作记录写成 CSV（Excel、WPS 能打开），打印出来；存成文件用 > 记录.csv。"""
    sys.stdout.buffer.write(context.reading(StaffedService).audit_csv())


@console.command(hidden=True)
@click.pass_obj
def work(context: Context) -> None:
    """做工作台上要花时间的事：比较、导入、试问。服务自己会启动它。"""
    log_to()
    context.made(StaffedService).work()
