"""A speech as a file that people edit: YAML front matter, then the speaker's words in sections.

The words before the first heading are the opening. Each `## heading {#anchor}` starts a practice; practices
are numbered in the order they stand. A line of the speech that itself begins with `#` or a backslash carries
one backslash more. Apart from that the text between headings is the text of the speech, to the character.

What a speaker says between or after the practices stands in sections anchored `aside`, `aside-2`…: they are not
numbered.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.corpus.corrections import objections, read_corrections
from bot.corpus.front_matter import FrontMatter
from bot.errors import Fault
from bot.model import HEADLESS, Guess, Passage, Role, Source, Speech

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from bot.model import Unit

_HEADING = re.compile(r"##\s*(?P<heading>.*?)\s*(?:\{#(?P<anchor>[^}]*)\})?\s*$")
_ANCHOR = re.compile(r"[a-z0-9][a-z0-9-]*")
_TEXT_KEYS = ("title", "unit", "speaker")
_PASSAGE_KEYS = ("themes", "questions", "not_questions", "heard")
_WORD_KEYS = ("plain", "moved")
"""Of which each anchor has a text, and not a list."""
SOURCE_KEYS = ("title", "publisher", "url", "file")
_KEYS = {
    *_TEXT_KEYS,
    *_PASSAGE_KEYS,
    *_WORD_KEYS,
    "date",
    "source",
    "note",
    "formerly",
    "guessed",
    "corrections",
}


@dataclass(frozen=True)
class _Section:
    heading: str
    anchor: str
    text: str
    line: int


class SpeechFile:
    """Reads one speech; collects every fault instead of stopping at the first."""

    def __init__(self, path: str, content: str) -> None:
        self.path = path
        self.slug = path.rpartition("/")[2].removesuffix(".md")
        self._lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        self._head = FrontMatter(path, self._lines)
        self._front, self._body_starts = self._head.values, self._head.body_starts
        self.faults = list(self._head.faults)

    def speech(self, units: Mapping[str, Unit], themes: Collection[str]) -> Speech | None:
        """The speech, or None where faults leave none."""
        self._check_front(units, themes)
        sections = list(self._sections())
        self._check_sections(sections)
        self._check_characters()
        if self.faults:
            return None
        front = self._front
        is_note = bool(front.get("note"))
        source = front.get("source") or {}
        speech = Speech(
            slug=self.slug,
            title=front["title"],
            unit=units[front["unit"]],
            speaker=front.get("speaker"),
            date=front.get("date"),
            source=Source(
                source.get("title") or front["title"], *(source.get(key) for key in SOURCE_KEYS[1:])
            ),
            passages=tuple(self._passages(sections, is_note=is_note)),
            moved=front.get("moved") or {},
            formerly=tuple(front.get("formerly") or ()),
            guesses={
                name: Guess(why.get("sentence", 0), tuple(why.get("alternatives", ())))
                for name, why in _as_mapping(front.get("guessed")).items()
            },
            corrections=read_corrections(front.get("corrections")),
        )
        self._check_corrections(speech)
        return None if self.faults else speech

    def _fault(self, line: int, what: str, mend: str) -> None:
        self.faults.append(Fault(self.path, line, what, mend))

    def _check_front(self, units: Mapping[str, Unit], themes: Collection[str]) -> None:
        if self._head.faults:
            return
        for key in self._front.keys() - _KEYS:
            self._fault(
                self._head.line_of(key), f"不认识的名称 {key}", f"能写的有：{'、'.join(sorted(_KEYS))}"
            )
        self._check_texts()
        self._check_date()
        for key in (*_PASSAGE_KEYS, *_WORD_KEYS):
            self._check_mapping(key, str if key in _WORD_KEYS else list)
        self._check_list("formerly", "[旧文件名]", "写成 formerly: [旧文件名]，不带 .md")
        self._check_guesses()
        try:
            read_corrections(self._front.get("corrections"))
        except ValueError as error:
            self._fault(self._head.line_of("corrections"), str(error), "照 knowledge/README.md 改")
        self._check_names(units, themes)

    def _check_texts(self) -> None:
        for key in _TEXT_KEYS:
            value = self._front.get(key)
            if value is not None and not isinstance(value, str):
                self._fault(self._head.line_of(key), f"{key} 不是文字", "用英文双引号括起来")
            elif not value and key != "speaker":
                self._fault(self._head.line_of(key), f"没有写 {key}", "补上")
        self._check_source()

    def _check_source(self) -> None:
        source = self._front.get("source") or {}
        if not isinstance(source, dict) or not all(
            key in SOURCE_KEYS and isinstance(value, str | None) for key, value in source.items()
        ):
            what = f"source 下面要分行写 {'、'.join(SOURCE_KEYS)}，都是文字"
            self._fault(self._head.line_of("source"), what, "照 knowledge/README.md 改")
            self._front["source"] = {}

    def _check_date(self) -> None:
        day = self._front.get("date")
        if day is not None and (not isinstance(day, date) or isinstance(day, datetime)):
            self._fault(self._head.line_of("date"), "date 不是日期", "写成 2024-01-11 的样子")

    def _check_list(self, key: str, form: str, mend: str) -> None:
        names = self._front.get(key) or []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            self._fault(self._head.line_of(key), f"{key} 不是“{form}”的样子", mend)
            self._front[key] = []

    def _check_guesses(self) -> None:
        guesses = self._front.get("guessed")
        if isinstance(guesses, list):
            self._check_list("guessed", "[unit]", "照导入时的样子写，或核对以后删掉这一行")
        elif guesses is not None and not (isinstance(guesses, dict) and all(map(_is_guess, guesses.items()))):
            what = "guessed 不是“[unit]”的样子"
            self._fault(self._head.line_of("guessed"), what, "照导入时的样子写，或核对以后删掉这一行")

    def _check_corrections(self, speech: Speech) -> None:
        for words, what, mend in objections(speech):
            self._fault(self._head.line_below("corrections", words), what, mend)

    def _check_names(self, units: Mapping[str, Unit], themes: Collection[str]) -> None:
        unit = self._front.get("unit")
        if isinstance(unit, str) and unit not in units:
            self._fault(
                self._head.line_of("unit"), f"units.toml 里没有“{unit}”", "在 units.toml 里加上这个单位"
            )
        for theme in (name for names in self._of_passages("themes").values() for name in names):
            if theme not in themes:
                self._fault(
                    self._head.line_below("themes", theme),
                    f"themes.toml 里没有“{theme}”",
                    "在 themes.toml 里加上，或改成已有的主题",
                )

    def _check_mapping(self, key: str, kind: type) -> None:
        value = self._front.get(key)
        well_formed = value is None or (
            isinstance(value, dict)
            and all(isinstance(anchor, str) and isinstance(entry, kind) for anchor, entry in value.items())
            and all(isinstance(text, str) for entry in value.values() for text in entry)
        )
        if not well_formed:
            self._fault(self._head.line_of(key), f"{key} 下面每行要写“锚点: …”", "照 knowledge/README.md 改")
            self._front[key] = {}

    def _of_passages(self, key: str) -> dict[str, Any]:
        """What stands below a key, by anchors."""
        return self._front.get(key) or {}

    def _sections(self) -> Iterator[_Section]:
        heading, anchor, starts, words = "", "", self._body_starts + 1, list[str]()
        for number, line in enumerate(self._lines[self._body_starts :], self._body_starts + 1):
            if line.startswith("##"):
                yield _Section(heading, anchor, _unescaped(words), starts)
                found = _HEADING.match(line)
                heading, anchor = (found["heading"], found["anchor"] or "") if found else ("", "")
                starts, words = number, []
            else:
                words.append(line)
        yield _Section(heading, anchor, _unescaped(words), starts)

    def _check_sections(self, sections: list[_Section]) -> None:
        opening, practices = sections[0], sections[1:]
        if not practices and not opening.text:
            self._fault(self._body_starts + 1, "没有正文", "把演讲稿原文贴在说明的下面")
        seen = set(HEADLESS)
        for section in practices:
            self._check_section(section, seen)
            seen.add(section.anchor)
        self._check_anchors(seen)

    def _check_section(self, section: _Section, seen: set[str]) -> None:
        if not section.heading or not section.anchor:
            self._fault(section.line, "小标题要写成“## 小标题 {#锚点}”", "补上小标题和锚点，如 {#p1}")
        elif not _ANCHOR.fullmatch(section.anchor):
            self._fault(section.line, f"锚点 {section.anchor} 不合规", "只用小写字母、数字和短横，如 p1")
        elif section.anchor in seen:
            self._fault(section.line, f"锚点 {section.anchor} 重复", "换一个没有用过的")
        if not section.text:
            self._fault(section.line, "小标题下面没有正文", "补上正文或删掉小标题")

    def _check_characters(self) -> None:
        """A quote with a character that no reply can carry would not be word for word."""
        for number, line in enumerate(self._lines, 1):
            if any(unicodedata.category(char) in ("Cc", "Cs") and char != "\t" for char in line):
                self._fault(number, "这一行有看不见的控制字符", "把这一行删掉重新打一遍")

    def _check_anchors(self, anchors: set[str]) -> None:
        for key in (*_PASSAGE_KEYS, "plain"):
            for anchor in self._of_passages(key).keys() - anchors:
                self._fault(
                    self._head.line_below(key, anchor),
                    f"{key} 里的锚点 {anchor} 不在正文里",
                    "改成正文里有的锚点",
                )
        for old, new in (self._front.get("moved") or {}).items():
            if new not in anchors or old in anchors - set(HEADLESS):
                self._fault(
                    self._head.line_below("moved", old),
                    f"moved 里 {old} → {new} 走不通",
                    "左边写旧锚点，右边写正文里有的锚点",
                )

    def _passages(self, sections: list[_Section], *, is_note: bool) -> Iterator[Passage]:
        number = 0
        for section in sections:
            anchor = section.anchor or (Role.NOTE if is_note else Role.OPENING).value
            role = Role.of(anchor, is_note=is_note)
            number += role is Role.PRACTICE
            if section.text:
                yield Passage(
                    speech=self.slug,
                    anchor=anchor,
                    heading=section.heading or self._front["title"],
                    text=section.text,
                    role=role,
                    number=number if role is Role.PRACTICE else None,
                    themes=tuple(self._of_passages("themes").get(anchor, ())),
                    asked_as=tuple(self._of_passages("questions").get(anchor, ())),
                    not_asked_as=tuple(self._of_passages("not_questions").get(anchor, ())),
                    plain=" ".join(self._of_passages("plain").get(anchor, "").split()) or None,
                    heard=tuple(self._of_passages("heard").get(anchor, ())),
                )


def _as_mapping(guesses: Any) -> dict[str, dict[str, Any]]:
    """Guesses with why each is one, which a list of them does not tell."""
    return dict(guesses) if isinstance(guesses, dict) else {name: {} for name in guesses or ()}


def _is_guess(item: tuple[object, Any]) -> bool:
    name, why = item
    if not isinstance(name, str) or not isinstance(why, dict) or why.keys() - {"sentence", "alternatives"}:
        return False
    others = why.get("alternatives", [])
    are_texts = isinstance(others, list) and all(isinstance(other, str) for other in others)
    return are_texts and type(why.get("sentence", 0)) is int


def _unescaped(lines: Iterable[str]) -> str:
    text = "\n".join(line.removeprefix("\\") for line in lines)
    return text.strip("\n")
