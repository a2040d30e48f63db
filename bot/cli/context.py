"""What commands share."""

from __future__ import annotations

from functools import cached_property

from bot.app.account import Account
from bot.app.baigu import Baigu
from bot.app.quality import Quality
from bot.settings import load_settings


class Context:
    """The application, made when a command first needs it."""

    @cached_property
    def baigu(self) -> Baigu:
        """The service."""
        return Baigu(load_settings())

    @cached_property
    def quality(self) -> Quality:
        """What measures it."""
        return Quality(self.baigu)

    @cached_property
    def account(self) -> Account:
        """What an operator does with the account."""
        return Account(self.baigu)

    def close(self) -> None:
        """Let go of what the application holds, where it was made."""
        if "baigu" in self.__dict__:
            self.baigu.close()
