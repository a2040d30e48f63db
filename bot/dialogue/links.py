"""Addresses of pages, as replies and pages write them."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.model import Passage, Quote, Speech, Unit


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

    def unit(self, unit: Unit) -> str:
        """The page of a unit."""
        return f"{self.base}/units/{unit.slug}"

    def passage(self, passage: Passage) -> str:
        """The place of a passage on its speech's page."""
        return f"{self.base}/speeches/{passage.speech}#{passage.anchor}"

    def practice(self, passage: Passage) -> str:
        """The page of a passage alone."""
        return f"{self.base}/speeches/{passage.speech}/{passage.anchor}"

    def quote(self, quote: Quote) -> str:
        """The place of a passage, with the quoted words marked.

        `?p1=34-80-1a2b3c#p1`: from which character to which, and the fingerprint of the words between, so that
        the page finds them again when the speech has been edited, and marks nothing when they are gone.
        """
        passage = quote.passage
        span = f"{passage.anchor}={quote.start}-{quote.end}-{fingerprint(quote.text)}"
        return f"{self.base}/speeches/{passage.speech}?{span}#{passage.anchor}"

    def picture(self, slug: str) -> str:
        """The share picture of a speech, 900 by 500 pixels."""
        return f"{self.base}/pictures/{slug}.png"

    def unit_picture(self, unit: Unit) -> str:
        """The share picture of a unit, 900 by 500 pixels."""
        return f"{self.base}/pictures/units/{unit.slug}.png"


def fingerprint(words: str) -> str:
    """Six hexadecimal digits that tell words from others: 24 bits of CRC-32, nothing that must be hard to forge."""
    return f"{zlib.crc32(words.encode()) & 0xFFFFFF:06x}"
