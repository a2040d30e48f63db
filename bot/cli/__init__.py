"""The command `baigu`: one module for each group of commands, listed here."""

from __future__ import annotations

import sys
from typing import Any

import click

from bot.app.log import log_to
from bot.cli.asking import ask, chat
from bot.cli.context import Context
from bot.cli.exchange import export
from bot.cli.knowledge import check, import_
from bot.cli.publishing import publish, releases, rollback
from bot.cli.quality import calibrate, evaluate
from bot.cli.serving import doctor, serve
from bot.cli.wechat import menu, simulate
from bot.errors import BaiguError


class Commands(click.Group):
    """Prints errors as one line and exits with 1; click itself exits with 2 where it is used wrongly."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except BaiguError as error:
            told = str(error)
        except (click.Abort, KeyboardInterrupt):
            told = "\n停下了"
        click.echo(told, err=True)
        sys.exit(1)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baigu", prog_name="baigu")
@click.pass_context
def main(context: click.Context) -> None:
    """摆古：在微信公众号里问各单位的做法，一字不差地引用原文。"""
    log_to()
    context.obj = context.obj or Context()
    context.call_on_close(context.obj.close)


for command in (
    *(ask, chat, serve, check, import_, export, publish, releases, rollback),
    *(evaluate, calibrate, simulate, menu, doctor),
):
    main.add_command(command)
