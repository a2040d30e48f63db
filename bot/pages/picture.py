"""The share picture of a speech or a unit: what a news reply and a shared link show."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageDraw

from bot.pages.lettering import Type, fitted, set_lines, write, write_lines

WIDTH, HEIGHT = 900, 500
"""Pixels; the proportion of the 360 by 200 that WeChat asks for, sharp on every screen."""

PAPER, INK, GREEN, QUIET, WATER = "#f7f3e9", "#1d2421", "#1f5a4c", "#59625d", "#cfdcd0"
COLOURS = 48

# A shared link is shown as the square in the middle: all that is to be read stands in it.
_LEFT, _COLUMN = 228, 444
_SIZES = ((84, 2), (66, 3), (56, 4), (48, 4))
_FINER = 3


class Illustrator:
    """Draws share pictures.

    Args:
        mark: the site's mark, a square PNG.
        kept: how many pictures are kept in memory, about 15 kB each.
    """

    def __init__(self, mark: bytes, kept: int = 200) -> None:
        self._mark = sized(mark)
        self.picture = lru_cache(kept)(self._picture)

    def _picture(self, kicker: str, title: str, note: str, account: str) -> bytes:
        """A PNG: a small line, the title, and beside the mark the account's name over a quiet line."""
        image = self._paper().copy()
        draw = ImageDraw.Draw(image)
        write(draw, (_LEFT, 34), fitted(kicker, 36, _COLUMN), Type(36, GREEN, 0.5))
        size, lines = set_lines(title, _SIZES, _COLUMN)
        write_lines(draw, (_LEFT, 94), lines, Type(size, INK, size / 64), 1.34)
        write(draw, (_LEFT + 90, 400), fitted(account, 32, _COLUMN - 90), Type(32, INK, 0.6))
        write(draw, (_LEFT + 90, 444), fitted(note, 22, _COLUMN - 90), Type(22, QUIET))
        return png(image)

    @lru_cache(maxsize=1)  # noqa: B019 # one for the life of the service
    def _paper(self) -> Image.Image:
        """The ground that all pictures share: the bends of a river to both sides, and the mark."""
        paper = river(WIDTH, HEIGHT, ((100, 330), (800, 170)), (32, 54, 76))
        paper.paste(self._mark, (_LEFT, 402), self._mark)
        return paper


def sized(mark: bytes) -> Image.Image:
    """The site's mark as pictures show it."""
    return Image.open(io.BytesIO(mark)).convert("RGBA").resize((72, 72), Image.Resampling.LANCZOS)


def river(width: int, height: int, bends: tuple[tuple[int, int], ...], radii: tuple[int, ...]) -> Image.Image:
    """Paper with the bends of a river around some places, in pixels."""
    large = Image.new("RGB", (width * _FINER, height * _FINER), PAPER)
    draw = ImageDraw.Draw(large)
    stroke = 5 * _FINER
    for number, (x, y) in enumerate((x * _FINER, y * _FINER) for x, y in bends):
        rises = number % 2
        for reach in (radius * _FINER for radius in radii):
            arc = (180, 360) if rises else (0, 180)
            draw.arc((x - reach, y - reach, x + reach, y + reach), *arc, WATER, stroke)
            for side in (x - reach, x + reach - stroke):
                banks = (y, height * _FINER) if rises else (0, y)
                draw.rectangle((side, banks[0], side + stroke - 1, banks[1]), WATER)
    return large.resize((width, height), Image.Resampling.LANCZOS)


def png(image: Image.Image) -> bytes:
    """A small PNG of a picture in few colours."""
    written = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
