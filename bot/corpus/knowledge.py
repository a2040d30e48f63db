"""The files of knowledge/ -> Corpus, or every fault that stands in the way."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from fnmatch import translate
from functools import cached_property
from typing import TYPE_CHECKING

from bot.causes import cause
from bot.corpus.any_name import AnyTheme, AnyUnit
from bot.corpus.calibration_file import PLAIN, WITH_MEANING, parse_calibration
from bot.corpus.checks import cross_check, to_do
from bot.corpus.kept_speeches import KeptSpeeches
from bot.corpus.speech_file import SpeechFile
from bot.corpus.toml_table import (
    TomlTable,
    read_city,
    read_keywords,
    read_phrases,
    read_themes,
    read_units,
    read_vocabulary,
    read_wanted,
)
from bot.errors import Fault, KnowledgeError
from bot.model import Calibration, City, Corpus
from bot.model.progress import unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import TypeVar

    from bot.corpus.files import Files
    from bot.model import Speech, Theme, Unit
    from bot.model.progress import Progress

    T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """What was found.

    Attributes:
        corpus: as far as it could be read.
        look: for what wants doing; in ten thousand speeches that takes as long as all else.
    """

    corpus: Corpus
    faults: tuple[Fault, ...]
    look: Callable[[], Iterable[Fault]] = field(default=tuple, compare=False)

    @cached_property
    def to_do(self) -> tuple[Fault, ...]:
        """What is not wrong and yet wants doing; looked for when somebody asks, as whoever answers never does."""
        return tuple(self.look())


class Knowledge:
    """Knowledge as files, laid out as knowledge/README.md tells.

    Args:
        kept: speeches that were read before.
    """

    def __init__(self, files: Files, kept: KeptSpeeches | None = None) -> None:
        self.files = files
        self._kept = kept or KeptSpeeches()
        self._names: Sequence[str] = ()
        self._faults: list[Fault] = []
        self._digest = hashlib.sha256()

    def read(self, progress: Progress = unshown) -> Reading:
        """Everything, with all faults at once.

        Args:
            progress: shows how far it is: the names of the speeches pass through it.
        """
        self._names, self._faults, self._digest = self.files.names(), [], hashlib.sha256()
        units = self._table("units.toml", read_units)
        themes = self._table("themes.toml", read_themes)
        corpus = Corpus(
            city=self._table("city.toml", read_city) if "city.toml" in self._names else City(),
            units=units,
            themes=themes,
            synonyms=self._table("vocabulary.toml", read_vocabulary),
            phrases=self._table("phrases.toml", read_phrases),
            keywords=self._table("keywords.toml", read_keywords) if "keywords.toml" in self._names else (),
            wanted=self._table("wanted.toml", read_wanted) if "wanted.toml" in self._names else (),
            calibration=self._calibration(PLAIN) or Calibration(),
            calibration_with_meaning=self._calibration(WITH_MEANING),
            wording=dict(self._wording()),
            speeches=tuple(self._speeches(units, themes, progress)),
        )
        for name in (*self._fitting("sources/*.txt"), *self._fitting("questions/*.jsonl")):
            self._content(name)
        corpus = replace(corpus, version=self._digest.hexdigest()[:16])
        self._faults += cross_check(corpus, self.files)
        faults = tuple(sorted(self._faults, key=lambda fault: (fault.path, fault.line)))
        return Reading(corpus, faults, lambda: to_do(corpus, self.files))

    def load(self, progress: Progress = unshown) -> Corpus:
        """The corpus.

        Raises:
            KnowledgeError: there are faults.
        """
        reading = self.read(progress)
        if reading.faults:
            raise KnowledgeError(reading.faults)
        return reading.corpus

    def _content(self, name: str) -> str:
        try:
            raw = self.files.read(name)
        except OSError as error:
            self._faults.append(Fault(name, 1, f"打不开（{cause(error)}）", "看文件的权限"))
            return ""
        self._digest.update(f"{name}\0{len(raw)}\0".encode("utf-8", "surrogateescape") + raw)
        try:
            name.encode()
        except UnicodeEncodeError:
            self._faults.append(Fault(name, 1, "文件名的编码不对", "给文件重新起个名字"))
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._faults.append(Fault(name, 1, "不是 UTF-8 编码", "用记事本另存为 UTF-8"))
            return ""

    def _table(self, name: str, reader: Callable[[TomlTable], T]) -> T:
        if name not in self._names:
            self._faults.append(Fault(name, 1, "没有这个文件", "照 knowledge/README.md 建一个"))
        table = TomlTable(name, self._content(name) if name in self._names else "")
        rows = reader(table)
        self._faults += table.faults
        return rows

    def _calibration(self, name: str) -> Calibration | None:
        if name not in self._names:
            return None
        try:
            return parse_calibration(self._content(name))
        except ValueError as error:
            fault = Fault(name, 1, f"读不懂：{error}", "不要手改；用 baigu calibrate 重新生成")
            self._faults.append(fault)
            return None

    def _wording(self) -> Iterator[tuple[str, str]]:
        for name in self._fitting("wording/*.txt"):
            yield name.removeprefix("wording/").removesuffix(".txt"), self._content(name).strip("\n")

    def _speeches(
        self, units: tuple[Unit, ...], themes: tuple[Theme, ...], progress: Progress
    ) -> Iterator[Speech]:
        # What a table with faults lacks need not be missed once more in each speech.
        faulty = {fault.path for fault in self._faults}
        by_name = AnyUnit() if "units.toml" in faulty else {unit.name: unit for unit in units}
        theme_names = AnyTheme() if "themes.toml" in faulty else {theme.name for theme in themes}
        with self._kept.opened() as known:
            for name in progress(self._fitting("speeches/*.md"), "读演讲稿"):
                content = self._content(name)
                speech = known.find(name, content, by_name, theme_names)
                if speech is None:
                    file = SpeechFile(name, content)
                    speech = file.speech(by_name, theme_names)
                    self._faults += file.faults
                    if speech:
                        known.add(name, content, speech)
                if speech:
                    yield speech

    def _fitting(self, pattern: str) -> list[str]:
        fits = re.compile(translate(pattern)).match
        return [name for name in self._names if fits(name)]
