"""The custom menu: knowledge/menu.toml -> what a platform is told, held against its limits first."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from bot.causes import cause
from bot.channel.utterance import OWN_KEY
from bot.errors import Fault, KnowledgeError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

MOST_BUTTONS = 3
MOST_BELOW = 5
LONGEST_NAME = 16
"""Bytes of UTF-8 in a name in the bar at the bottom; phones show 4 characters."""

LONGEST_NAME_BELOW = 60
"""Of WeChat; WeCom's pages speak of 16 for every name."""

LONGEST_KEY = 128 - len(OWN_KEY)
LONGEST_URL = 1024


@dataclass(frozen=True)
class Button:
    """A button: it says words for who taps it, opens a page, or unfolds others.

    Attributes:
        says: the words, handled as if typed.
        opens: the page's address.
    """

    name: str
    says: str = ""
    opens: str = ""
    below: tuple[Button, ...] = ()

    def as_sent(self) -> dict[str, Any]:
        """As WeChat writes it."""
        if self.below:
            return {"name": self.name, "sub_button": [button.as_sent() for button in self.below]}
        if self.says:
            return {"type": "click", "name": self.name, "key": f"{OWN_KEY}{self.says}"}
        return {"type": "view", "name": self.name, "url": self.opens}


@dataclass(frozen=True)
class Menu:
    """The whole menu."""

    buttons: tuple[Button, ...]

    def as_sent(self) -> dict[str, Any]:
        """As WeChat writes it."""
        return {"button": [button.as_sent() for button in self.buttons]}


class MenuFile:
    """knowledge/menu.toml.

    Args:
        base: the public address, before addresses that begin with a slash.
        longest_below: bytes of a name in a menu that unfolds.
    """

    def __init__(self, path: Path, base: str, longest_below: int = LONGEST_NAME_BELOW) -> None:
        self._path = path
        self._base = base
        self._longest_below = longest_below

    def read(self) -> Menu:
        """The menu in the file.

        Raises:
            KnowledgeError: it cannot be read, or is not one that WeChat takes.
        """
        name = self._path.name
        try:
            content = self._path.read_text("utf-8-sig")
        except OSError:
            raise KnowledgeError([Fault(name, 1, "没有这个文件", "照 docs/wechat.md 建一个")]) from None
        except UnicodeDecodeError as error:
            raise KnowledgeError([self._unreadable(error)]) from None
        faults = self.faults_of(content)
        if faults:
            raise KnowledgeError(faults)
        return Menu(tuple(_button(row, self._base) for row in tomllib.loads(content).get("button") or ()))

    def faults_of(self, content: str) -> tuple[Fault, ...]:
        """What would be wrong with a file of that content."""
        try:
            rows = tomllib.loads(content).get("button")
        except tomllib.TOMLDecodeError as error:
            return (self._unreadable(error),)
        return tuple(
            Fault(self._path.name, _line_of(place, content), what, mend)
            for place, what, mend in _faults(rows, self._base, self._longest_below)
        )

    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with the file; not every account has one."""
        try:
            if self._path.exists():
                self.read()
        except KnowledgeError as error:
            return error.faults
        return ()

    def _unreadable(self, error: Exception) -> Fault:
        return Fault(self._path.name, 1, f"读不懂：{cause(error)}", "看引号、等号和方括号是否成对")

    def shown(self) -> list[str]:
        """The file's menu in lines."""
        return lines_of(self.read().as_sent())

    def keyed(self) -> list[str]:
        """The file's menu in lines, with what a platform's form asks for: a key for words, an address for pages."""
        return list(_lines(self.read().as_sent()["button"], "", _keyed))


class Remote(Protocol):
    """Where the menu of an account is kept; `wechat/api`."""

    def menu(self) -> dict[str, Any] | None:
        """The menu that phones are shown, as WeChat writes it; None where there is none."""
        ...

    def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Put a menu in place of the one there is."""
        ...

    def delete_menu(self) -> None:
        """Take the menu away."""
        ...


class AccountMenu:
    """The file's menu, and the one that phones show."""

    def __init__(self, file: MenuFile, remote: Remote) -> None:
        self._file = file
        self._remote = remote

    def changes(self) -> list[str]:
        """The lines that differ: `- ` phones show it, `+ ` the file has it; empty where nothing does."""
        lines = difflib.ndiff(lines_of(self._remote.menu()), self._file.shown())
        return [line for line in lines if line.startswith(("- ", "+ "))]

    def push(self) -> None:
        """Put the file's menu on phones."""
        self._remote.create_menu(self._file.read().as_sent())

    def delete(self) -> None:
        """Take the menu off phones."""
        self._remote.delete_menu()


