"""backup, restore, copy-data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app.keeping import back_up
from bot.app.keeping import copy_data as copy
from bot.app.restoring import restore as put_back
from bot.app.service import Service
from bot.terminal.keeping import after_copying, counted, kept_in, restored_from

if TYPE_CHECKING:
    from bot.cli.context import Context

_FILE = click.argument("file", metavar="文件", type=click.Path(path_type=Path, dir_okay=False))


@click.command()
@_FILE
@click.pass_obj
def backup(context: Context, file: Path) -> None:
    """备份成一个文件：数据库（连同发布的版本）、密钥、设置、知识文件夹。服务照常运行。

    文件里有密钥和居民问过的话，只有自己能读；请存到另一台机器上。
    """
    click.echo(kept_in(back_up(context.made(Service), file.absolute())))


@click.command()
@_FILE
@click.option("--yes", is_flag=True, help="已经有数据也换成备份里的；原来的挪到一边")
def restore(file: Path, *, yes: bool) -> None:
    """把备份放回来：先核对校验码，再放好。服务要先停下；家里已经有数据的，不加 --yes 就不动。"""
    click.echo(restored_from(put_back(file, overwrite=yes)))


@click.command("copy-data")
@click.argument("url", metavar="网址")
@click.pass_obj
def copy_data(context: Context, url: str) -> None:
    """把现在的数据库抄到 URL 那个空的数据库里，逐表核对条数；服务要先停下。

    URL 写成 postgresql://用户:密码@主机/库 的样子。
    """
    name, rows = copy(context.made(Service), url)
    click.echo(f"抄到了 {name}：{counted(rows)}")
    click.echo(after_copying())
