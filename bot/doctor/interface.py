"""WeChat's interface: what the account may do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import PlatformError
from bot.results.diagnosis import Diagnosis, error, good, warning

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NO_RIGHT = 48001


def check_rights(has_menu: Callable[[], object]) -> Iterator[Diagnosis]:
    """What the account may do, by asking WeChat: whether this address may call, whether there are menus.

    Args:
        has_menu: asks for the menu.
    """
    try:
        has_menu()
    except PlatformError as refusal:
        severity = warning if refusal.code == _NO_RIGHT else error
        yield severity(f"问微信接口：{refusal.code or '没有答复'}", refusal.meaning, refusal.step)
    else:
        yield good("微信接口认得 AppID、AppSecret 和本机 IP，有自定义菜单的权限")
