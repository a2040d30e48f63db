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
