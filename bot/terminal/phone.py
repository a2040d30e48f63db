"""A conversation as a phone would show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.align import Align
from rich.panel import Panel
from rich.rule import Rule
from rich.text import Text

from bot.dialogue.markup import pieces

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_WIDTH = 44
TOAST = "该公众号提供的服务出现故障，请稍后再试"


class Phone:
    """Prints bubbles: mine on the right, the account's on the left.

    Args:
        name: of the account.
        toast: what the platform shows in place of a reply that it cannot show.
    """

    def __init__(self, console: Console, name: str = "公众号", toast: str = TOAST) -> None:
        self._console = console
        self._name = name
        self._toast = toast

    def heading(self, text: str) -> None:
        """What comes next."""
        self._console.print(Rule(text, style="dim"))

    def sent(self, text: str) -> None:
        """What the person sent."""
        self._console.print(Align.right(self._bubble(Text(text), "green")))

    def event(self, text: str) -> None:
        """What the person did without sending anything."""
        self._console.print(Align.center(Text(text, "dim")))

    def text(self, text: str) -> None:
        """A text reply."""
        self._console.print(self._bubble(as_written(text), "white", self._name))
        self._print_addresses([piece.url for piece in pieces(text) if piece.url])

    def card(self, title: str, description: str, url: str) -> None:
        """A card with a picture."""
        shown = Text.assemble((title, "bold"), "\n", description)
        self._console.print(self._bubble(shown, "cyan", self._name))
        self._print_addresses([url])

    def note(self, text: str) -> None:
        """What the phone does not show."""
        self._console.print(Text(text, "dim"))

    def fault(self, text: str) -> None:
        """Why the phone shows the platform's own fault."""
        self._console.print(Align.center(Text(self._toast, "white on red")))
        self._console.print(Text(f"毛病：{text}", "red"))

    def _bubble(self, content: RenderableType, style: str, title: str | None = None) -> Panel:
        width = min(_WIDTH, self._console.width)
        return Panel(content, title=title, title_align="left", border_style=style, width=width)

    def _print_addresses(self, addresses: list[str]) -> None:
        """Whole, so that they can be clicked and copied: a bubble is too narrow for them."""
        for address in addresses:
            self._console.print(Text(address, "dim"), soft_wrap=True)


def as_written(text: str) -> Text:
    """A text with WeChat's markup: taps and links underlined."""
    written = Text()
    for piece in pieces(text):
        if piece.says:
            written.append(piece.text, "blue underline")
        elif piece.url:
            written.append(piece.text, f"blue underline link {piece.url}")
        else:
            written.append(piece.text)
    return written
