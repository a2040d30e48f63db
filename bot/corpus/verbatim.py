"""Whether passages stand in the page they were taken from, to the character.

Space is not compared: pages break lines and indent as they like. Words that an editor corrected are held against the
source as they were spoken.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.corpus.files import text
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bot.corpus.files import Files
    from bot.model import Corpus, Passage, Speech

_SPACE = re.compile("[\\s\u200b-\u200d\u2060\ufeff]+")
_SHOWN = 8
"""Characters shown before and after the place where two texts part."""

_MEND = "照原文改回来；原文真的改过，就把 sources 里的也改成新的；是口误要更正，就记在 corrections 里"


def check_verbatim(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Every passage that is not in the source its speech names, and sources that are not there."""
    taken_from: dict[str, list[Speech]] = defaultdict(list)
    for speech in corpus.speeches:
        if speech.source.file:
            taken_from[f"sources/{speech.source.file}"].append(speech)
    kept = set(files.names())
    for name, speeches in taken_from.items():
        if name not in kept:
            yield from (_forgotten(speech, name, files) for speech in speeches)
        elif (source := text(files, name)) is not None:
            source = _SPACE.sub("", source)
            yield from (fault for speech in speeches for fault in _departures(speech, source, files))


def _forgotten(speech: Speech, name: str, files: Files) -> Fault:
    path = f"speeches/{speech.slug}.md"
    mend = f"导入的稿子，把 drafts/{name} 也移过来；自己写的，把原文存成这个文件，或删掉 file 这一行"
    return Fault(path, _line_of("file:", text(files, path) or ""), f"没有 {name}", mend)


def _departures(speech: Speech, source: str, files: Files) -> Iterator[Fault]:
    path = f"speeches/{speech.slug}.md"
    for passage in speech.passages:
        own = _SPACE.sub("", speech.uncorrected(passage.text))
        if own not in source:
            same = _same(own, source)
            line = _line_in(text(files, path) or "", passage, same)
            yield Fault(path, line, _told(own, source, same), _MEND)


def _same(own: str, source: str) -> int:
    """How many characters from its beginning stand in the source."""
    least, most = 0, len(own) - 1
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if own[:middle] in source else (least, middle - 1)
    return least


def _told(own: str, source: str, same: int) -> str:
    if same < _SHOWN:
        return f"“{own[: 2 * _SHOWN]}……”不在 sources 的原文里"
    there = source.index(own[:same]) + same
    before, here, theirs = own[same - _SHOWN : same], own[same:][:_SHOWN], source[there:][:_SHOWN]
    return f"“……{before}”后面是“{here}”，原文是“{theirs}”"


def _line_in(content: str, passage: Passage, offset: int) -> int:
    """The line of a character of a passage, counted without space, in the file of its speech."""
    lines = content.splitlines()
    headings = [number for number, line in enumerate(lines) if line.startswith("##")]
    above = next((number for number in headings if f"{{#{passage.anchor}}}" in lines[number]), None)
    if above is None:  # the opening, or an editor's note
        above = lines.index("---", 1)
    for number, line in enumerate(lines[above + 1 :], above + 2):
        offset -= len(_SPACE.sub("", line.removeprefix("\\")))
        if offset < 0:
            return number
    return above + 1


def _line_of(key: str, content: str) -> int:
    return next((number for number, line in enumerate(content.splitlines(), 1) if key in line), 1)
