"""Who works with the commands, and the line that the audit log gets of it."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING

from bot.errors import SettingsError

if TYPE_CHECKING:
    from bot.model import Deed
    from bot.settings import Settings
    from bot.state.audit import Audit

_FROM = "命令"
"""What stands in the audit log for the address."""


def editor_of(settings: Settings) -> str:
    """Whoever the settings or this machine know.

    Raises:
        SettingsError: nobody can tell.
    """
    try:
        return settings.editor or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise SettingsError("不知道是谁在做；用 BAIGU_EDITOR 写上名字") from error


class Recording:
    """Notes what an editor does with commands.

    Raises:
        SettingsError: nobody can tell who does; that is found before anything is done.
    """

    def __init__(self, settings: Settings, audit: Audit) -> None:
        self.editor = editor_of(settings)
        self._audit = audit

    def record(self, deed: Deed, about: str) -> None:
        """Note that something was done."""
        self._audit.record(self.editor, deed, about, _FROM)
