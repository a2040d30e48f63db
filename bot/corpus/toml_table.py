"""The tables of knowledge/ that editors keep in TOML: city, units, themes, vocabulary, phrases, keywords, what is wanted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from bot.causes import cause
from bot.errors import Fault
from bot.model import City, Keyword, Synonym, Theme, Unit, Wanted

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterator


_PAIRS = "看这一行的引号、逗号和方括号是否成对"
_SHAPES = {str: '"…"', list: '["…", "…"]', bool: "true"}


class TomlTable:
    """One TOML file of `[[row]]` tables; collects faults with their lines."""

    def __init__(self, path: str, content: str) -> None:
        self.path = path
        self.faults: list[Fault] = []
        self._lines = content.splitlines()
        try:
            self._data: dict[str, Any] = tomllib.loads(content)
        except tomllib.TOMLDecodeError as error:
            self._data = {}
            self.faults.append(Fault(path, self._line_in(str(error)), f"读不懂：{cause(error)}", _PAIRS))

    def line_of(self, text: str) -> int:
        """The first line that holds the text, 1 where none does."""
        return next((number for number, line in enumerate(self._lines, 1) if text in line), 1)

    def _line_in(self, message: str) -> int:
        """The line a TOML error names (“… (at line 3, column 1)”); the last where it was met at the end of the file."""
        digits = message.rpartition("line ")[2].partition(",")[0]
        return int(digits) if digits.isdigit() else max(1, len(self._lines))

    def fault(self, text: str, what: str, mend: str) -> None:
        """Note a fault at the line that holds the text."""
        self.faults.append(Fault(self.path, self.line_of(text), what, mend))

    def rows(
        self, name: str, required: dict[str, type], optional: dict[str, type]
    ) -> Iterator[dict[str, Any]]:
        """The well-formed `[[name]]` rows; each other is a fault."""
        for other in self._data.keys() - {name}:
            self.fault(other, f"不认识的表 {other}", f"每一项用 [[{name}]] 开头")
        rows = self._data.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fault(name, f"{name} 不是一项一项的", f"每一项用 [[{name}]] 开头，两层方括号")
            return
        for row in rows:
            faults = len(self.faults)
            self._check_row(f"[[{name}]]", row, required, {**required, **optional})
            if len(self.faults) == faults:
                yield row

    def entry(self, required: dict[str, type], optional: dict[str, type]) -> dict[str, Any]:
        """The `name = …` lines of a file that is one entry; empty where something is wrong with it."""
        if not self.faults:
            self._check_row("这个文件", self._data, required, {**required, **optional})
        return {} if self.faults else self._data

    def lists(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The `name = ["…", "…"]` lines of a file without rows."""
        for name, words in self._data.items():
            if _is_kind(words, list):
                yield name, tuple(words)
            else:
                self.fault(name, f"{name} 不是一列文字", '写成 ["…", "…"] 的样子')

    def _check_row(
        self, what: str, row: dict[str, Any], required: dict[str, type], known: dict[str, type]
    ) -> None:
        place = next((str(row[key]) for key in required if row.get(key) and isinstance(row[key], str)), what)
        for key in required:
            if not row.get(key):
                self.fault(place, f"{what} 缺少 {key}", "补上")
        for key, value in row.items():
            if key not in known:
                self.fault(place, f"{what} 里不认识的名称 {key}", f"能写的有：{'、'.join(known)}")
            elif not _is_kind(value, known[key]):
                self.fault(place, f"{key} 的样子不对", f"写成 {key} = {_SHAPES[known[key]]}")


def read_city(table: TomlTable) -> City:
    """city.toml."""
    row = table.entry({"account": str}, {"city": str, "campaign": str, "nicknames": list})
    return City(**{**row, "nicknames": tuple(row.get("nicknames", ()))})


def read_units(table: TomlTable) -> tuple[Unit, ...]:
    """units.toml."""
    rows = table.rows("unit", {"name": str, "slug": str}, {"aliases": list, "nicknames": list})
    return tuple(
        Unit(row["slug"], row["name"], tuple(row.get("aliases", ())), tuple(row.get("nicknames", ())))
        for row in rows
    )


def read_themes(table: TomlTable) -> tuple[Theme, ...]:
    """themes.toml."""
    rows = table.rows("theme", {"name": str, "slug": str, "about": str}, {"words": list})
    return tuple(Theme(row["slug"], row["name"], row["about"], tuple(row.get("words", ()))) for row in rows)


def read_vocabulary(table: TomlTable) -> tuple[Synonym, ...]:
    """vocabulary.toml."""
    rows = table.rows("word", {"says": list, "means": list, "why": str}, {"general": bool})
    return tuple(
        Synonym(tuple(row["says"]), tuple(row["means"]), row["why"], row.get("general", False))
        for row in rows
    )


def read_phrases(table: TomlTable) -> dict[str, tuple[str, ...]]:
    """phrases.toml."""
    return dict(table.lists())


def read_keywords(table: TomlTable) -> tuple[Keyword, ...]:
    """keywords.toml."""
    rows = table.rows("keyword", {"says": list}, {"text": str, "link": str, "practice": str, "prefix": bool})
    return tuple(Keyword(**{**row, "says": tuple(row["says"])}) for row in rows)


def read_wanted(table: TomlTable) -> tuple[Wanted, ...]:
    """wanted.toml."""
    rows = table.rows("wanted", {"unit": str, "says": list}, {})
    return tuple(Wanted(row["unit"], tuple(row["says"])) for row in rows)


def _is_kind(value: object, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(item, str) and item for item in value)
    return isinstance(value, kind)
