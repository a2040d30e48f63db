"""ask, chat."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.baigu import Baigu
from bot.model import Conversation, Occasion, Question, Reply
from bot.terminal.chat import Chat
from bot.terminal.explanation import explain
from bot.terminal.reply import as_json, as_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.cli.context import Context


@click.command()
@click.argument("question")
@click.option(
    "--json", "json_wanted", is_flag=True, help="打印 JSON；问题写 - 时从标准输入一行读一个，一行答一个"
)
@click.option(
    "--explain", "with_reasons", is_flag=True, help="打印为什么这样回答：哪些词在哪里对上了，把握怎么来的"
)
@click.pass_obj
def ask(context: Context, question: str, *, json_wanted: bool, with_reasons: bool) -> None:
    """问一个问题，打印微信里会看到的回答。"""
    baigu = context.made(Baigu)
    for text in _lines(question):
        asked = baigu.ask(Question(text))
        if with_reasons:
            explain(Console(), asked.answer, baigu.edition.corpus)
        elif json_wanted:
            row = as_json(text, asked.answer, asked.reply, baigu.edition.corpus, baigu.links)
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(as_shown(asked.reply))


def _lines(question: str) -> Iterable[str]:
    if question != "-":
        return [question]
    return (line.decode(errors="replace").rstrip("\r\n") for line in sys.stdin.buffer)


@click.command()
@click.pass_obj
def chat(context: Context) -> None:
    """在终端里聊，看到的和公众号里一样；按 Ctrl-D 结束。"""
    baigu, conversation = context.made(Baigu), Conversation()

    def reply(text: str) -> Reply:
        nonlocal conversation
        question = Question(text, channel="terminal") if text else Question(occasion=Occasion.WELCOME)
        asked = baigu.ask(question, conversation)
        conversation = asked.conversation
        return asked.reply

    Chat(Console(), reply).run()
