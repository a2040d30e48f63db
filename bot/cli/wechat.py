"""simulate, menu: of the public account and of the WeCom application."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click
from rich.console import Console

from bot.app.menu import BY_HAND, account_menu, menu_file
from bot.app.service import Service
from bot.app.simulating import Plan, simulate_wechat, simulate_wecom
from bot.cli.kinds import Number, Whole
from bot.errors import PlatformError
from bot.terminal.load import print_load
from bot.terminal.phone import Phone

if TYPE_CHECKING:
    from bot.cli.context import Context

QUESTIONS = ("你好", "帮助", "1", "单位", "1", "谢谢", "今天天气怎么样", "主题")
"""Questions for any corpus: the numbers choose what it has."""
_SHARE = Number(0, 1)


@click.command()
@click.argument("url", metavar="网址")
@click.option("--wecom", is_flag=True, help="扮作企业微信，不是公众号；网址如 http://127.0.0.1:8000/wecom")
@click.option("--token", help="平台上的 Token；不写用 BAIGU_TOKEN，企业微信用 BAIGU_WECOM_TOKEN")
@click.option("--app-id", help="AppID，企业微信是企业ID；不写用 BAIGU_APP_ID、BAIGU_WECOM_CORP_ID")
@click.option("--aes-key", help="EncodingAESKey；不写用 BAIGU_AES_KEY、BAIGU_WECOM_AES_KEY")
@click.option(
    "--mode",
    type=click.Choice(["plain", "compatible", "safe"]),
    help="只用一种消息加解密方式：明文、兼容、安全；不写就把能用的都走一遍",
)
@click.option("--say", multiple=True, metavar="文字", help="只发这句话；可以写几次，按顺序发")
@click.option("--load", "rate", type=Number(0.1, 50), help="压力测试：每秒发几条")
@click.option("--seconds", type=Whole(1, 1800), default=60, show_default=True, help="压力测试多久")
@click.option("--persons", type=Whole(1, 1000), default=50, show_default=True, help="多少人轮流发")
@click.option("--drop", type=_SHARE, default=0.05, show_default=True, help="第一次连接断掉的比例")
@click.option("--repeat", type=_SHARE, default=0.05, show_default=True, help="没答完就重发的比例")
@click.option("--json", "as_json", is_flag=True, help="压力测试的结果打印成 JSON")
@click.option(
    "--i-own-this-address", "own", is_flag=True, help="压力测试的网址不在本机时写上，表示那是你自己的"
)
@click.pass_obj
def simulate(  # noqa: PLR0913 # one argument an option
    context: Context,
    url: str,
    *,
    wecom: bool,
    token: str | None,
    app_id: str | None,
    aes_key: str | None,
    mode: str | None,
    say: tuple[str, ...],
    rate: float | None,
    seconds: int,
    persons: int,
    drop: float,
    repeat: float,
    as_json: bool,
    own: bool,
) -> None:
    """扮作微信或企业微信给一个网址发消息，照手机的样子打印对话；手机上会显示成故障的，一处处指出来。

    网址是公众平台“服务器地址”里填的，如 http://127.0.0.1:8000/wechat；哪家写的公众号程序都能查。
    有一处毛病，退出码就是 1。
    """
    if not url.startswith(("http://", "https://")):
        raise click.UsageError("网址要以 http:// 或 https:// 开头，如 http://127.0.0.1:8000/wechat")
    if wecom and mode:
        raise click.UsageError("企业微信的消息都是加密的，没有 --mode 可选")
    account = {"token": token, "app_id": app_id, "aes_key": aes_key}
    if wecom:
        simulation = simulate_wecom(context.settings, url, **account)
    else:
        simulation = simulate_wechat(context.settings, url, mode, **account)
    if rate is None:
        phone = Phone(Console(), "企业微信", "（手机上什么也不显示）") if wecom else Phone(Console())
        faults = simulation.say(phone, say) if say else simulation.tour(phone)
        phone.note(f"共 {faults} 处毛病" if faults else "没有毛病")
        sys.exit(1 if faults else 0)
    if not simulation.is_here and not own:
        raise click.UsageError("压力测试只发给本机；那个网址是你自己的，就加上 --i-own-this-address")
    plan = Plan(rate, seconds, persons, dropped=drop, repeated=repeat)
    figures = simulation.load(say or QUESTIONS, plan)
    if as_json:
        click.echo(json.dumps(asdict(figures), ensure_ascii=False))
    else:
        print_load(Console(), figures)
    sys.exit(0 if figures.clean else 1)


@click.group()
def menu() -> None:
    """公众号或企业微信应用底部的菜单，写在 knowledge/menu.toml 里。"""


_of_wecom = click.option("--wecom", is_flag=True, help="企业微信应用的菜单，不是公众号的")


@menu.command()
@_of_wecom
@click.pass_obj
def show(context: Context, *, wecom: bool) -> None:
    """看 knowledge/menu.toml 写的菜单，顺便检查。"""
    click.echo("\n".join(menu_file(context.settings, wecom=wecom).shown()))


@menu.command()
@_of_wecom
@click.pass_obj
def diff(context: Context, *, wecom: bool) -> None:
    """比一比：- 手机上现在有的，+ 文件里写的；有不同时退出码是 1。"""
    changes = account_menu(context.made(Service), wecom=wecom).changes()
    click.echo("\n".join(changes) or "手机上的菜单和文件里写的一样")
    sys.exit(1 if changes else 0)


@menu.command()
@_of_wecom
@click.pass_obj
def push(context: Context, *, wecom: bool) -> None:
    """把文件里的菜单推送到手机上；企业微信推送不了的，打印在管理后台怎么点。"""
    if wecom:
        _push_to_wecom(context)
        return
    account_menu(context.made(Service)).push()
    click.echo("推送好了。手机上最多过 5 分钟更新；想马上看到，取消关注再关注")


def _push_to_wecom(context: Context) -> None:
    by_hand = f"{BY_HAND}\n" + "\n".join(menu_file(context.settings, wecom=True).keyed())
    if context.settings.wecom_secret is None:
        click.echo(f"没有填 BAIGU_WECOM_SECRET，推送不了。{by_hand}")
        return
    try:
        account_menu(context.made(Service), wecom=True).push()
    except PlatformError:
        click.echo(by_hand)
        raise
    click.echo("推送好了。企业微信里退出应用再进，就能看到")


@menu.command()
@_of_wecom
@click.confirmation_option(prompt="手机上的菜单会马上消失，确定吗？", help="不问，直接删除")
@click.pass_obj
def delete(context: Context, *, wecom: bool) -> None:
    """删除手机上的菜单；文件不动。"""
    account_menu(context.made(Service), wecom=wecom).delete()
    click.echo("删除好了")
