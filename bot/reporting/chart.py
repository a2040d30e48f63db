"""Charts as pictures, drawn with a font of our own: columns that stand on each other, and bars with their names."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING

import pylopdf_fonts_zh_cn
from PIL import Image, ImageDraw, ImageFont

if TYPE_CHECKING:
    from collections.abc import Sequence

_WIDTH, _HEIGHT, _SIZE = 1500, 620, 34
_INK, _LINE = "#2b2b26", "#cfcabb"
COLOURS = ("#235a46", "#c89b3c", "#a93226")
"""Of the parts of a column, from the bottom; told apart in grey as well."""

_LEFT, _TOP, _BOTTOM = 40, 90, 80
_ROW, _NAMES = 64, 520


@lru_cache(maxsize=1)
def _font() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(pylopdf_fonts_zh_cn.sans_path(), _SIZE)


def columns(names: Sequence[str], parts: Sequence[str], values: Sequence[Sequence[int]]) -> bytes:
    """A PNG of a column for each name, made of parts, with its sum above it.

    Args:
        parts: what the parts mean, from the bottom; at most as many as there are COLOURS.
        values: of each column, its parts.
    """
    picture = Image.new("RGB", (_WIDTH, _HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    _legend(draw, parts)
    most = max((sum(column) for column in values), default=0) or 1
    step = (_WIDTH - 2 * _LEFT) / max(len(names), 1)
    room, base = _HEIGHT - _TOP - _BOTTOM - 2 * _SIZE, _HEIGHT - _BOTTOM
    for number, (name, column) in enumerate(zip(names, values, strict=True)):
        left, right = _LEFT + step * (number + 0.2), _LEFT + step * (number + 0.8)
        top = float(base)
        for colour, value in zip(COLOURS, column, strict=False):
            draw.rectangle((left, top - room * value / most, right, top), fill=colour)
            top -= room * value / most
        middle = (left + right) / 2
        draw.text((middle, top - 8), str(sum(column)), _INK, _font(), anchor="md")
        draw.text((middle, base + 14), name, _INK, _font(), anchor="ma")
    draw.line((_LEFT, base, _WIDTH - _LEFT, base), fill=_LINE, width=3)
    return _png(picture)


def bars(values: Sequence[tuple[str, int]]) -> bytes:
    """A PNG of a bar for each name, the name before it and its value behind it."""
    picture = Image.new("RGB", (_WIDTH, _ROW * max(len(values), 1) + 20), "white")
    draw = ImageDraw.Draw(picture)
    most = max((value for _, value in values), default=0) or 1
    room = _WIDTH - _NAMES - 160
    for number, (name, value) in enumerate(values):
        top = 10 + number * _ROW
        middle = top + _ROW / 2
        draw.text((_NAMES - 20, middle), _fitted(name), _INK, _font(), anchor="rm")
        end = _NAMES + room * value / most
        draw.rectangle((_NAMES, top + 10, end, top + _ROW - 10), fill=COLOURS[0])
        draw.text((end + 14, middle), str(value), _INK, _font(), anchor="lm")
    return _png(picture)


def _legend(draw: ImageDraw.ImageDraw, parts: Sequence[str]) -> None:
    left = _LEFT
    for colour, part in zip(COLOURS, parts, strict=False):
        draw.rectangle((left, 24, left + _SIZE, 24 + _SIZE), fill=colour)
        draw.text((left + _SIZE + 12, 24 + _SIZE / 2), part, _INK, _font(), anchor="lm")
        left += int(_SIZE + 60 + _font().getlength(part))


def _fitted(name: str) -> str:
    """A name as far as it fits before its bar."""
    while _font().getlength(name) > _NAMES - 40:
        name = f"{name[:-2]}…"
    return name


def _png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue()
