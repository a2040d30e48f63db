"""The poster of a practice: words to read and a code to scan, to be sent as a picture or hung up."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import segno
from PIL import Image, ImageDraw

from bot.pages.lettering import Type, fitted, set_lines, write, write_lines
from bot.pages.picture import GREEN, INK, PAPER, QUIET, png, river, sized

if TYPE_CHECKING:
    from segno import QRCode

WIDTH, HEIGHT = 900, 1320
_LEFT, _COLUMN = 72, 756
_HEADING_SIZES, _QUOTE_SIZES = ((64, 2), (52, 3)), ((46, 6), (40, 8), (34, 9), (30, 10))
_CODE = 236
"""Pixels of the code's side at most, of which each module has the same whole number."""


class Poster(NamedTuple):
    """What stands on a poster."""

    unit: str
    heading: str
    quote: str
    signature: str
    account: str
    invitation: str
    address: str


def code(address: str) -> QRCode:
    """The QR code of an address; legible when a seventh of it is stained."""
    return segno.make_qr(address, error="m")


class PosterPrinter:
    """Draws posters.

    Args:
        mark: the site's mark, a square PNG.
        kept: how many posters are kept in memory, about 40 kB each.
    """

    def __init__(self, mark: bytes, kept: int = 50) -> None:
        self._mark = sized(mark)
        self.poster = lru_cache(kept)(self._poster)

    def _poster(self, told: Poster) -> bytes:
        """A PNG."""
        image = self._paper().copy()
        draw = ImageDraw.Draw(image)
        write(draw, (_LEFT, 72), fitted(told.unit, 40, _COLUMN), Type(40, GREEN, 0.6))
        size, lines = set_lines(told.heading, _HEADING_SIZES, _COLUMN)
        top = write_lines(draw, (_LEFT, 140), lines, Type(size, INK, size / 64), 1.36)
        size, lines = set_lines(told.quote, _QUOTE_SIZES, _COLUMN, balanced=False)
        top = write_lines(draw, (_LEFT, top + 34), lines, Type(size, INK), 1.6)
        signature = set_lines(told.signature, ((28, 2),), _COLUMN)[1]
        write_lines(draw, (_LEFT, top + 16), signature, Type(28, QUIET), 1.5)
        write(draw, (_LEFT + 92, 1134), fitted(told.account, 38, 420), Type(38, INK, 0.6))
        write(draw, (_LEFT + 92, 1188), fitted(told.invitation, 28, 420), Type(28, QUIET))
        squares = _squares(told.address)
        image.paste(squares, (WIDTH - _LEFT - squares.width, HEIGHT - _LEFT - squares.height))
        return png(image)

    @lru_cache(maxsize=1)  # noqa: B019 # one for the life of the service
    def _paper(self) -> Image.Image:
        paper = river(WIDTH, HEIGHT, ((WIDTH, 40),), (60, 88, 116, 144))
        ImageDraw.Draw(paper).line((_LEFT, 980, WIDTH - _LEFT, 980), "#dcd5c3", 2)
        paper.paste(self._mark, (_LEFT, 1138), self._mark)
        return paper


def _squares(address: str) -> Image.Image:
    """The code without its quiet zone, for which the paper stands."""
    made = code(address)
    written = io.BytesIO()
    made.save(
        written,
        kind="png",
        scale=_CODE // made.symbol_size(border=0)[0],
        border=0,
        dark=INK,
        light=PAPER,
    )
    return Image.open(written).convert("RGB")
