"""Faults that no single file shows: names used twice, words that lead nowhere, knowledge without content."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from bot.corpus.files import text
from bot.corpus.rules import BAD_SLUG, ONLY_SLUG, SLUG, Register, keyword_objection, leads_nowhere
from bot.errors import Fault
from bot.model import GUESSABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.corpus.files import Files
    from bot.model import Corpus, Theme, Unit

_NAME = re.compile(r"\s*(\w+)\s*=")
_NAMES = ("name", "aliases", "nicknames", "slug")
"""Fields of an entry that hold what it is called and where its page stands."""


def cross_check(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Every fault between the parts of a corpus that leaves it without a clear meaning."""
    if _lacks_speeches(corpus, files) and not _is_new(corpus, files):
        yield Fault("speeches", 1, "没有一篇演讲稿", "照 knowledge/README.md 加一篇")
    lines = _Lines(files)
    yield from _check_register(lines, "units.toml", corpus.units)
    yield from _check_register(lines, "themes.toml", corpus.themes)
    for speech in corpus.speeches:
        if not SLUG.fullmatch(speech.slug):
            yield Fault(f"speeches/{speech.slug}.md", 1, f"文件名{BAD_SLUG}", ONLY_SLUG)
    yield from _former_names(corpus)
    yield from _guesses(corpus, files)


def to_do(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """What is not wrong and yet wants doing."""
    if "city.toml" not in files.names():
        yield Fault("city.toml", 1, "没有写城市和公众号的名字", "照 knowledge/README.md 建一个 city.toml")
    if _lacks_speeches(corpus, files) and _is_new(corpus, files):
        yield Fault("speeches", 1, "还没有演讲稿", "用 baigu import 导入")
    for speech in corpus.speeches:
        lacking = "、".join(passage.anchor for passage in speech.practices if not passage.plain)
        if lacking:
            name = f"speeches/{speech.slug}.md"
            what = f"{lacking} 没有大白话的小标题，列表里只好用原来的"
            yield Fault(
                name,
                _line_that_begins("plain:", text(files, name)),
                what,
                "在 plain 下面写，一条一行，居民一看就懂",
            )


def _lacks_speeches(corpus: Corpus, files: Files) -> bool:
    return not corpus.speeches and not any(name.startswith("speeches/") for name in files.names())


def _is_new(corpus: Corpus, files: Files) -> bool:
    """Whether nothing is there yet that only comes with speeches: a folder that has such things has lost them."""
    left = any(name.startswith(("sources/", "questions/")) for name in files.names())
    return not left and not corpus.units


def check_vocabulary(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Entries of the vocabulary whose words no speech has: nobody is led anywhere by them."""
    lines, texts = _Lines(files), [passage.text for passage in corpus.passages]
    for number, synonym in enumerate(corpus.synonyms, 1):
        objection = leads_nowhere(synonym, texts)
        if objection:
            line = lines.of_row("vocabulary.toml", "[[word]]", number)
            yield Fault("vocabulary.toml", line, objection.what, objection.mend, is_harmless=True)


def check_keywords(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Fixed replies that lead nowhere, cannot be sent, or get in the way of others."""
    lines, passages = _Lines(files), {passage.id for passage in corpus.passages}
    for number, keyword in enumerate(corpus.keywords, 1):
        before = corpus.keywords[: number - 1]
        objection = keyword_objection(keyword, before, passages, corpus.phrases.get("forget", ()))
        if objection:
            line = lines.of_row("keywords.toml", "[[keyword]]", number)
            yield Fault("keywords.toml", line, objection.what, objection.mend)


def check_sources(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Addresses of sources that are none of the web: pages would lead to a program or to nothing."""
    for speech in corpus.speeches:
        if speech.source.url and not speech.source.link:
            name = f"speeches/{speech.slug}.md"
            lines = (text(files, name) or "").split("\n")
            line = next((n for n, one in enumerate(lines, 1) if speech.source.url in one), 1)
            mend = "写 http:// 或 https:// 开头的完整网址，没有就删掉"
            yield Fault(name, line, f"source 的 url 不是网址：{speech.source.url[:80]}", mend)


def _check_register(lines: _Lines, file: str, entries: Iterable[Unit | Theme]) -> Iterator[Fault]:
    register, seen = Register(), Counter[str]()
    for entry in entries:
        seen.update((*entry.names, entry.slug))
        for objection in register.objections(entry):
            line = lines.of(file, objection.value, seen[objection.value])
            yield Fault(file, line, objection.what, objection.mend)
        register.put(entry)


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
            line = _line_that_begins("guessed:", text(files, name))
            what = "、".join(GUESSABLE.get(field, field) for field in speech.guessed)
            yield Fault(
                name, line, f"{what}是导入时猜的，还没有人确认", "照原文核对、改好，再删掉 guessed 这一行"
            )


def _line_that_begins(begins: str, content: str | None) -> int:
    """The first line that begins so, 1 where none does."""
    lines = (content or "").split("\n")
    return next((number for number, line in enumerate(lines, 1) if line.startswith(begins)), 1)


class _Lines:
    """Where texts stand in quotation marks in TOML files; files are read when first asked about."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def of(self, file: str, value: str, occurrence: int = 1) -> int:
        """The line of the first or a later occurrence as a name or slug, 1 where there is none."""
        content = text(self._files, file) or ""
        quoted, name, found = re.compile(rf"[\"']{re.escape(value)}[\"']"), "", list[int]()
        for number, line in enumerate(content.split("\n"), 1):
            named = _NAME.match(line)
            name = named[1] if named else name
            is_value = name in _NAMES and not line.lstrip().startswith("#")
            found += [number] * len(quoted.findall(line)) if is_value else []
        return found[occurrence - 1] if len(found) >= occurrence else 1

    def of_row(self, file: str, head: str, number: int) -> int:
        """The line of the head of a row, 1 where there is none."""
        lines = (text(self._files, file) or "").split("\n")
        heads = [n for n, line in enumerate(lines, 1) if line.strip().startswith(head)]
        return heads[number - 1] if len(heads) >= number else 1
