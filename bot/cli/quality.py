"""eval."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.terminal.report import print_report

if TYPE_CHECKING:
    from bot.cli.context import Context


@click.command(name="eval")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.pass_obj
def evaluate(context: Context, file: Path, *, as_json: bool) -> None:
    """用标好答案的问题评测。"""
    report = context.baigu.evaluate(file)
    if as_json:
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        print_report(Console(), report)
