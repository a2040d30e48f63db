"""A platform's interface: what the account may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import PlatformError
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ANSWERS_ALL_THE_SAME = frozenset((48001, 48002, 60020))
"""Errcodes of accounts that may not push a menu, which no answer needs."""


def check_rights(has_menu: Callable[[], object], *, wecom: bool = False) -> Iterator[Diagnosis]:
    """What the account may do, by asking its platform: whether this address may call, whether there are menus.

    Args:
        has_menu: asks for the menu.
    """
    platform = "企业微信" if wecom else "微信"
    known = "企业ID、Secret" if wecom else "AppID、AppSecret"
    try:
        has_menu()
    except PlatformError as refusal:
        severity = warning if refusal.code in _ANSWERS_ALL_THE_SAME else error
        yield severity(f"问{platform}接口：{refusal.code or '没有答复'}", refusal.meaning, refusal.step)
    else:
        yield good(f"{platform}接口认得 {known}和本机 IP，有自定义菜单的权限")
