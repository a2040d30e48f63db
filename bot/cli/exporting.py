"""export."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app.baigu import Baigu
from bot.app.exchange import NAMES, Exchange
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from bot.cli.context import Context


def _names(_context: click.Context, _argument: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    unknown = [value for value in values if value not in NAMES]
    if unknown:
        known = "、".join(f"{title} {name}" for title, name in NAMES.items() if title != name)
        raise click.BadParameter(f"没有“{unknown[0]}”这种表；有的是：{known}")
    return tuple(NAMES[value] for value in values)


@click.command()
@click.argument("what", nargs=-1, callback=_names, metavar="[哪几种]…")
@click.option(
    "--to",
    required=True,
    type=click.Path(path_type=Path),
    help="写到哪里：文件夹（每种一个 .csv）、.xlsx 文件（每种一个工作表）或 .csv 文件（一种）",
)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON，一行一个文件")
@click.pass_obj
def export(context: Context, what: tuple[str, ...], to: Path, *, as_json: bool) -> None:
    """把知识导出成 Excel、WPS 能打开的表格；改好用 baigu import 导入回来。

    哪几种：单位、主题、讲稿、问法、词汇、检查题、固定回复，可以写几种，不写就全部导出。已经有的文件不覆盖。
    """
    for path, counts in Exchange(context.made(Baigu).knowledge, progress).export(what, to):
        if as_json:
            names = {NAMES[title]: count for title, count in counts.items()}
            click.echo(json.dumps({"file": str(path), "entries": names}, ensure_ascii=False))
        else:
            click.echo(f"{path}：{'，'.join(f'{title} {count}' for title, count in counts.items())}")
