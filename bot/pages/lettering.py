"""Text set in pictures, with a font of our own, so that no machine lacks the characters."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import pylopdf_fonts_zh_cn
from PIL import ImageFont

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import ImageDraw

_NOT_FIRST, _NOT_LAST = "，。、；：！？”’」』）》〉】…—,.;:!?)", "“‘「『（《〈【("


class Type(NamedTuple):
    """How a line is set: size and added boldness in pixels."""

    size: int
    colour: str
    bold: float = 0


@lru_cache(maxsize=16)
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


def write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, type_: Type) -> None:
    """Draw one line, its upper left corner at a place."""
    draw.text(at, _drawable(text), type_.colour, _font(type_.size), stroke_width=type_.bold)


def write_lines(
    draw: ImageDraw.ImageDraw, at: tuple[int, int], lines: list[str], type_: Type, leading: float
) -> int:
    """Draw lines below one another; returns where the next would begin."""
    left, top = at
    for line in lines:
        write(draw, (left, top), line, type_)
        top += int(type_.size * leading)
    return top


def fitted(text: str, size: int, width: int) -> str:
    """A text cut to a width in pixels."""
    font = _font(size)
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"


def set_lines(
    text: str, sizes: tuple[tuple[int, int], ...], width: int, *, balanced: bool = True
) -> tuple[int, list[str]]:
    """The first of some sizes, each with the lines it may take, at which a text fits a width, and its lines.

    Where it fits at none, it is cut at the last. Balanced lines, for headings, are of about one length.
    """
    for size, most in sizes:
        lines = list(_lines(text, _font(size), width, balanced=balanced))
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], fitted("".join(lines[most - 1 :]), size, width)]


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int, *, balanced: bool) -> Iterator[str]:
    """Lines; of two parts with a space between, each has a line if it fits."""
    parts = text.split()
    if len(parts) == 2 and all(font.getlength(part) <= width for part in parts):  # noqa: PLR2004 # two halves
        yield from parts
        return
    rest = " ".join(parts)
    while rest:
        end = _line_end(rest, font, width, balanced=balanced)
        yield rest[:end].rstrip()
        rest = rest[end:].lstrip()


def _line_end(rest: str, font: ImageFont.FreeTypeFont, width: int, *, balanced: bool) -> int:
    """Where the next line ends: no line begins with a closing mark or ends with an opening one."""
    length = font.getlength(rest)
    if length <= width:
        return len(rest)
    aim = min(length / -(-length // width) + font.size / 2, width) if balanced else width
    end = 1
    while font.getlength(rest[: end + 1]) <= aim:
        end += 1
    while end > 1 and (rest[end] in _NOT_FIRST or rest[end - 1] in _NOT_LAST):
        end -= 1
    return end
