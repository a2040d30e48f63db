"""accept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app.accepting import Accepting, drafts_of
from bot.app.baigu import Baigu
from bot.errors import InputError, SourceError
from bot.results.acceptance import Accepted
from bot.terminal.acceptance import LATER, doubts, heading, is_it_new, name_of, outcome, question
from bot.terminal.progress import progress

if TYPE_CHECKING:
    from bot.cli.context import Context
    from bot.results.acceptance import Doubt, Waiting


@click.command()
@click.argument("drafts", nargs=-1, required=True, metavar="草稿…", type=click.Path(path_type=Path))
@click.option("--all-sure", is_flag=True, help="不问，只收没有要猜的；别的留着，列出来")
@click.pass_obj
def accept(context: Context, drafts: tuple[Path, ...], *, all_sure: bool) -> None:
    """把核对好的草稿收进知识文件夹：草稿、原文、新单位一起。

    是草稿文件，或者放草稿的文件夹。拿不准的（猜的单位、日期……）一处一处问您；中途停下，前面答好的也收下。
    """
    if not all_sure and not _is_terminal():
        raise InputError("没有终端可以问；在终端里运行，或者加上 --all-sure 只收不用问的")
    paths = drafts_of(drafts)
    if not paths:
        raise InputError(f"{drafts[0]} 里没有草稿；草稿是 baigu import 写的，默认在知识文件夹的 drafts 里")
    accepting = Accepting(context.made(Baigu).knowledge, progress)
    accepted, left, refused = list[Accepted](), list[str](), list[str]()
    try:
        for path in paths:
            try:
                draft, waiting = accepting.waiting(path)
                answers = _answers(accepting, waiting, all_sure=all_sure)
                if answers is None:
                    left.append(doubts(waiting))
                else:
                    accepted.append(accepting.take(draft, answers))
            except SourceError as error:
                refused.append(str(error))
    except click.Abort:
        click.echo("\n停下了", err=True)
    refused += accepting.write()
    for line in refused:
        click.echo(line, err=True)
    click.echo("\n".join(outcome(accepted, left)))
    sys.exit(1 if refused else 0)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _answers(accepting: Accepting, waiting: Waiting, *, all_sure: bool) -> dict[str, str] | None:
    """What a person says to each doubt; None where the draft is left for later."""
    if not waiting.doubts:
        return {}
    if all_sure:
        return None
    click.echo(heading(waiting), err=True)
    answers = dict[str, str]()
    for doubt in waiting.doubts:
        click.echo("\n".join(question(waiting, doubt)), err=True)
        answer = _answer(accepting, doubt)
        if answer is None:
            return None
        answers[doubt.field] = answer
    return answers


def _answer(accepting: Accepting, doubt: Doubt) -> str | None:
    """What is meant, asked for until it can be understood; None where a person cannot say."""
    while True:
        typed = click.prompt(name_of(doubt), default="", show_default=False, err=True)
        if typed.strip() == LATER:
            return None
        try:
            answer = accepting.understood(doubt, typed)
        except ValueError as error:
            click.echo(str(error), err=True)
            continue
        if not accepting.is_unheard_of(doubt, answer) or click.confirm(is_it_new(answer), err=True):
            return answer
