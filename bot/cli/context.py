"""What commands share."""

from __future__ import annotations

from functools import cached_property

from bot.app.account import Account
from bot.app.publishing import Publishing
from bot.app.quality import Quality
from bot.app.service import Service
from bot.settings import load_settings


class Context:
    """The application, made when a command first needs it."""

    @cached_property
    def baigu(self) -> Service:
        """The service."""
        return Service(load_settings())

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
