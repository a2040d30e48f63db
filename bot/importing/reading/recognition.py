"""A picture of text -> lines, with the models that rapidocr-onnxruntime ships (`baigu[ocr]`)."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageOps
from rapidocr_onnxruntime import RapidOCR

from bot.errors import TOO_LARGE, SourceError
from bot.importing.reading.pdf_page import opened
from bot.importing.reading.rows import Row, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.importing.reading.page import Line

_LONGEST_SIDE = 2_340
"""Pixels: A4 at 200 dots an inch; the models see no more in a larger picture and take longer."""

_LARGE = 1.5
_MOST_PIXELS = 100_000_000
_MISREAD = ((re.compile("丶"), "、"), (re.compile(r"(?<=[\u4e00-\u9fff])°"), "。"))
"""Marks that the models take for others which look the same and stand in no Chinese text."""


def recognise(kind: str, content: bytes, number: int) -> Iterator[Line]:
    """The lines on one page, each as it was recognised.

    Args:
        kind: pdf or picture.
        content: the document.
        number: of the page, from 1.

    Raises:
        SourceError: the picture cannot be opened or is too large.
    """
    image = _of_pdf(content, number) if kind == "pdf" else _of_picture(content)
    pixels = np.asarray(image.convert("RGB"))[:, :, ::-1]  # the models were trained on blue, green, red
    found, _ = RapidOCR(intra_op_num_threads=1, inter_op_num_threads=1)(pixels)
    boxes = [_Box.of(corners, text) for corners, text, _ in found or ()]
    usual = median(box.height for box in boxes) if boxes else 0
    yield from paragraphs([_row(row, usual) for row in _rows(boxes)])


def _of_pdf(content: bytes, number: int) -> Image.Image:
    page = opened(content)[number - 1]
    image = page.render(scale=_LONGEST_SIDE / max(page.get_width(), page.get_height(), 1)).to_pil()
    return image if isinstance(image, Image.Image) else Image.Image()


def _of_picture(content: bytes) -> Image.Image:
    try:
        image: Image.Image = Image.open(io.BytesIO(content))
        if image.width * image.height > _MOST_PIXELS:
            raise SourceError(f"图片有 {image.width}×{image.height} 个像素，太大；请缩小后再导入", TOO_LARGE)
        image = ImageOps.exif_transpose(image) or image
        image.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise SourceError("打不开这张图片（已损坏）；请重新拍一张或另存后再导入") from error
    return image


@dataclass(frozen=True)
class _Box:
    """Where some text stands, in pixels."""

    left: float
    right: float
    top: float
    bottom: float
    text: str

    @classmethod
    def of(cls, corners: Sequence[Sequence[float]], text: str) -> _Box:
        across, down = [corner[0] for corner in corners], [corner[1] for corner in corners]
        return cls(min(across), max(across), min(down), max(down), text)

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _rows(boxes: Sequence[_Box]) -> Iterator[list[_Box]]:
    """Boxes that stand beside one another, from left to right."""
    row = list[_Box]()
    for box in sorted(boxes, key=lambda box: box.top + box.bottom):
        if row and (box.top + box.bottom) / 2 > row[0].bottom:
            yield sorted(row, key=lambda one: one.left)
            row = []
        row.append(box)
    if row:
        yield sorted(row, key=lambda one: one.left)


def _row(boxes: Sequence[_Box], usual: float) -> Row:
    """A row; boxes are a little higher or lower as the characters in them are, so that only a great difference tells."""
    text = " ".join(box.text.strip() for box in boxes)
    for wrong, right in _MISREAD:
        text = wrong.sub(right, text)
    height = median(box.height for box in boxes)
    return Row(text, height if height > _LARGE * usual else usual)
