"""eval, calibrate."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.baigu import Baigu
from bot.app.quality import Quality
from bot.cli.kinds import Number
from bot.terminal.progress import progress
from bot.terminal.report import print_benchmark, print_curve, print_report

if TYPE_CHECKING:
    from bot.cli.context import Context

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _names(_context: click.Context, _option: click.Parameter, value: str) -> tuple[str, ...]:
    names = tuple(name for name in value.split(",") if name)
    unknown = [name for name in names if name not in ("plain", "bm25s")]
    if unknown:
        raise click.BadParameter(f"不认识 {unknown[0]}；可以写 plain、bm25s，用逗号隔开")
    return names


@click.command(name="eval")
@click.argument("file", metavar="[题目文件]", required=False, type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.option("--keep", is_flag=True, help="把这次的数字记在题目文件旁边，以后变差就报错")
@click.option(
    "--compare", default="", callback=_names, help="同时跑普通做法：plain（rank-bm25 加 jieba）、bm25s"
)
@click.option("--corpus", type=_FILE, help="别人的语料（.corpus.jsonl），与 --queries 一起用")
@click.option("--queries", type=_FILE, help="别人的问题（.queries.jsonl）")
@click.pass_obj
def evaluate(  # noqa: PLR0913 # one for each option
    context: Context,
    file: Path | None,
    corpus: Path | None,
    queries: Path | None,
    compare: tuple[str, ...],
    *,
    as_json: bool,
    keep: bool,
) -> None:
    """用标好答案的问题评测；比记下的数字差就以 1 退出。"""
    quality = Quality(context.made(Baigu))
    if corpus and queries and not file:
        scores = list(quality.benchmark(corpus, queries, compare, progress))
        click.echo(_json(scores)) if as_json else print_benchmark(Console(), scores)
    elif file and not (corpus or queries):
        evaluation = quality.evaluate(file, compare)
        if keep:
            evaluation = quality.keep_figures(file, evaluation)
        click.echo(_json(evaluation, indent=2)) if as_json else print_report(Console(), evaluation)
        if evaluation.worse:
            click.get_current_context().exit(1)
    else:
        raise click.UsageError("给一个题目文件，或者同时给 --corpus 和 --queries")


def _json(told: object, indent: int | None = None) -> str:
    return json.dumps(told, ensure_ascii=False, indent=indent, default=asdict)


@click.command()
@click.argument("files", metavar="[题目文件]…", nargs=-1, type=_FILE)
@click.option(
    "--precision",
    type=Number(0.5, 1.0),
    help="直接引用的，要有这么多是对的；不写就是 0.92；没有题目文件时不管它",
)
@click.pass_obj
def calibrate(context: Context, files: tuple[Path, ...], precision: float | None) -> None:
    """用标好答案的问题校准“多大的把握才作答”，写进知识文件夹；不给文件就用别处的题目算好的。"""
    fitted = Quality(context.made(Baigu)).calibrate(files, precision, progress)
    levels = fitted.calibration
    if fitted.curve:
        print_curve(Console(), fitted.curve, levels.answer)
    by = f"用 {fitted.questions} 个问题校准" if fitted.questions else "用别处的题目算好的"
    click.echo(f"{by}：把握 ≥ {levels.answer} 作答，≥ {levels.suggest} 建议")
