"""Reads a source in a process of its own that may use so much time and memory, and no more.

What is imported comes from strangers: archives that unpack to gigabytes, markup nested a million deep, files that crash
a parser. Whatever happens in the child, the parent gets a page or a SourceError.

Run as a program it is the child: kind and charset as arguments, the file on standard input, the page as JSON on
standard output.
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from bot.errors import SourceError
from bot.importing.reading.page import Line, Page
from bot.importing.reading.readers import READERS

if TYPE_CHECKING:
    from bot.importing.reading.source import Raw

SECONDS = 30
MEMORY = 1_500_000_000  # bytes of address space
LONGEST_TEXT = 500_000
_LONGEST_TITLE = 300


def read(raw: Raw, *, seconds: int = SECONDS, memory: int = MEMORY) -> Page:
    """The page.

    Raises:
        SourceError: it cannot be read, there is no text in it, or it takes too much to read.
    """
    command = [
        sys.executable,
        "-m",
        "bot.importing.reading.sandbox",
        raw.kind,
        raw.charset or "",
        str(seconds),
        str(memory),
    ]
    try:
        child = subprocess.run(  # noqa: S603 # our own module; the source goes in as bytes
            command, input=raw.content, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise SourceError(
            f"{raw.name}：{seconds} 秒还没有读完，放弃了；请只留要导入的部分，另存后再导入"
        ) from error
    try:
        answer = json.loads(child.stdout)
    except ValueError as error:
        raise SourceError(
            f"{raw.name}：读的时候出了错（太大、嵌套太深或已损坏）；请另存一份再导入"
        ) from error
    if "error" in answer:
        raise SourceError(f"{raw.name}：{answer['error']}")
    return _page(answer)


def read_here(kind: str, content: bytes, charset: str | None = None) -> Page:
    """The page, read in this process.

    Raises:
        SourceError: it cannot be read or there is no text in it.
    """
    page = READERS[kind].read(content, charset)
    length = sum(len(line.text) for line in page.lines)
    if not length:
        raise SourceError("没有读到文字；请打开看看里面是不是图片")
    if length > LONGEST_TEXT:
        raise SourceError(f"有 {length} 个字，太长；请只留要导入的文章")
    return replace(page, titles=tuple(title[:_LONGEST_TITLE] for title in page.titles))


def _page(answer: dict[str, Any]) -> Page:
    lines, around = ([Line(**line) for line in answer[key]] for key in ("lines", "around"))
    return Page(tuple(lines), tuple(around), tuple(answer["titles"]), answer["said"], tuple(answer["notes"]))


def _limit(seconds: int, memory: int) -> None:
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows has no such limits; the time-out of the parent holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))


def _child(kind: str, charset: str, seconds: str, memory: str) -> None:
    _limit(int(seconds), int(memory))
    try:
        answer: dict[str, Any] = asdict(read_here(kind, sys.stdin.buffer.read(), charset or None))
    except SourceError as error:
        answer = {"error": str(error)}
    except (MemoryError, RecursionError):
        answer = {"error": "太大或嵌套太深，读不了；请只留要导入的部分，另存后再导入"}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


if __name__ == "__main__":
    _child(*sys.argv[1:])
