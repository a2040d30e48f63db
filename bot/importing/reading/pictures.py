"""Pages that are pictures, read: each in a process of its own, so that one that fails costs no other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.errors import NO_TEXT, SourceError
from bot.importing.reading.page import RECOGNISED, Line, Page
from bot.importing.reading.sandbox import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from bot.importing.reading.source import Raw

SECONDS = 180
"""For one page; 20 to 70 s of one core are usual."""

MEMORY = 4_000_000_000
"""Bytes of address space for one page; about 1 GB of it is used."""


def with_pictures_read(raw: Raw, page: Page, told: Callable[[str], None]) -> Page:
    """The page with the words in place of the pictures.

    Args:
        raw: what was read.
        page: what was read from it.
        told: called before each picture.

    Raises:
        SourceError: there are no words in any of it.
    """
    numbers = [line.picture for line in page.lines if line.picture]
    if not numbers:
        return page
    read_, failed = dict[int, tuple[Line, ...]](), list[SourceError]()
    for place, number in enumerate(numbers, 1):
        told(f"{raw.name}：正在认第 {number} 页的文字（{place}/{len(numbers)}），一页要几十秒")
        try:
            read_[number] = read(raw, seconds=SECONDS, memory=MEMORY, picture=number).lines
        except SourceError as error:
            failed.append(error)
    lines = tuple(_lines(page, read_))
    if not lines:
        raise (
            failed[0]
            if failed
            else SourceError(f"{raw.name}：图片里没有认出文字；请打开看看里面是不是照片", NO_TEXT)
        )
    missed = [str(number) for number in numbers if not read_.get(number)]
    notes = (f"第 {'、'.join(missed)} 页是图片，没有认出文字；请打开看看",) if missed else ()
    return replace(page, lines=lines, notes=(RECOGNISED, *page.notes, *notes))


def _lines(page: Page, read_: dict[int, tuple[Line, ...]]) -> Iterator[Line]:
    for line in page.lines:
        yield from read_.get(line.picture, ()) if line.picture else (line,)
