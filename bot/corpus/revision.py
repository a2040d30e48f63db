"""Changes to the knowledge folder: each is tried where it is made, and all are written together.

Nothing is taken that would make a fault of `Knowledge.read`, so that what was sound stays sound.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.corpus.files import Overlay
from bot.corpus.files import text as text_of
from bot.corpus.question_file import question_files, with_questions
from bot.corpus.rows import Rows
from bot.corpus.rules import BAD_SLUG, ONLY_SLUG, SLUG, Register, keyword_objection, leads_nowhere
from bot.corpus.speech_edit import with_changes
from bot.corpus.speech_file import SpeechFile
from bot.corpus.speech_rendering import render_speech
from bot.corpus.toml_rows import with_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bot.corpus.files import Files
    from bot.corpus.folder import Folder
    from bot.model import Corpus, Keyword, Labelled, Speech, Synonym, Theme, Unit, Wanted

_LONGEST_SLUG = 100
_QUESTIONS = "questions/check.jsonl"


class Revision:
    """What the knowledge will be.

    Every `put_…` takes an entry in the place of another, or as a new one, every `remove_…` takes one away; each gives
    the reason where it cannot be done.

    Attributes:
        units, themes, synonyms, keywords, wanted: as they will stand in their files.
        speeches: by slug.
        version: of the knowledge as it is.
        renamed: units that have another name now, the old name by the new one.
    """

    def __init__(self, folder: Folder, corpus: Corpus) -> None:
        self._folder = folder
        self.version = corpus.version
        self._units, self._themes, self._synonyms = (
            Rows(corpus.units),
            Rows(corpus.themes),
            Rows(corpus.synonyms),
        )
        self.units, self.themes, self.synonyms = self._units.now, self._themes.now, self._synonyms.now
        self._keywords = Rows(corpus.keywords)
        self.keywords, self._kept_words = self._keywords.now, corpus.phrases.get("forget", ())
        self._wanted = Rows(corpus.wanted)
        self.wanted = self._wanted.now
        self.speeches = {speech.slug: speech for speech in corpus.speeches}
        self.renamed: dict[str, str] = {}
        self._question_files = dict(question_files(folder))
        self._questions = {
            name: Rows(question for _, question in file.questions)
            for name, file in self._question_files.items()
        }
        self._removed: dict[str, None] = {}
        self._texts: dict[str, str] = {}
        self._told: set[tuple[str, int | None]] | None = None
        self._unit_register, self._theme_register = Register(corpus.units), Register(corpus.themes)
        self._by_name = {unit.name: unit for unit in corpus.units}

    @property
    def questions(self) -> Mapping[str, list[Labelled]]:
        """The questions to check with by file, as they will stand in it."""
        return {name: rows.now for name, rows in self._questions.items()}

    def put_unit(self, old: Unit | None, new: Unit) -> str | None:
        """A unit, none of whose names another has; where it is called otherwise now, its speeches go with it."""
        objection = self._unit_register.take(new, old)
        if objection:
            return str(objection)
        self._by_name[new.name] = new
        self._units.put(old, new)
        if old and old.name != new.name:
            self._rename(old, new)
        return None

    def put_theme(self, old: Theme | None, new: Theme) -> str | None:
        """A theme, whose name no other has."""
        objection = self._theme_register.take(new, old)
        if objection:
            return str(objection)
        self._themes.put(old, new)
        return None

    def put_synonym(self, old: Synonym | None, new: Synonym) -> str | None:
        """An entry of the vocabulary that leads to words of a speech."""
        objection = leads_nowhere(new, (p.text for speech in self.speeches.values() for p in speech.passages))
        if objection:
            return str(objection)
        self._synonyms.put(old, new)
        return None

    def put_keyword(self, old: Keyword | None, new: Keyword) -> str | None:
        """A fixed reply that can be sent and gets in the way of no other."""
        others = [keyword for keyword in self.keywords if keyword != old]
        passages = {passage.id for speech in self.speeches.values() for passage in speech.passages}
        objection = keyword_objection(new, others, passages, self._kept_words)
        if objection:
            return str(objection)
        self._keywords.put(old, new)
        return None

    def put_wanted(self, old: Wanted | None, new: Wanted) -> str | None:
        """Something there should be a speech of."""
        self._wanted.put(old, new)
        return None

    def unit(self, name: str) -> Unit | None:
        """The unit of that name, or of that name until now."""
        renamed = (new for new, old in self.renamed.items() if old == name)
        return self._by_name.get(name) or self._by_name.get(next(renamed, ""))

    def unit_called(self, name: str) -> Unit | None:
        """The unit that goes by that name, official or not."""
        return self._by_name.get(self._unit_register.owner(name) or "")

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
                is_shorter = old is not None and len(read.practices) < len(old.practices)
                stranded = self._stranded({**self.speeches, new.slug: read}.values()) if is_shorter else None
                if stranded is None:
                    self._texts[path], self.speeches[new.slug] = attempt, read
                    self._told = None
                return stranded
        fault = next(iter(file.faults), None)
        return (
            f"{fault.what}；{fault.mend}"
            if fault
            else "写进讲稿文件再读出来不一样；看锚点（开场 opening 在最前面，编者按只有 note）和看不见的字符"
        )

    def source(self, name: str) -> str | None:
        """The text of the page of that name that speeches were taken from, None where there is none."""
        path = f"sources/{name}"
        is_there = path in self._texts or (self._folder.root / path).exists()
        return self._text(path) if is_there else None

    def put_source(self, name: str, text: str) -> None:
        """The text of a page that speeches were taken from."""
        self._texts[f"sources/{name}"] = text

    def put_question(self, file: str | None, old: Labelled | None, new: Labelled) -> str | None:
        """A question to check with, in the file of that name, else in the usual one."""
        new = self._with_units(new)
        for expected in new.expected:
            if (expected.unit, expected.practice) not in self._practices():
                which = "" if expected.practice is None else f"第 {expected.practice} 条"
                return f"没有“{expected.unit}”{which}的稿子；照单位表里的名称写，像“市水务局 第1条”"
        if file and file not in self._questions:
            return f"没有 {file} 这个题目文件；空着就放进 {_QUESTIONS}"
        self._questions.setdefault(file or _QUESTIONS, Rows()).put(old and self._with_units(old), new)
        return None

    def remove_unit(self, unit: Unit) -> str | None:
        """A unit that tells nothing."""
        own = [slug for slug, speech in self.speeches.items() if speech.unit.name == unit.name]
        if own:
            return f"还有它的讲稿 {'、'.join(own)}；先删讲稿"
        self._unit_register.drop(unit)
        self._by_name.pop(unit.name, None)
        self._units.remove(unit)
        return None

    def remove_theme(self, theme: Theme) -> str | None:
        """A theme of which no speech tells."""
        own = [
            slug
            for slug, speech in self.speeches.items()
            if any(theme.name in p.themes for p in speech.passages)
        ]
        if own:
            return f"讲稿 {'、'.join(own)} 还用着；先把它从讲稿的主题里去掉"
        self._theme_register.drop(theme)
        self._themes.remove(theme)
        return None

    def remove_synonym(self, synonym: Synonym) -> str | None:
        """An entry of the vocabulary."""
        self._synonyms.remove(synonym)
        return None

    def remove_keyword(self, keyword: Keyword) -> str | None:
        """A fixed reply."""
        self._keywords.remove(keyword)
        return None

    def remove_speech(self, speech: Speech) -> str | None:
        """A speech, and the page it was taken from where no other was."""
        others = [other for other in self.speeches.values() if other.slug != speech.slug]
        stranded = self._stranded(others)
        if stranded:
            return stranded
        if not others:
            return "这是最后一篇讲稿"
        del self.speeches[speech.slug]
        gone = [f"speeches/{speech.slug}.md"]
        if speech.source.file and speech.source.file not in {other.source.file for other in others}:
            gone.append(f"sources/{speech.source.file}")
        for name in gone:
            self._texts.pop(name, None)
            self._removed[name] = None
        self._told = None
        return None

    def remove_question(self, file: str, question: Labelled) -> str | None:
        """A question to check with."""
        self._questions[file].remove(self._with_units(question))
        return None

    def files(self) -> Files:
        """The files as they will be."""
        return Overlay(self._folder, dict(self._changes()))

    def write(self) -> tuple[str, ...]:
        """Write what changed, units and themes before the speeches that name them; the names of the files.

        Raises:
            SourceError: it cannot be written, or somebody has changed it meanwhile; then nothing was.
        """
        texts = dict(self._changes())
        self._folder.write_all(texts)
        return tuple(texts)

    def _rename(self, old: Unit, new: Unit) -> None:
        """Everything that names a unit by its old name names it by the new one."""
        del self._by_name[old.name]
        self.renamed[new.name] = self.renamed.pop(old.name, old.name)
        for slug, speech in self.speeches.items():
            if speech.unit.name == old.name:
                path, changed = f"speeches/{slug}.md", replace(speech, unit=new)
                self._texts[path] = with_changes(self._text(path), speech, changed)
                self.speeches[slug] = changed
        self._told = None
        for rows in self._questions.values():
            for question in list(rows.now):
                rows.put(question, self._with_units(question))

    def _with_units(self, question: Labelled) -> Labelled:
        """A question that names units as they are called now."""
        names = ((one, self.unit(one.unit)) for one in question.expected)
        expected = tuple(replace(one, unit=unit.name) if unit else one for one, unit in names)
        return replace(question, expected=expected)

    def _stranded(self, speeches: Iterable[Speech]) -> str | None:
        """Why these may not be all speeches: a question to check with that would have no answer any more."""
        told, had = _told(speeches), self._practices()
        for question in (question for rows in self._questions.values() for question in rows.now):
            for one in question.expected:
                if (one.unit, one.practice) in had - told:
                    return f"检查题“{question.text}”还要用它来回答；先删掉或改掉这道题"
        return None

    def _practices(self) -> set[tuple[str, int | None]]:
        """Which units tell which practices; with None, whichever. Kept until a speech changes."""
        if self._told is None:
            self._told = _told(self.speeches.values())
        return self._told

    def _text(self, name: str) -> str:
        return self._texts.get(name) or self._folder.read(name).decode("utf-8-sig")

    def _changes(self) -> Iterator[tuple[str, str | None]]:
        yield from self._removed.items()
        yield from self._table("units.toml", "unit", self._units)
        yield from self._table("themes.toml", "theme", self._themes)
        yield from sorted(self._texts.items(), key=lambda item: not item[0].startswith("sources/"))
        yield from self._table("vocabulary.toml", "word", self._synonyms)
        yield from self._table("keywords.toml", "keyword", self._keywords)
        yield from self._table("wanted.toml", "wanted", self._wanted)
        for name, questions in self._questions.items():
            if questions.is_changed:
                file = self._question_files.get(name)
                numbers = [number for number, _ in file.questions] if file else []
                yield name, with_questions(self._text(name) if file else "", numbers, questions)

    def _table(self, file: str, name: str, rows: Rows[Any]) -> Iterator[tuple[str, str]]:
        if rows.is_changed:
            changed = {place: _fields(row) for place, row in rows.changed.items()}
            # Not every folder has each of them.
            content = text_of(self._folder, file) or ""
            yield file, with_rows(content, name, changed, list(map(_fields, rows.new)), rows.gone)


def _told(speeches: Iterable[Speech]) -> set[tuple[str, int | None]]:
    passages = [(speech, passage) for speech in speeches for passage in speech.passages]
    return {(speech.unit.name, number) for speech, p in passages for number in (p.place, None)}


def _fields(row: Unit | Theme | Synonym | Keyword | Wanted) -> dict[str, Any]:
    """As they are written, a unit's name before its slug."""
    fields = dict(vars(row))
    return {"name": fields.pop("name"), **fields} if "name" in fields else fields


def _unnumbered(speech: Speech) -> Speech:
    return replace(speech, passages=tuple(replace(passage, number=None) for passage in speech.passages))
