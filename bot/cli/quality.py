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


@click.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_obj
def calibrate(context: Context, files: tuple[Path, ...]) -> None:
    """用标好答案的问题校准“多大的把握才作答”，写进知识文件夹。"""
    calibration, questions = context.baigu.calibrate(files)
    click.echo(f"用 {questions} 个问题校准：把握 ≥ {calibration.answer} 作答，≥ {calibration.suggest} 建议")
