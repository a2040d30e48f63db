"""report."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app.reporting import week_of, weekly, write_report
from bot.app.service import Service
from bot.cli.kinds import DAY
from bot.terminal.mending import report_lines
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from datetime import datetime

    from bot.cli.context import Context


@click.command()
@click.option(
    "--week",
    is_flag=False,
    flag_value="",
    default="",
    metavar="日期",
    help="哪一周：写那一周里的一天，像 2026-11-23；不写就是刚过完的那一周",
)
@click.option("--docx", type=click.Path(path_type=Path), help="写成 Word、WPS 能打开的文件")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.pass_obj
def report(context: Context, *, week: str, docx: Path | None, as_json: bool) -> None:
    """一周的问答报告：数字、图、问得最多的、没答好的、补上的、要请谁讲什么。"""
    service = context.reading(Service)
    day: datetime | None = DAY.convert(week, None, None) if week else None
    told = weekly(service, week_of(day.date() if day else None, service.clock()), progress)
    if docx:
        write_report(docx, told)
        click.echo(f"写好了 {docx}", err=as_json)
    if as_json:
        click.echo(json.dumps(asdict(told), ensure_ascii=False, indent=2, default=str))
    elif not docx:
        click.echo("\n".join(report_lines(told)))
