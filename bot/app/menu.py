"""The custom menu: the file in knowledge/, and what phones show, of the public account or the WeCom application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.channel.menu import LONGEST_NAME, LONGEST_NAME_BELOW, AccountMenu, MenuFile

if TYPE_CHECKING:
    from bot.app.service import Service
    from bot.settings import Settings


BY_HAND = (
    "请管理员在企业微信管理后台“应用管理 → 这个应用 → 自定义菜单”里照下面点好。有网址的选“跳转到网页”；有键值的选能填"
    "键值（KEY）的那一种，一字不差地填；没有这一种就不设，成员打同样的字也一样。"
)
"""Before the lines of a menu that cannot be pushed."""


def menu_file(settings: Settings, *, wecom: bool = False) -> MenuFile:
    """The menu in the knowledge folder; it is no part of a release."""
    longest_below = LONGEST_NAME if wecom else LONGEST_NAME_BELOW
    return MenuFile(settings.knowledge / "menu.toml", settings.public_url, longest_below)


def account_menu(service: Service, *, wecom: bool = False) -> AccountMenu:
    """The menu of the account.

    Raises:
        SettingsError: there is no account.
    """
    api = service.wecom_api if wecom else service.api
    return AccountMenu(menu_file(service.settings, wecom=wecom), api)
