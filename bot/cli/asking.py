"""ask, chat."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.baigu import Baigu
from bot.errors import InputError
from bot.model import Conversation, Occasion, Question, Reply
from bot.terminal.chat import Chat
from bot.terminal.explanation import explain
from bot.terminal.reply import as_json, as_shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from bot.cli.context import Context

_MOST = 20
"""Line numbers that an error names; what is more is counted."""


@click.command()
@click.argument("question", metavar="问题")
@click.option(
    "--json", "json_wanted", is_flag=True, help="打印 JSON；问题写 - 时从标准输入一行读一个，一行答一个"
)
@click.option(
    "--dialogue",
    "is_dialogue",
    is_flag=True,
    help='和 --json 一起用：一行一段对话，写成 ["第一句","第二句"]，打印每句的 JSON 组成的数组',
)
@click.option(
    "--explain", "with_reasons", is_flag=True, help="打印为什么这样回答：哪些词在哪里对上了，把握怎么来的"
)
@click.pass_obj
def ask(context: Context, question: str, *, json_wanted: bool, is_dialogue: bool, with_reasons: bool) -> None:
    """问一个问题，打印微信里会看到的回答。"""
    if is_dialogue and (with_reasons or not json_wanted):
        raise click.UsageError("--dialogue 要和 --json 一起用，不能和 --explain 一起用")
    baigu = context.made(Baigu)
    if is_dialogue:
        _talk(baigu, question)
        return
    for text in _lines(question):
        asked = baigu.ask(Question(text))
        if with_reasons:
            explain(Console(), asked.answer, baigu.edition.corpus)
        elif json_wanted:
            row = as_json(text, asked.answer, asked.reply, baigu.edition.corpus, baigu.links)
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(as_shown(asked.reply))


def _talk(baigu: Baigu, lines: str) -> None:
    """Answer conversations, one a line; lines that are none are told of when all others are answered.

    Raises:
        InputError: there were such lines.
    """
    bad: list[int] = []
    for number, line in enumerate(_lines(lines), 1):
        messages = _messages(line)
        if messages is None:
            bad.append(number)
        elif line.strip():
            rows = list(_rows(baigu, messages))
            click.echo(json.dumps(rows, ensure_ascii=False))
    if bad:
        where = "、".join(map(str, bad[:_MOST])) + (f" 等 {len(bad)} 行" if bad[_MOST:] else " 行")
        raise InputError(
            f'标准输入第 {where}不是对话，没有回答；一行写一个 JSON 数组，比如 ["你好","第二条"]'
        )


def _messages(line: str) -> list[str] | None:
    """The messages of a conversation, none of a blank line; None where the line is no conversation."""
    try:
        messages = json.loads(line) if line.strip() else []
    except (ValueError, RecursionError):
        return None
    is_talk = isinstance(messages, list) and all(isinstance(message, str) for message in messages)
    return messages if is_talk else None


def _rows(baigu: Baigu, messages: Iterable[str]) -> Iterable[dict[str, object]]:
    conversation = Conversation()
    for text in messages:
        asked = baigu.ask(Question(text), conversation)
        conversation = asked.conversation
        yield as_json(text, asked.answer, asked.reply, baigu.edition.corpus, baigu.links)


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

    Chat(Console(), reply, baigu.edition.corpus.city.account).run()
