"""Reads a source in a process of its own that may use so much time and memory, and no more.

What is imported comes from strangers: archives that unpack to gigabytes, markup nested a million deep, files that crash
a parser. Whatever happens in the child, the parent gets a page or a SourceError.

Run as a program it is the child: kind, charset, limits and the picture to recognise as arguments, the file on standard
input; on standard output a line of JSON, the page, and after it the bytes of the documents that are inside.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from bot.causes import cause
from bot.errors import NEEDS_PROGRAM, NO_TEXT, TOO_MUCH, SourceError
from bot.importing.reading.formats import FORMATS
from bot.importing.reading.page import Enclosed, Line, Page
from bot.importing.reading.readers import READERS

if TYPE_CHECKING:
    from bot.importing.reading.source import Raw

LONGEST_TEXT = 500_000
_LONGEST_TITLE = 300
_LARGEST_FILE = 500_000_000
"""Bytes that a program which the child calls may write to one file."""


def read(raw: Raw, *, seconds: int = 0, memory: int = 0, picture: int = 0) -> Page:
    """The page.

    Args:
        raw: the source.
        seconds: that it may take; 0: what its kind allows.
        memory: bytes of address space that it may take; 0: what its kind allows.
        picture: recognise the characters in this page of it, counted from 1; 0: read what is written.

    Raises:
        SourceError: it cannot be read, there is no text in it, or it takes too much to read.
    """
    allowed = FORMATS[raw.kind]
    seconds, memory = seconds or allowed.seconds, memory or allowed.memory
    limits = [str(seconds), str(memory)]
    command = [
        sys.executable,
        "-m",
        "bot.importing.reading.sandbox",
        raw.kind,
        raw.charset or "",
        *limits,
        str(picture),
    ]
    with TemporaryDirectory(prefix="baigu-", ignore_cleanup_errors=True) as room:
        try:
            child = subprocess.run(  # noqa: S603 # our own module; the source goes in as bytes
                command,
                input=raw.content,
                capture_output=True,
                timeout=seconds,
                check=False,
                env={**os.environ, "TMPDIR": room},
            )
        except subprocess.TimeoutExpired as error:
            raise SourceError(
                f"{raw.name}：{seconds} 秒还没有读完，放弃了；请只留要导入的部分，另存后再导入", TOO_MUCH
            ) from error
    page = _answer(raw.name, child.stdout)
    return replace(page, notes=(*raw.notes, *page.notes))


def read_here(kind: str, content: bytes, charset: str | None = None) -> Page:
    """The page, read in this process.

    Raises:
        SourceError: it cannot be read or there is no text in it.
    """
    page = READERS[kind](content, charset)
    length = sum(len(line.text) for line in page.lines)
    if not (length or page.enclosed or any(line.picture for line in page.lines)):
        raise SourceError("没有读到文字；请打开看看里面是不是图片", NO_TEXT)
    if length > LONGEST_TEXT:
        raise SourceError(f"有 {length} 个字，太长；请只留要导入的文章", TOO_MUCH)
    return replace(page, titles=tuple(title[:_LONGEST_TITLE] for title in page.titles))


def _answer(name: str, written: bytes) -> Page:
    said, _, contents = written.partition(b"\n")
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as error:
        raise SourceError(
            f"{name}：读的时候出了错（太大、嵌套太深或已损坏）；请另存一份再导入", TOO_MUCH
        ) from error
    if "error" in answer:
        raise SourceError(f"{name}：{answer['error']}", answer["kind"])
    lines, around = (tuple(Line(**line) for line in answer.pop(key)) for key in ("lines", "around"))
    enclosed, start = list[Enclosed](), 0
    for size, one in zip(answer.pop("sizes"), answer.pop("enclosed"), strict=True):
        enclosed.append(Enclosed(**one, content=contents[start : start + size]))
        start += size
    titles, notes = tuple(answer.pop("titles")), tuple(answer.pop("notes"))
    return Page(lines, around, titles, notes=notes, enclosed=tuple(enclosed), **answer)


def _written(page: Page) -> bytes:
    """What _answer reads."""
    answer = asdict(replace(page, enclosed=()))
    answer["enclosed"] = [{"name": one.name, "note": one.note, "fault": one.fault} for one in page.enclosed]
    answer["sizes"] = [len(one.content) for one in page.enclosed]
    return _json(answer) + b"\n" + b"".join(one.content for one in page.enclosed)


def _json(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _limit(seconds: int, memory: int) -> None:
    try:
        resource = importlib.import_module("resource")
    except ImportError:  # Windows has no such limits; the time-out of the parent holds there
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))


def _child(kind: str, charset: str, seconds: str, memory: str, picture: str) -> None:
    _limit(int(seconds), int(memory))
    content = sys.stdin.buffer.read()
    try:
        written = _written(
            _recognised(kind, content, int(picture)) or read_here(kind, content, charset or None)
        )
    except SourceError as error:
        written = _json({"error": str(error), "kind": error.kind})
    except (MemoryError, RecursionError):
        error_ = "太大或嵌套太深，读不了；请只留要导入的部分，另存后再导入"
        written = _json({"error": error_, "kind": TOO_MUCH})
    sys.stdout.buffer.write(written)


def _recognised(kind: str, content: bytes, picture: int) -> Page | None:
    if not picture:
        return None
    try:
        from bot.importing.reading.recognition import recognise  # noqa: PLC0415 # heavy, and installed on request
    except ImportError as error:
        what = f"文字识别装得不全（{cause(error)}）；请先 apt-get install libgl1 libglib2.0-0"
        raise SourceError(what, NEEDS_PROGRAM) from error
    return Page(tuple(recognise(kind, content, picture)))


if __name__ == "__main__":
    _child(*sys.argv[1:])
