"""Changes to the knowledge folder: each is tried where it is made, and all are written together.

Nothing is taken that would make a fault of `Knowledge.read`, so that what was sound stays sound.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from bot.corpus.question_file import question_files
from bot.corpus.rules import BAD_SLUG, ONLY_SLUG, SLUG, Register, leads_nowhere
from bot.corpus.speech_edit import with_changes
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.corpus.toml_rows import with_rows
from bot.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.corpus.folder import Folder
    from bot.model import Corpus, Labelled, Speech, Synonym, Theme, Unit

T = TypeVar("T")

_LONGEST_SLUG = 100
_QUESTIONS = "questions/check.jsonl"


class Revision:
    """What the knowledge will be.

    Every `put_…` takes an entry in the place of another, or as a new one; it gives the reason where it cannot be taken.

    Attributes:
        units, themes, synonyms: as they will stand in their files.
        speeches: by slug.
        questions: by file, as they will stand in it.
    """

    def __init__(self, folder: Folder, corpus: Corpus) -> None:
        self._folder = folder
        self._corpus = corpus
        self.units, self.themes = list(corpus.units), list(corpus.themes)
        self.synonyms = list(corpus.synonyms)
        self.speeches = {speech.slug: speech for speech in corpus.speeches}
        self._question_files = dict(question_files(folder))
        self.questions = {
            name: [question for _, question in file.questions] for name, file in self._question_files.items()
        }
        self._texts: dict[str, str] = {}
        self._told: set[tuple[str, int | None]] | None = None
        self._unit_register, self._theme_register = Register(corpus.units), Register(corpus.themes)
        self._by_name = {unit.name: unit for unit in corpus.units}

    def put_unit(self, old: Unit | None, new: Unit) -> str | None:
        """A unit, none of whose names another has."""
        objection = self._unit_register.take(new, old)
        if objection:
            return str(objection)
        self._by_name[new.name] = new
        _put(self.units, old, new)
        return None

    def put_theme(self, old: Theme | None, new: Theme) -> str | None:
        """A theme, whose name no other has."""
        objection = self._theme_register.take(new, old)
        if objection:
            return str(objection)
        _put(self.themes, old, new)
        return None

    def put_synonym(self, old: Synonym | None, new: Synonym) -> str | None:
        """An entry of the vocabulary that leads to words of a speech."""
        objection = leads_nowhere(new, (p.text for speech in self.speeches.values() for p in speech.passages))
        if objection:
            return str(objection)
        _put(self.synonyms, old, new)
        return None

    def unit(self, name: str) -> Unit | None:
        """The unit of that name."""
        return self._by_name.get(name)

    def put_speech(self, new: Speech) -> str | None:
        """A speech, if its file gives it again to the character; how practices are numbered is the file's affair."""
        path, old = f"speeches/{new.slug}.md", self.speeches.get(new.slug)
        if not SLUG.fullmatch(new.slug) or len(new.slug) > _LONGEST_SLUG:
            return f"讲稿编号 {new.slug[:40]} {BAD_SLUG}；{ONLY_SLUG}"
        if old is None and (self._folder.root / path).exists():
            return f"已经有 {path} 这个文件；换一个讲稿编号"
        themes = {theme.name for theme in self.themes}
        text = render_speech(new) if old is None else with_changes(self._text(path), old, new)
        for attempt in dict.fromkeys((text, render_speech(new))):
            file = SpeechFile(path, attempt)
            read = file.speech(self._by_name, themes)
            if read and _unnumbered(read) == _unnumbered(new):
                self._texts[path], self.speeches[new.slug] = attempt, read
                self._told = None
                return None
        fault = next(iter(file.faults), None)
        return (
            f"{fault.what}；{fault.mend}"
            if fault
            else "写进讲稿文件再读出来不一样；看锚点（开场 opening 在最前面，编者按只有 note）和看不见的字符"
        )

    def put_question(self, file: str | None, old: Labelled | None, new: Labelled) -> str | None:
        """A question to check with, in the file of that name, else in the usual one."""
        for expected in new.expected:
            if (expected.unit, expected.practice) not in self._practices():
                which = "" if expected.practice is None else f"第 {expected.practice} 条"
                return f"没有“{expected.unit}”{which}的稿子；照单位表里的名称写，像“市水务局 第1条”"
        if file and file not in self.questions:
            return f"没有 {file} 这个题目文件；空着就放进 {_QUESTIONS}"
        _put(self.questions.setdefault(file or _QUESTIONS, []), old, new)
        return None

    def write(self) -> tuple[str, ...]:
        """Write what changed, units and themes before the speeches that name them; the names of the files.

        Raises:
            SourceError: it cannot be written; then nothing was.
        """
        texts = dict(self._changes())
        try:
            self._folder.write_all(texts)
        except OSError as error:
            raise SourceError(
                f"{self._folder.root} 写不了（{error.strerror}），什么也没有导入；看文件夹的权限和磁盘"
            ) from error
        return tuple(texts)

    def _practices(self) -> set[tuple[str, int | None]]:
        """Which units tell which practices; with None, whichever. Kept until a speech changes."""
        if self._told is None:
            passages = [(speech, passage) for speech in self.speeches.values() for passage in speech.passages]
            self._told = {(speech.unit.name, number) for speech, p in passages for number in (p.place, None)}
        return self._told

    def _text(self, name: str) -> str:
        return self._texts.get(name) or self._folder.read(name).decode("utf-8-sig")

    def _changes(self) -> Iterator[tuple[str, str]]:
        corpus = self._corpus
        yield from self._rows("units.toml", "unit", corpus.units, self.units)
        yield from self._rows("themes.toml", "theme", corpus.themes, self.themes)
        yield from self._texts.items()
        yield from self._rows("vocabulary.toml", "word", corpus.synonyms, self.synonyms)
        for name, questions in self.questions.items():
            yield from self._lines(name, questions)

    def _rows(
        self, file: str, name: str, before: Sequence[Any], after: Sequence[Any]
    ) -> Iterator[tuple[str, str]]:
        changed = {
            place: _fields(row) for place, row in enumerate(after[: len(before)]) if row != before[place]
        }
        new = [_fields(row) for row in after[len(before) :]]
        if changed or new:
            yield file, with_rows(self._text(file), name, changed, new)

    def _lines(self, name: str, questions: Sequence[Labelled]) -> Iterator[tuple[str, str]]:
        file = self._question_files.get(name)
        before = file.questions if file else []
        lines = self._text(name).rstrip("\n").split("\n") if file else []
        changed = {number: new for (number, old), new in zip(before, questions, strict=False) if new != old}
        for number, new in changed.items():
            lines[number - 1] = _line(new, json.loads(lines[number - 1]))
        new_lines = [_line(question, {}) for question in questions[len(before) :]]
        if changed or new_lines:
            yield name, "\n".join([*lines, *new_lines]) + "\n"


def _line(question: Labelled, row: dict[str, Any]) -> str:
    """As it stands in a file, with what else stood in the row."""
    expect = [{"unit": expected.unit, "practice": expected.practice} for expected in question.expected]
    return json.dumps(
        {**row, "kind": question.kind, "q": question.text, "expect": expect}, ensure_ascii=False
    )


def _fields(row: Unit | Theme | Synonym) -> dict[str, Any]:
    """As they are written, a unit's name before its slug."""
    fields = dict(vars(row))
    return {"name": fields.pop("name"), **fields} if "name" in fields else fields


def _put(rows: list[T], old: T | None, new: T) -> None:
    if old is None:
        rows.append(new)
    else:
        rows[rows.index(old)] = new


def _unnumbered(speech: Speech) -> Speech:
    return replace(speech, passages=tuple(replace(passage, number=None) for passage in speech.passages))
