"""init."""

from __future__ import annotations

from pathlib import Path

import click

from bot.app.beginning import begin
from bot.terminal.beginning import next_steps

_LONGEST = 20


def _name(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """A name as it can stand in the middle of a sentence."""
    name = " ".join((value or "").split())
    if value is not None and not (0 < len(name) <= _LONGEST and name.isprintable()):
        raise click.BadParameter(f"写 1 到 {_LONGEST} 个字")
    return name or None


@click.command()
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--city", required=True, metavar="城市", callback=_name, help="城市的名字，如 桂林")
@click.option("--campaign", metavar="活动", callback=_name, help="这些做法是为了什么，如 乡村振兴")
@click.option("--account", metavar="公众号", callback=_name, help="公众号的名字；不写就是“城市问答”")
def init(folder: Path, city: str, campaign: str | None, account: str | None) -> None:
    """给一座城市新建知识文件夹，告诉您接下来做什么。已经有东西的文件夹不动。"""
    click.echo(next_steps(begin(folder, city, campaign or "", account)))
