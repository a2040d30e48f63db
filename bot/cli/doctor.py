"""doctor."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.examination import Examination
from bot.app.service import Service
from bot.errors import SettingsError
from bot.results.diagnosis import Severity, error
from bot.terminal.doctor import print_diagnoses

if TYPE_CHECKING:
    from bot.cli.context import Context


@click.command()
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.pass_obj
def doctor(context: Context, *, as_json: bool) -> None:
    """检查设置、知识、数据库、公网网址和公众号的接口，逐条说是什么、有什么影响、怎么办。

    有一处要改，退出码就是 1。
    """
    try:
        found = Examination(context.made(Service)).diagnoses()
    except SettingsError as refused:
        step = "照 .env.example 的说明改，再来检查"
        found = [error(mistake, "服务起不来", step) for mistake in refused.mistakes]
    if as_json:
        click.echo(json.dumps([asdict(diagnosis) for diagnosis in found], ensure_ascii=False, indent=2))
    else:
        print_diagnoses(Console(), found)
    sys.exit(1 if any(diagnosis.severity is Severity.ERROR for diagnosis in found) else 0)
