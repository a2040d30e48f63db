"""The command `baigu`."""

from __future__ import annotations

import json
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console

from bot.app import Baigu
from bot.errors import BaiguError
from bot.model import Conversation, Question, Reply
from bot.settings import load_settings
from bot.terminal import asking
from bot.terminal.chat import Chat
from bot.terminal.report import print_report

if TYPE_CHECKING:
    from collections.abc import Iterable


class Context:
    """What commands share: the application, made when a command first needs it."""

    @cached_property
    def baigu(self) -> Baigu:
        """The application."""
        return Baigu(load_settings())


class Commands(click.Group):
    """Prints our errors as one line and exits with 1; click itself exits with 2 where it is used wrongly."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BaiguError as error:
            click.echo(str(error), err=True)
            ctx.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baigu", prog_name="baigu")
@click.pass_context
def main(context: click.Context) -> None:
    """摆古：在微信公众号里问各单位的做法，一字不差地引用原文。"""
    context.obj = Context()


@main.command()
@click.argument("question")
@click.option(
    "--json", "as_json", is_flag=True, help="打印 JSON；问题写 - 时从标准输入一行读一个，一行答一个"
)
@click.pass_obj
def ask(context: Context, question: str, *, as_json: bool) -> None:
    """问一个问题，打印微信里会看到的回答。"""
    baigu = context.baigu
    for text in _lines(question):
        asked = baigu.ask(Question(text))
        if as_json:
            row = asking.as_json(text, asked.answer, asked.reply, baigu.edition.corpus, baigu.links)
            click.echo(json.dumps(row, ensure_ascii=False))
        else:
            click.echo(asking.as_shown(asked.reply))


def _lines(question: str) -> Iterable[str]:
    if question != "-":
        return [question]
    return (line.decode(errors="replace").rstrip("\r\n") for line in sys.stdin.buffer)


@main.command()
@click.pass_obj
def chat(context: Context) -> None:
    """在终端里聊，看到的和公众号里一样；按 Ctrl-D 结束。"""
    conversation = Conversation()

    def reply(text: str) -> Reply:
        nonlocal conversation
        question = Question(text, channel="terminal") if text else Question(occasion="welcome")
        asked = context.baigu.ask(question, conversation)
        conversation = asked.conversation
        return asked.reply

    Chat(Console(), reply).run()


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听的端口")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="进程数")
@click.pass_obj
def serve(context: Context, host: str, port: int, workers: int) -> None:
    """启动服务。"""
    click.echo("正在读入知识和词典……")
    context.baigu.serve(host, port, workers, lambda: click.echo(_ready(context.baigu, host, port)))


def _ready(baigu: Baigu, host: str, port: int) -> str:
    address = f"http://{host}:{port}"
    if baigu.settings.is_local:
        return (
            f"【本机模式】还没有接公众号（.env 里没有 BAIGU_TOKEN），其余都能用。\n"
            f"  浏览器打开  {address}/ask  问一句：小区停车乱怎么办\n"
            f"  或另开一个终端输入  .venv/bin/baigu chat\n"
            f"按 Ctrl-C 停止。"
        )
    return f"摆古已启动。公众平台“服务器地址”填 {baigu.settings.public_url}/wechat ，本机地址 {address}"


@main.command()
@click.pass_obj
def check(context: Context) -> None:
    """检查知识文件夹，一次列出所有毛病。"""
    reading = context.baigu.knowledge.read()
    for fault in reading.faults:
        click.echo(str(fault), err=True)
    if reading.faults:
        click.echo(f"共 {len(reading.faults)} 处要改", err=True)
        sys.exit(1)
    corpus = reading.corpus
    click.echo(f"没有毛病：{len(corpus.speeches)} 篇，{len(corpus.passages)} 段，{len(corpus.units)} 个单位")


@main.command(name="eval")
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
