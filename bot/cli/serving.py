"""serve, doctor."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.errors import SettingsError
from bot.terminal.doctor import print_diagnoses

if TYPE_CHECKING:
    from bot.app.service import Service
    from bot.cli.context import Context


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="监听的地址")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="监听的端口")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="进程数")
@click.pass_obj
def serve(context: Context, host: str, port: int, workers: int) -> None:
    """启动服务。"""
    click.echo("正在读入知识和词典……")
    context.baigu.serve(host, port, workers, lambda: click.echo(_ready(context.baigu, host, port)))


def _ready(baigu: Service, host: str, port: int) -> str:
    return f"{_answers_from(baigu)}\n{_reachable_at(baigu, host, port)}"


def _answers_from(baigu: Service) -> str:
    editions = baigu.editions
    if editions.number is None:
        return f"回答来自知识文件夹 {baigu.settings.knowledge}（还没有发布过版本）"
    return f"注意：{editions.problem}" if editions.problem else f"回答来自发布的第 {editions.number} 版"


def _reachable_at(baigu: Service, host: str, port: int) -> str:
    address = f"http://{host}:{port}"
    if baigu.settings.is_local:
        return (
            f"【本机模式】还没有接公众号（.env 里没有 BAIGU_TOKEN），其余都能用。\n"
            f"  浏览器打开  {address}/ask  问一句：小区停车乱怎么办\n"
            f"  或另开一个终端输入  .venv/bin/baigu chat\n"
            f"按 Ctrl-C 停止。"
        )
    return f"摆古已启动。公众平台“服务器地址”填 {baigu.settings.public_url}/wechat ，本机地址 {address}"


@click.command()
@click.option("--json", "as_json", is_flag=True, help="打印 JSON")
@click.pass_obj
def doctor(context: Context, *, as_json: bool) -> None:
    """检查设置、知识、数据库、公网网址和公众号的接口，逐条说是什么、有什么影响、怎么办。

    有一处要改，退出码就是 1。
    """
    try:
        found = [asdict(diagnosis) for diagnosis in context.account.examine()]
    except SettingsError as error:
        step = "照 .env.example 的说明改，再来检查"
        found = [{"severity": "error", "what": str(error), "meaning": "摆古起不来", "step": step}]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print_diagnoses(Console(), found)
    sys.exit(1 if any(row["severity"] == "error" for row in found) else 0)
