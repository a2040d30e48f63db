"""A conversation in the terminal that reads as it would in WeChat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.panel import Panel
from rich.text import Text

from bot.dialogue.markup import pieces

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from bot.model import Reply

_WIDTH = 44


class Chat:
    """Reads lines, shows replies.

    Args:
        reply: gives the reply to what was typed; to an empty text, the welcome.
    """

    def __init__(self, console: Console, reply: Callable[[str], Reply]) -> None:
        self._console = console
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
        text = Text()
        for piece in pieces(reply.text):
            if piece.says:
                text.append(piece.text, "blue underline")
            elif piece.url:
                text.append(piece.text, f"blue underline link {piece.url}")
                text.append(f"\n{piece.url}", "dim")
            else:
                text.append(piece.text)
        self._console.print(
            Panel(text, title="摆古", title_align="left", width=min(_WIDTH, self._console.width))
        )
