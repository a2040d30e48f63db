"""The custom menu: the file in knowledge/, and what phones show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.wechat.menu import AccountMenu, MenuFile

if TYPE_CHECKING:
    from bot.app.service import Service
    from bot.settings import Settings


def menu_file(settings: Settings) -> MenuFile:
    """The menu in the knowledge folder; it is no part of a release."""
    return MenuFile(settings.knowledge / "menu.toml", settings.public_url)


def account_menu(service: Service) -> AccountMenu:
    """The menu of the account.

    Raises:
        SettingsError: there is no account.
    """
    return AccountMenu(menu_file(service.settings), service.api)
