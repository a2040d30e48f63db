"""The command `baigu`: each command is imported when it is called, so that one loads nothing for the others."""

from __future__ import annotations

import errno
import gc
import sys
from importlib import import_module
from typing import Any

import click

from bot.causes import cause
from bot.cli.chinese import in_chinese, speak_chinese
from bot.errors import BaiguError

speak_chinese()

_COMMANDS = {
    "init": ("bot.cli.beginning:init", "给一座城市新建知识文件夹，告诉您接下来做什么。"),
    "ask": ("bot.cli.asking:ask", "问一个问题，打印微信里会看到的回答。"),
    "chat": ("bot.cli.asking:chat", "在终端里聊，看到的和公众号里一样；按 Ctrl-D 结束。"),
    "serve": ("bot.cli.serving:serve", "启动服务。"),
    "check": ("bot.cli.checking:check", "检查知识文件夹，一次列出所有毛病。"),
    "import": (
        "bot.cli.importing:import_",
        "把网页、Word、WPS、PDF、幻灯片、邮件、文字稿导入成草稿；把表格（.csv .xlsx）导入知识文件夹。",
    ),
    "accept": ("bot.cli.accepting:accept", "把核对好的草稿收进知识文件夹：草稿、原文、新单位一起。"),
    "export": ("bot.cli.exporting:export", "把知识导出成 Excel、WPS 能打开的表格。"),
    "publish": ("bot.cli.publishing:publish", "把知识文件夹发布成一个版本。"),
    "releases": ("bot.cli.publishing:releases", "列出发布过的版本。"),
    "rollback": ("bot.cli.publishing:rollback", "退回到以前的一个版本。"),
    "withhold": (
        "bot.cli.publishing:withhold",
        "马上撤回一段话：几秒内不再引用，网页上写明已经撤回；知识文件夹不动，以后发布也不会再引用，除非 --back。",
    ),
    "journal": ("bot.cli.journal:journal", "问答记录：哪天问了什么、答了什么、用的哪一版。"),
    "unanswered": (
        "bot.cli.mending:unanswered",
        "列出没答上的、只给了建议的、说没帮上的：差不多的问法归成一组，问得最多的在前。",
    ),
    "attach": ("bot.cli.mending:attach", "把一组问题收进一条做法：以后这样问，就用这一条来答。"),
    "mend": ("bot.cli.mending:mend", "补上没答好的一组问题；收进一条做法用 baigu attach。"),
    "report": (
        "bot.cli.reporting:report",
        "一周的问答报告：数字、图、问得最多的、没答好的、补上的、要请谁讲什么。",
    ),
    "eval": ("bot.cli.quality:evaluate", "用标好答案的问题评测。"),
    "calibrate": ("bot.cli.quality:calibrate", "用标好答案的问题校准“多大的把握才作答”。"),
    "simulate": ("bot.cli.wechat:simulate", "扮作微信或企业微信给一个网址发消息，照手机的样子打印对话。"),
    "menu": ("bot.cli.wechat:menu", "公众号或企业微信应用底部的菜单。"),
    "console": ("bot.cli.console:console", "工作台的管理员口令和操作记录。"),
    "backup": (
        "bot.cli.keeping:backup",
        "备份成一个文件：数据库（连同发布的版本）、密钥、设置、知识文件夹。服务照常运行。",
    ),
    "restore": ("bot.cli.keeping:restore", "把备份放回来：先核对校验码，再放好。"),
    "copy-data": (
        "bot.cli.keeping:copy_data",
        "把现在的数据库抄到 URL 那个空的数据库里，逐表核对条数；服务要先停下。",
    ),
    "doctor": ("bot.cli.doctor:doctor", "检查设置、知识、数据库、公网网址和公众号的接口。"),
}
"""Where each command stands, and how its help begins, which `baigu --help` shows."""


class Commands(click.Group):
    """Prints errors as one line and exits with 1; click itself exits with 2 where it is used wrongly."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names, in the order in which one comes to need them."""
        return list(_COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        place, _ = _COMMANDS.get(cmd_name, ("", ""))
        return in_chinese(_loaded(place)) if place else None

    def format_commands(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, for which none is imported."""
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BaiguError as error:
            told = str(error)
        except OSError as error:  # one that nobody foresaw
            if error.errno == errno.EPIPE:
                raise  # whoever read what was printed has gone; click says nothing of it
            told = f"没有做完：{f'{error.filename}，' if error.filename else ''}{cause(error)}"
        except (click.Abort, KeyboardInterrupt):
            told = "\n停下了"
        click.echo(told, err=True)
        sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baigu", prog_name="baigu")
@click.pass_context
def main(context: click.Context) -> None:
    """baigu：在微信公众号里问各单位的做法，一字不差地引用原文。"""
    context.obj = context.obj or _loaded("bot.cli.context:Context")()
    context.call_on_close(context.obj.close)


in_chinese(main)


def _loaded(place: str) -> Any:
    module, _, name = place.partition(":")
    gc.disable()  # what is imported stays: to look through it for garbage while it comes takes a tenth of a start
    try:
        return getattr(import_module(module), name)
    finally:
        gc.enable()
