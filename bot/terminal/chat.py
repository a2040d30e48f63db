"""A conversation in the terminal that reads as it would in WeChat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.terminal.phone import Phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from bot.model import Reply


class Chat:
    """Reads lines, shows replies.

    Args:
        reply: gives the reply to what was typed; to an empty text, the welcome.
        account: the account's name.
    """

    def __init__(self, console: Console, reply: Callable[[str], Reply], account: str) -> None:
        self._console = console
        self._phone = Phone(console, account)
        self._reply = reply

    def run(self) -> None:
        """Talk until the end of input."""
        self._show(self._reply(""))
        while True:
            try:
                typed = self._console.input("[green]我：[/green]").strip()
            except (EOFError, KeyboardInterrupt):
                self._console.print()
                return
            if typed:
                self._show(self._reply(typed))

    def _show(self, reply: Reply) -> None:
        if reply.article:
            self._phone.card(reply.article.title, reply.article.description, reply.article.url)
        else:
            self._phone.text(reply.text)
