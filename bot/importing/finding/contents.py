"""The table of contents of a collection: what it lists heads a speech where it stands again."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.importing.finding.numbering import unnumbered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.importing.finding.section import Section
    from bot.importing.reading.page import Line

_HEADING = re.compile(r"目\s*[录次]")
_PAGE = re.compile(r"\s*(?:(?:…{3}|\.{4}|·{4}).*|(?:\t|\s{2,})[（(]?\d{1,3}[）)]?)$")
_FEWEST, _SHORTEST = 3, 4  # lines, and characters of one


class Contents:
    """What a page lists.

    Args:
        lines: below the heading, as they stand.
    """

    def __init__(self, lines: Sequence[Line] = ()) -> None:
        self.lines = lines
        self._words = _Words([_PAGE.sub("", line.text) for line in lines])

    def lists(self, text: str) -> bool:
        """Whether it lists a line of the page, or what that begins with."""
        return next(self._words.alike(text), None) is not None

    def are_all(self, sections: Sequence[Section]) -> bool:
        """Whether speeches are all that it lists: no line of it is anything but a title or a unit of one."""
        said = (one for section in sections for one in (section.title, section.byline.unit) if one)
        return len(sections) > 1 and len({n for one in said for n in self._words.alike(one)}) == len(
            self.lines
        )


def parted(lines: Sequence[Line]) -> tuple[list[Line], Contents]:
    """The lines without a table of contents, and that: lines below its heading that have a page or come again."""
    begins = next((n for n, line in enumerate(lines) if _HEADING.fullmatch(line.text)), len(lines))
    words = _Words([line.text for line in lines[begins + 1 :]])
    ends = begins + 1
    while ends < len(lines):
        text, last = lines[ends].text, ends - begins - 1
        if not (_PAGE.search(text) or any(number > last for number in words.alike(text))):
            break
        ends += 1
    if ends - begins <= _FEWEST:
        return list(lines), Contents()
    return [*lines[:begins], *lines[ends:]], Contents(lines[begins + 1 : ends])


class _Words:
    """The words of lines without the numbers before them, found by how they begin."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._begins = defaultdict[str, list[tuple[int, str]]](list)
        for number, words in enumerate(map(_words, texts)):
            self._begins[words[:_SHORTEST]].append((number, words))

    def alike(self, text: str) -> Iterator[int]:
        """The numbers of the lines that begin with all of this text, or this text with all of them."""
        words = _words(text)
        for number, other in self._begins.get(words[:_SHORTEST], ()):
            if len(words) >= _SHORTEST and (words.startswith(other) or other.startswith(words)):
                yield number


def _words(text: str) -> str:
    return re.sub(r"\W", "", unnumbered(text))
