"""knowledge/ on disk -> Corpus, or every fault that stands in the way."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.corpus.calibration_file import parse_calibration, render_calibration
from bot.corpus.checks import cross_check
from bot.corpus.speech_file import SpeechFile
from bot.corpus.tables import Table, read_phrases, read_themes, read_units, read_vocabulary
from bot.errors import Fault, KnowledgeError
from bot.model import Calibration, Corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TypeVar

    from bot.model import Speech, Theme, Unit

    T = TypeVar("T")


@dataclass(frozen=True)
class Reading:
    """What a folder holds: the corpus as far as it could be read, and the faults."""

    corpus: Corpus
    faults: tuple[Fault, ...]


class KnowledgeFolder:
    """A folder laid out as knowledge/README.md tells."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._faults: list[Fault] = []
        self._digest = hashlib.sha256()

    def read(self) -> Reading:
        """Everything in the folder, with all faults at once."""
        self._faults, self._digest = [], hashlib.sha256()
        if not self._root.is_dir():
            fault = Fault(str(self._root), 1, "没有这个知识文件夹", "用 BAIGU_KNOWLEDGE 指出它在哪里")
            return Reading(Corpus(), (fault,))
        units = self._table("units.toml", read_units)
        themes = self._table("themes.toml", read_themes)
        corpus = Corpus(
            units=units,
            themes=themes,
            synonyms=self._table("vocabulary.toml", read_vocabulary),
            phrases=self._table("phrases.toml", read_phrases),
            calibration=self._calibration(),
            wording=dict(self._wording()),
            speeches=tuple(self._speeches(units, themes)),
            version=self._digest.hexdigest()[:16],
        )
        self._faults += cross_check(corpus)
        return Reading(corpus, tuple(sorted(self._faults, key=lambda fault: (fault.path, fault.line))))

    def load(self) -> Corpus:
        """The corpus.

        Raises:
            KnowledgeError: the folder has faults.
        """
        reading = self.read()
        if reading.faults:
            raise KnowledgeError(reading.faults)
        return reading.corpus

    def keep_calibration(self, calibration: Calibration, questions: int) -> None:
        """Write calibration.toml, whole or not at all."""
        path = self._root / "calibration.toml"
        new = path.with_suffix(".new")
        new.write_text(render_calibration(calibration, questions=questions, day=date.today()), "utf-8")  # noqa: DTZ011 # a day, for people
        new.replace(path)

    def _content(self, path: Path) -> str:
        raw = path.read_bytes()
        name = path.relative_to(self._root).as_posix()
        self._digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._faults.append(Fault(name, 1, "不是 UTF-8 编码", "用记事本另存为 UTF-8"))
            return ""

    def _table(self, name: str, reader: Callable[[Table], T]) -> T:
        path = self._root / name
        if not path.is_file():
            self._faults.append(Fault(name, 1, "没有这个文件", "照 knowledge/README.md 建一个"))
        table = Table(name, self._content(path) if path.is_file() else "")
        rows = reader(table)
        self._faults += table.faults
        return rows

    def _calibration(self) -> Calibration:
        path = self._root / "calibration.toml"
        if not path.is_file():
            return Calibration()
        try:
            return parse_calibration(self._content(path))
        except ValueError as error:
            fault = Fault(path.name, 1, f"读不懂：{error}", "不要手改；用 baigu calibrate 重新生成")
            self._faults.append(fault)
            return Calibration()

    def _wording(self) -> Iterator[tuple[str, str]]:
        for path in sorted((self._root / "wording").glob("*.txt")):
            yield path.stem, self._content(path).strip("\n")

    def _speeches(self, units: tuple[Unit, ...], themes: tuple[Theme, ...]) -> Iterator[Speech]:
        by_name, theme_names = {unit.name: unit for unit in units}, {theme.name for theme in themes}
        for path in sorted((self._root / "speeches").glob("*.md")):
            file = SpeechFile(path.relative_to(self._root).as_posix(), self._content(path))
            speech = file.speech(by_name, theme_names)
            self._faults += file.faults
            if speech:
                yield speech
