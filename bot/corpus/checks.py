"""Faults that no single file shows: names used twice, words that lead nowhere, knowledge without content."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING

from bot.corpus.files import text
from bot.errors import Fault

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from bot.corpus.files import Files
    from bot.model import Corpus

_NAME = re.compile(r"\s*(\w+)\s*=")
_GUESSED = {"unit": "单位", "speaker": "演讲人", "title": "标题", "date": "日期", "practices": "做法"}
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
"""What names of files, units and themes may be made of, for they stand in addresses."""


def cross_check(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Every fault between the parts of a corpus that leaves it without a clear meaning."""
    if not any(name.startswith("speeches/") for name in files.names()):
        yield Fault("speeches", 1, "没有一篇演讲稿", "照 knowledge/README.md 加一篇")
    lines = _Lines(files)
    names = ((name, unit.name) for unit in corpus.units for name in unit.names)
    yield from _doubled(lines, "units.toml", ("name", "aliases", "nicknames"), names)
    for table, rows in (("units.toml", corpus.units), ("themes.toml", corpus.themes)):
        yield from _doubled(lines, table, ("slug",), ((row.slug, row.name) for row in rows))
        for row in rows:
            if not SLUG.fullmatch(row.slug):
                line = lines.of(table, ["slug"], row.slug)
                yield Fault(table, line, f"slug {row.slug} 不合规", "只用小写字母、数字和短横")
    for speech in corpus.speeches:
        if not SLUG.fullmatch(speech.slug):
            yield Fault(f"speeches/{speech.slug}.md", 1, "文件名不合规", "只用小写字母、数字和短横")
    yield from _former_names(corpus)
    yield from _guesses(corpus, files)


def check_vocabulary(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Entries of the vocabulary whose words no speech has: nobody is led anywhere by them."""
    lines = _Lines(files)
    for number, synonym in enumerate(corpus.synonyms, 1):
        if not any(word in passage.text for word in synonym.means for passage in corpus.passages):
            line = lines.of_row("vocabulary.toml", "[[word]]", number)
            what = f"means 里的“{'”“'.join(synonym.means)}”哪篇稿子里都没有"
            mend = "改成稿子里一字不差的词，或把这一项删掉"
            yield Fault("vocabulary.toml", line, what, mend, is_harmless=True)


def _former_names(corpus: Corpus) -> Iterator[Fault]:
    for speech in corpus.speeches:
        for old in speech.formerly:
            if corpus.speech(old) or corpus.renamed(old) is not speech:
                what = f"formerly 里的 {old} 是别的演讲稿的名字"
                yield Fault(f"speeches/{speech.slug}.md", 1, what, "只留给一篇")


def _guesses(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """What the importer guessed is not spoken before somebody has looked at it."""
    for speech in corpus.speeches:
        if speech.guessed:
            name = f"speeches/{speech.slug}.md"
            lines = (text(files, name) or "").split("\n")
            line = next((n for n, one in enumerate(lines, 1) if one.startswith("guessed:")), 1)
            what = "、".join(_GUESSED.get(field, field) for field in speech.guessed)
            yield Fault(
                name, line, f"{what}是导入时猜的，还没有人确认", "照原文核对、改好，再删掉 guessed 这一行"
            )


class _Lines:
    """Where texts stand in quotation marks in TOML files; files are read when first asked about."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def of(self, file: str, names: Container[str], value: str, occurrence: int = 1) -> int:
        """The line of the first or a later occurrence as a value of these names, 1 where there is none."""
        content = text(self._files, file) or ""
        quoted, name, found = re.compile(rf"[\"']{re.escape(value)}[\"']"), "", list[int]()
        for number, line in enumerate(content.split("\n"), 1):
            named = _NAME.match(line)
            name = named[1] if named else name
            is_value = name in names and not line.lstrip().startswith("#")
            found += [number] * len(quoted.findall(line)) if is_value else []
        return found[occurrence - 1] if len(found) >= occurrence else 1

    def of_row(self, file: str, head: str, number: int) -> int:
        """The line of the head of a row, 1 where there is none."""
        lines = (text(self._files, file) or "").split("\n")
        heads = [n for n, line in enumerate(lines, 1) if line.strip().startswith(head)]
        return heads[number - 1] if len(heads) >= number else 1


def _doubled(
    lines: _Lines, file: str, names: Sequence[str], values: Iterable[tuple[str, str]]
) -> Iterator[Fault]:
    owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for value, owner in values:
        owners[plain(value)].append((value, owner))
    for several in owners.values():
        if len(several) > 1:
            value = several[-1][0]
            line = lines.of(file, names, value, sum(other == value for other, _ in several))
            both = "、".join(owner for _, owner in several)
            yield Fault(file, line, f"“{value}”用了不止一次（{both}）", "只留给一个")


def plain(name: str) -> str:
    """What names are compared by: width, case and spaces make none different."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())
