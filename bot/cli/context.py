"""What commands share."""

from __future__ import annotations

from functools import cached_property

from bot.app import Baigu
from bot.settings import load_settings


class Context:
    """The application, made when a command first needs it."""

    @cached_property
    def baigu(self) -> Baigu:
        """The application."""
        return Baigu(load_settings())

    def close(self) -> None:
        """Let go of what the application holds, where it was made."""
        if "baigu" in self.__dict__:
            self.baigu.close()
