"""serve."""

from __future__ import annotations

from shutil import which
from typing import TYPE_CHECKING

import click

from bot.app.address import check_address, check_console_address
from bot.app.console import StaffedService
from bot.app.log import log_to
from bot.cli.kinds import Whole

if TYPE_CHECKING:
    from bot.cli.context import Context


@click.command()
@click.option("--host", help="监听的地址；不写就用 BAIGU_HOST，默认 127.0.0.1")
@click.option("--port", type=Whole(1, 65535), help="监听的端口；不写就用 BAIGU_PORT，默认 8000")
@click.option("--workers", default=2, show_default=True, type=Whole(1, 64), help="进程数")
@click.pass_obj
def serve(context: Context, host: str | None, port: int | None, workers: int) -> None:
    """启动服务。"""
    log_to()
    context.give(host=host, port=port)
    host, port = context.settings.host, context.settings.port
    check_address(host, port)
    if context.settings.console == "on" and context.settings.console_bind:
        check_console_address(context.settings.console_bind, (host, port))
    service = context.made(StaffedService)
    click.echo("正在读入知识和词典……")
    first = _first(service, host, port)
    service.serve(host, port, workers, lambda: click.echo(f"{_ready(service, host, port)}{first}"))


def _first(service: StaffedService, host: str, port: int) -> str:
    code, settings = service.first_code(), service.settings
    is_here = settings.is_local and not settings.console_bind
    join = f"http://{host}:{port}/console/join" if is_here else f"{service.console_address}join"
    return f"\n工作台还没有管理员：打开 {join} ，用一次性口令 {code} 设密码（24 小时内有效）" if code else ""


def _ready(service: StaffedService, host: str, port: int) -> str:
    problem = f"\n注意：照常回答，现在还记不下来。{service.problem}" if service.problem else ""
    return f"{_answers_from(service)}{problem}\n{_reachable_at(service, host, port)}"


def _answers_from(service: StaffedService) -> str:
    editions = service.editions
    if editions.number is None:
        return f"回答来自知识文件夹 {service.settings.knowledge}（还没有发布过版本）"
    return f"注意：{editions.problem}" if editions.problem else f"回答来自发布的第 {editions.number} 版"


def _reachable_at(service: StaffedService, host: str, port: int) -> str:
    address, example = f"http://{host}:{port}", service.example
    if service.settings.is_local:
        return (
            f"【本机模式】还没有接公众号（.env 里没有 BAIGU_TOKEN），其余都能用。\n"
            f"  浏览器打开  {address}/ask{f'  问一句：{example}' if example else ''}\n"
            f"  或另开一个终端输入  {'baigu' if which('baigu') else '.venv/bin/baigu'} chat\n"
            f"按 Ctrl-C 停止。"
        )
    public, settings = service.settings.public_url, service.settings
    wechat = f"公众平台“服务器地址”填 {public}/wechat " if settings.token else ""
    wecom = f"企业微信“接收消息”的 URL 填 {public}/wecom " if settings.wecom_token else ""
    return f"服务已启动。{'，'.join(filter(None, (wechat, wecom)))}，本机地址 {address}"
