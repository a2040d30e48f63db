"""A picture (.jpg, .png) -> Page, whose characters are still to be recognised."""

from __future__ import annotations

from bot.errors import NEEDS_PROGRAM, SourceError
from bot.importing.reading.page import Line, Page
from bot.importing.reading.tools import has_recognition, without_recognition


def read_picture(_: bytes) -> Page:
    """The page.

    Raises:
        SourceError: characters cannot be recognised here.
    """
    if not has_recognition():
        raise SourceError(without_recognition("这是图片"), NEEDS_PROGRAM)
    return Page((Line("", picture=1),))
