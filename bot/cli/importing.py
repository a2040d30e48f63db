"""import: pages become drafts, tables change the knowledge folder."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.baigu import Baigu
from bot.app.exchange import Exchange
from bot.app.importing import import_desk, parted
from bot.errors import SourceError
from bot.results.imports import DocumentImport
from bot.terminal.imports import print_summary
from bot.terminal.progress import note, progress
from bot.terminal.table_import import lines, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.app.importing import Desk
    from bot.cli.context import Context
    from bot.results.table_import import TableImport


@click.command(name="import")
@click.argument("sources", nargs=-1, required=True, metavar="来源…")
@click.option("--dry-run", is_flag=True, help="只看结果，什么也不写")
@click.option("--json", "as_json", is_flag=True, help="打印 JSON；几个来源或文件夹时一行一个")
@click.option(
    "--delete", is_flag=True, help="导出的表里删掉的行，知识文件夹里也删掉；先用 --dry-run 看看会删什么"
)
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
    delete: bool,
    into: Path | None,
    allow_private: bool,
) -> None:
    """把网页、Word、WPS、PDF、幻灯片、邮件、文字稿导入成草稿；把表格（.csv .xlsx）导入知识文件夹。

    来源是文件（.txt .html .docx .doc .wps .rtf .odt .pptx .pdf .jpg .png .md .eml .mht .zip .csv .xlsx）、
    文件夹或网址。草稿要人核对过、用 baigu accept 收下才会发布；
    表格是 baigu export 导出的那几种，看列名认得，没通过的行写在旁边的 .未导入 文件里。
    """
    baigu = context.made(Baigu)
    tables, pages = parted(sources)
    failed = bool(tables) and not _bring_tables(
        baigu, tables, dry_run=dry_run, as_json=as_json, delete=delete
    )
    if not pages:
        sys.exit(1 if failed else 0)
    desk = import_desk(baigu, into, allow_private=allow_private, told=note)
    is_whole = _bring_documents(desk, sources, pages, dry_run=dry_run, as_json=as_json)
    sys.exit(0 if is_whole and not failed else 1)


def _bring_documents(
    desk: Desk, sources: Sequence[str], pages: Sequence[str], *, dry_run: bool, as_json: bool
) -> bool:
    """Import documents and print what came of each and of all; whether every one was taken."""
    files = desk.sources(pages)
    alone = sources[0] if len(sources) == 1 and files == [sources[0]] else None
    documents = list[DocumentImport]()
    for source, outcome in desk.bring(progress(files, "导入"), dry_run=dry_run):
        if isinstance(outcome, SourceError):
            click.echo(str(outcome), err=True)
            documents.append(DocumentImport(fault=outcome.kind))
        else:
            row = outcome.as_json if source == alone else {"source": source, **outcome.as_json}
            click.echo(json.dumps(row, ensure_ascii=False) if as_json else outcome.report)
            documents.append(outcome.figures)
    if len(documents) > 1 and not as_json:
        print_summary(Console(), documents, dry_run=dry_run)
    return not any(one.fault for one in documents)


def _bring_tables(baigu: Baigu, files: Sequence[Path], *, dry_run: bool, as_json: bool, delete: bool) -> bool:
    """Import tables and print what came of it; whether every row was taken."""
    exchange = Exchange(baigu.knowledge, progress)
    if delete and not dry_run and _is_terminal():
        _check_sure(exchange, files)
    done = exchange.bring(files, dry_run=dry_run, delete=delete)
    sheets = done.sheets()
    for sheet in sheets:
        click.echo(
            json.dumps(_row(sheet, delete=delete), ensure_ascii=False) if as_json else "\n".join(lines(sheet))
        )
    for line in (*done.skipped, *done.errors):
        click.echo(line, err=True)
    failed = sum(len(sheet.failed) for sheet in sheets)
    if failed:
        click.echo(
            f"共 {failed} 行没有导入，其余的导入了" if not dry_run else f"共 {failed} 行导入不了", err=True
        )
    if not as_json:
        click.echo("\n".join(summary(sheets, dry_run=dry_run)))
    return done.is_whole


def _check_sure(exchange: Exchange, files: Sequence[Path]) -> None:
    """Ask before anything is deleted."""
    sheets = exchange.bring(files, dry_run=True, delete=True).sheets()
    for sheet in filter(lambda one: one.deleted, sheets):
        click.echo("\n".join(lines(sheet)), err=True)
    if any(sheet.deleted for sheet in sheets):
        click.confirm("上面写着“删除”的，从知识文件夹里删掉吗？", abort=True, err=True)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _row(sheet: TableImport, *, delete: bool) -> dict[str, object]:
    """A sheet as JSON; what was deleted is told where it was asked for."""
    row = asdict(sheet)
    return (
        row
        if delete
        else {name: value for name, value in row.items() if name not in ("deleted", "not_deleted")}
    )
