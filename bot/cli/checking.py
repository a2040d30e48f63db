"""check."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from bot.app.baigu import Baigu
from bot.app.checking import Checking
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from bot.cli.context import Context


@click.command()
@click.pass_obj
def check(context: Context) -> None:
    """检查知识文件夹，一次列出所有毛病。"""
    baigu = context.made(Baigu)
    reading = Checking(baigu).check(baigu.knowledge, progress)
    for task in reading.to_do:
        click.echo(f"还要做：{task}")
    for fault in reading.faults:
        click.echo(str(fault), err=True)
    if reading.faults:
        click.echo(f"共 {len(reading.faults)} 处要改", err=True)
        sys.exit(1)
    corpus = reading.corpus
    click.echo(f"没有毛病：{len(corpus.speeches)} 篇，{len(corpus.passages)} 段，{len(corpus.units)} 个单位")
