"""The menu of the account, edited whole: it is small, and its limits are of the whole."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import tomlkit

from bot.app.menu import menu_file
from bot.channel.menu import MOST_BELOW, MOST_BUTTONS
from bot.corpus.folder import Folder
from bot.errors import KnowledgeError, OperatorError, SourceError
from bot.results.menu import EditedButton, EditedMenu

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bot.settings import Settings

_FILE = "menu.toml"
_ADDRESSES = ("/", "http://", "https://")


class MenuEditing:
    """knowledge/menu.toml as the console shows and writes it."""

    def __init__(self, settings: Settings) -> None:
        self._folder = Folder(settings.knowledge)
        self._path = settings.knowledge / _FILE
        self._file = menu_file(settings)

    def menu(self) -> EditedMenu:
        """As it stands now.

        Raises:
            KnowledgeError: the file is not a menu; somebody has to mend it by hand.
        """
        content = self._content()
        faults = self._file.faults_of(content) if content else ()
        if faults:
            raise KnowledgeError(faults)
        rows = tomlkit.parse(content).unwrap().get("button", ())
        buttons = [_button(row, tuple(_button(one) for one in row.get("below", ()))) for row in rows]
        return EditedMenu(_version(content), buttons, (MOST_BUTTONS, MOST_BELOW))

    def save(self, version: str, buttons: Sequence[EditedButton]) -> None:
        """Put a menu in the place of what stands there; what is told at the head of the file stays.

        Raises:
            OperatorError: somebody has changed it, or it is not one that WeChat takes.
            SourceError: it cannot be written.
        """
        content = self._content()
        if _version(content) != version:
            raise OperatorError("刚才有人改了菜单，您的没有存；先看看现在的，再改您填的")
        head = content.partition("[[button]]")[0].rstrip("\n")
        rows = [_row(button) for button in buttons if button.name or button.does or button.below]
        new = f"{head}\n\n".lstrip("\n") + tomlkit.dumps({"button": rows})
        for fault in self._file.faults_of(new):
            raise OperatorError(f"{fault.what}；{fault.mend}")
        self._folder.write(_FILE, new)

    def _content(self) -> str:
        try:
            return self._path.read_text("utf-8-sig")
        except FileNotFoundError:
            return ""
        except (OSError, UnicodeDecodeError) as error:
            raise SourceError(f"{_FILE} 读不了；看文件的权限，是不是 UTF-8 编码") from error


def _version(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()[:16] if content else ""


def _button(row: Mapping[str, Any], below: Sequence[EditedButton] = ()) -> EditedButton:
    return EditedButton(row["name"], row.get("says") or row.get("opens") or "", below)


def _row(button: EditedButton) -> dict[str, Any]:
    """As the file has it; what is both, or neither, is found out by whoever checks the file."""
    key = "opens" if button.does.startswith(_ADDRESSES) else "says"
    below = [_row(one) for one in button.below]
    does = {key: button.does} if button.does or not below else {}
    return {"name": button.name, **does, **({"below": below} if below else {})}
