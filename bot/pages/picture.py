"""The share picture of a speech or a unit: what a news reply and a shared link show."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH, HEIGHT = 900, 500
"""Pixels; the proportion of the 360 by 200 that WeChat asks for, sharp on every screen."""

_PAPER, _INK, _GREEN, _QUIET, _WATER = "#f7f3e9", "#1d2421", "#1f5a4c", "#59625d", "#cfdcd0"
_MARGIN, _COLOURS = 64, 48
_SIZES = ((84, 2), (68, 3), (54, 3))
_NOT_FIRST, _NOT_LAST = "，。、；：！？”’」』）》〉】…—,.;:!?)", "“‘「『（《〈【("
_FINER = 3


class Type(NamedTuple):
    """How a line is set: size and added boldness in pixels."""

    size: int
    colour: str
    bold: float = 0


class Illustrator:
    """Draws pictures with a font of its own, so that no machine lacks the characters.

    Args:
        mark: the site's mark, a square PNG.
        kept: how many pictures are kept in memory, about 15 kB each.
    """

    def __init__(self, mark: bytes, kept: int = 200) -> None:
        self._mark = Image.open(io.BytesIO(mark)).convert("RGBA").resize((84, 84), Image.Resampling.LANCZOS)
        self.picture = lru_cache(kept)(self._picture)

    def _picture(self, kicker: str, title: str, note: str, account: str) -> bytes:
        """A PNG: a small line, the title, and beside the mark the account's name over a quiet line."""
        image = self._paper().copy()
        draw = ImageDraw.Draw(image)
        _write(draw, (_MARGIN, 54), _fitted(kicker, 36, WIDTH - 2 * _MARGIN), Type(36, _GREEN))
        size, lines = set_title(title)
        top = 122
        for line in lines:
            _write(draw, (_MARGIN, top), line, Type(size, _INK, size / 64))
            top += int(size * 1.38)
        _write(draw, (_MARGIN + 104, 401), _fitted(account, 34, 480), Type(34, _INK, 0.6))
        _write(draw, (_MARGIN + 104, 446), _fitted(note, 24, 480), Type(24, _QUIET))
        written = io.BytesIO()
        image.quantize(_COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
        return written.getvalue()

    @lru_cache(maxsize=1)  # noqa: B019 # one for the life of the service
    def _paper(self) -> Image.Image:
        """The ground that all pictures share: the bends of a river, and the mark."""
        large = Image.new("RGB", (WIDTH * _FINER, HEIGHT * _FINER), _PAPER)
        draw = ImageDraw.Draw(large)
        x, y = 790 * _FINER, 300 * _FINER
        for radius in (60, 88, 116, 144, 172, 200):
            reach = radius * _FINER
            draw.arc((x - reach, y - reach, x + reach, y + reach), 0, 180, _WATER, 5 * _FINER)
            for side in (x - reach, x + reach - 5 * _FINER):
                draw.rectangle((side, 0, side + 5 * _FINER - 1, y), _WATER)
        paper = large.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        paper.paste(self._mark, (_MARGIN, HEIGHT - 104), self._mark)
        return paper


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(pylopdf_fonts_zh_cn.serif_path(), size)


@lru_cache(maxsize=4096)
def _is_drawn(char: str) -> bool:
    """Whether the font has a character: those it lacks all look like U+FFFF, an empty box."""
    font = _font(54)
    return char.isspace() or bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


def _drawable(text: str) -> str:
    """A text without what the font lacks; for a character of a word stands 〓, as printers have always set it."""
    return "".join(char if _is_drawn(char) else "〓" if char.isalnum() else "" for char in text)


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, type_: Type) -> None:
    draw.text(at, _drawable(text), type_.colour, _font(type_.size), stroke_width=type_.bold)


def _fitted(text: str, size: int, width: int) -> str:
    """A text cut to a width in pixels."""
    font = _font(size)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def set_title(title: str) -> tuple[int, list[str]]:
    """The largest size at which a title fits, and its lines."""
    for size, most in _SIZES:
        lines = list(_lines(title, _font(size), WIDTH - 2 * _MARGIN - 40))
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], _fitted("".join(lines[most - 1 :]), size, WIDTH - 2 * _MARGIN - 40)]


def _lines(title: str, font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Lines of about one length; of two parts with a space between, each has a line if it fits."""
    parts = title.split()
    if len(parts) == 2 and all(font.getlength(part) <= width for part in parts):  # noqa: PLR2004 # two halves
        yield from parts
        return
    rest = " ".join(parts)
    while rest:
        end = _line_end(rest, font, width)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()


def _line_end(rest: str, font: ImageFont.FreeTypeFont, width: int) -> int:
    """Where the next line ends: no line begins with a closing mark or ends with an opening one."""
    length = font.getlength(rest)
    if length <= width:
        return len(rest)
    aim = min(length / -(-length // width) + font.size / 2, width)
    end = 1
    while font.getlength(rest[: end + 1]) <= aim:
        end += 1
    while end > 1 and (rest[end] in _NOT_FIRST or rest[end - 1] in _NOT_LAST):
        end -= 1
    return end
