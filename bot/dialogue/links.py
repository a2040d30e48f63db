"""Addresses of pages, as replies and pages write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Passage, Quote, Speech


@dataclass(frozen=True)
class Links:
    """Links below one public address.

    Attributes:
        base: https://host, without a slash at the end.
    """

    base: str

    def speech(self, speech: Speech) -> str:
        """The page of a speech."""
        return f"{self.base}/speeches/{speech.slug}"

    def picture(self, slug: str) -> str:
        """The picture on the card of a speech, 360×200."""
        return f"{self.base}/pictures/{slug}.png"

    def passage(self, passage: Passage) -> str:
        """The place of a passage on its speech's page."""
        return f"{self.base}/speeches/{passage.speech}#{passage.anchor}"

    def quote(self, quote: Quote) -> str:
        """The place of a passage, with the quoted words marked."""
        passage = quote.passage
        span = f"{passage.anchor}={quote.start}-{quote.end}"
        return f"{self.base}/speeches/{passage.speech}?{span}#{passage.anchor}"
