"""check, import."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app.exchange import parted
from bot.app.importing import import_desk
from bot.cli.exchange import bring_tables
from bot.errors import SourceError
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from bot.cli.context import Context


@click.command()
@click.pass_obj
def check(context: Context) -> None:
    """检查知识文件夹，一次列出所有毛病。"""
    reading = context.account.checking.check(context.baigu.knowledge, progress)
    for fault in reading.faults:
        click.echo(str(fault), err=True)
    if reading.faults:
        click.echo(f"共 {len(reading.faults)} 处要改", err=True)
        sys.exit(1)
    corpus = reading.corpus
    click.echo(f"没有毛病：{len(corpus.speeches)} 篇，{len(corpus.passages)} 段，{len(corpus.units)} 个单位")


@click.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE…")
@click.option("--dry-run", is_flag=True, help="只看结果，什么也不写")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON；几个来源或文件夹时一行一个")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="草稿写到哪个文件夹；默认是知识文件夹里的 drafts",
)
@click.option("--allow-private", is_flag=True, help="允许访问内部网络的网址")
@click.pass_obj
def import_(  # noqa: PLR0913 # click hands over each option
    context: Context,
    sources: tuple[str, ...],
    *,
    dry_run: bool,
    as_json: bool,
    into: Path | None,
    allow_private: bool,
) -> None:
    """把网页、Word、PDF、文字稿导入成草稿；把表格（.csv .xlsx）导入知识文件夹。

    SOURCE 是文件（.txt .html .docx .pdf .md .csv .xlsx）、文件夹或网址。草稿要人核对过、移到 speeches 里才会发布；
    表格是 baigu export 导出的那几种，看列名认得，没通过的行写在旁边的 .未导入 文件里。
    """
    tables, pages = parted(sources)
    failed = bool(tables) and not bring_tables(context, tables, dry_run=dry_run, as_json=as_json)
    if not pages:
        sys.exit(1 if failed else 0)
    desk = import_desk(context.baigu, into, allow_private=allow_private)
    files = desk.sources(pages)
    one_object = len(sources) == 1 and files == [sources[0]]
    for source, outcome in desk.bring(progress(files, "导入"), dry_run=dry_run):
        if isinstance(outcome, SourceError):
            click.echo(str(outcome), err=True)
            failed = True
        else:
            row = outcome.as_json if one_object else {"source": source, **outcome.as_json}
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else outcome.report)
    sys.exit(1 if failed else 0)