def _button(row: Mapping[str, Any], base: str) -> Button:
    below = tuple(_button(inner, base) for inner in row.get("below", ()))
    return Button(row["name"], row.get("says", ""), _address(row.get("opens", ""), base), below)


def _address(opens: str, base: str) -> str:
    return f"{base}{opens}" if opens.startswith("/") else opens


def _line_of(text: str, content: str) -> int:
    lines = enumerate(content.splitlines(), 1)
    return next((number for number, line in lines if text and text in line), 1)


def _faults(rows: object, base: str, longest_below: int) -> Iterator[tuple[str, str, str]]:
    """Words that stand at the place, what is wrong, how to mend it."""
    yield from _list_faults(rows, "一级菜单", MOST_BUTTONS, LONGEST_NAME)
    for name, row in _named(rows):
        if row.keys() != {"name", "below"}:
            yield from _action_faults(name, row, base)
            continue
        yield from _list_faults(row["below"], f"“{name}”下面", MOST_BELOW, longest_below)
        for inner, below in _named(row["below"]):
            yield from _action_faults(inner, below, base)


def _list_faults(rows: object, where: str, most: int, longest: int) -> Iterator[tuple[str, str, str]]:
    if not isinstance(rows, list) or not 1 <= len(rows) <= most:
        yield "", f"{where}要有 1 到 {most} 个", "增减到这个数"
        return
    named = list(_named(rows))
    for _ in range(len(rows) - len(named)):
        yield "", f"{where}里有一个没有名字", '写上 name = "…"'
    for name, _ in named:
        yield from _length_faults(name, "name", name, longest)


def _named(rows: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Rows that have a name."""
    for row in rows if isinstance(rows, list) else ():
        name = row.get("name") if isinstance(row, dict) else None
        if isinstance(name, str) and name.strip():
            yield name, row


def _action_faults(name: str, row: Mapping[str, Any], base: str) -> Iterator[tuple[str, str, str]]:
    key, value = next(((key, row[key]) for key in ("says", "opens") if key in row), ("", ""))
    if row.keys() != {"name", key}:
        yield name, f"“{name}”要么写 says，要么写 opens（一级也可以写 below）", "只写其中一个，去掉别的"
    elif not isinstance(value, str) or not value.strip():
        yield name, f"“{name}”的 {key} 是空的", f'写成 {key} = "…"'
    elif key == "says":
        yield from _length_faults(name, key, value, LONGEST_KEY)
    elif not value.startswith(("/", "http://", "https://")):
        yield name, f"“{name}”的 opens 不是网址", "以 https:// 开头，或以 / 开头写本站的页面"
    else:
        yield from _length_faults(name, key, _address(value, base), LONGEST_URL)


def _length_faults(name: str, key: str, value: str, longest: int) -> Iterator[tuple[str, str, str]]:
    length = len(value.encode())
    if length > longest:
        yield name, f"“{name}”的 {key} 有 {length} 字节", f"缩短到 {longest} 字节以内（一个汉字 3 字节）"


def lines_of(sent: Mapping[str, Any] | None) -> list[str]:
    """A menu, as WeChat writes it, in lines for people: to be read, and to be compared."""
    return list(_lines((sent or {}).get("button", []), "", _does))


def _lines(
    buttons: Sequence[Mapping[str, Any]], indent: str, does: Callable[[Mapping[str, Any]], str]
) -> Iterator[str]:
    for button in buttons:
        below = button.get("sub_button") or []
        if below:
            yield f"{indent}{button.get('name')}"
            yield from _lines(below, f"{indent}    ", does)
        else:
            yield f"{indent}{button.get('name')}  {does(button)}"


def _keyed(button: Mapping[str, Any]) -> str:
    return f"键值 {button['key']}" if "key" in button else f"网址 {button['url']}"


def _does(button: Mapping[str, Any]) -> str:
    if button.get("type") == "click":
        return f"发送“{str(button.get('key')).removeprefix(OWN_KEY)}”"
    if button.get("type") == "view":
        return f"打开 {button.get('url')}"
    return f"（{button.get('type')}）"
