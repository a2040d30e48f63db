"""What commands share."""

from __future__ import annotations

from functools import cached_property

import click

from bot.app.account import Account
from bot.app.publishing import Publishing
from bot.app.quality import Quality
from bot.app.service import Service
from bot.settings import load_settings, passed_over


class Context:
    """The application, made when a command first needs it."""

    @cached_property
    def baigu(self) -> Service:
        """The service."""
        settings = load_settings()
        if unused := passed_over(settings.home):
            told = f"没有用 {unused}：用的是 {settings.home} 里的设置；要用这里的，就设环境变量 BAIGU_HOME={unused.parent}"
            click.echo(told, err=True)
        return Service(settings)

    @cached_property
    def quality(self) -> Quality:
        """What measures it."""
        return Quality(self.baigu)

    @cached_property
    def account(self) -> Account:
        """What an operator does with the account."""
        return Account(self.baigu)

    @cached_property
    def publishing(self) -> Publishing:
        """What an editor publishes with."""
        return Publishing(self.baigu, self.account.checking)

    def close(self) -> None:
        """Let go of what the application holds, where it was made."""
        if "baigu" in self.__dict__:
            self.baigu.close()
