"""Questions with the practices that answer them, one a line: `{"kind", "q", "expect": [{"unit", "practice"}]}`."""

from __future__ import annotations

import json
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from bot.causes import cause
from bot.corpus.files import text
from bot.errors import Fault, SourceError
from bot.model import Expected, Labelled

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from bot.corpus.files import Files
    from bot.corpus.rows import Rows
    from bot.model import Corpus

FOLDER = "questions/*.jsonl"


class QuestionFile:
    """Reads one file; collects every fault.

    Attributes:
        questions: each with its line.
    """

    def __init__(self, path: str, content: str) -> None:
        self.questions: list[tuple[int, Labelled]] = []
        self.faults: list[Fault] = []
        for number, line in enumerate(content.split("\n"), 1):
            if line.strip():
                try:
                    self.questions.append((number, _labelled(json.loads(line))))
                except (ValueError, KeyError, TypeError, AttributeError):
                    what = '不是 {"kind","q","expect":[{"unit","practice"}]} 的样子'
                    self.faults.append(Fault(path, number, what, "改这一行，或删掉"))


def read_labelled(path: Path) -> list[Labelled]:
    """The questions of a file.

    Raises:
        SourceError: the file cannot be read, or a line is not of that form.
    """
    try:
        file = QuestionFile(str(path), path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}：读不了（{cause(error)}）；请给一个 UTF-8 的 .jsonl 文件") from error
    if file.faults:
        raise SourceError(str(file.faults[0]))
    return [question for _, question in file.questions]


def question_files(files: Files) -> Iterator[tuple[str, QuestionFile]]:
    """The files of questions in knowledge, by name."""
    for name in files.names():
        if fnmatchcase(name, FOLDER):
            yield name, QuestionFile(name, text(files, name) or "")


def with_questions(content: str, numbers: Sequence[int], rows: Rows[Labelled]) -> str:
    """The file with what became of its questions; other lines, and what else stands in a line, stay.

    Args:
        numbers: of the lines that the questions stood in.
    """
    lines = dict(enumerate(content.rstrip("\n").split("\n"), 1)) if content else {}
    for place, question in rows.changed.items():
        lines[numbers[place]] = _line(question, json.loads(lines[numbers[place]]))
    for place in rows.gone:
        del lines[numbers[place]]
    return "\n".join([*lines.values(), *(_line(new, {}) for new in rows.new)]) + "\n"


def _line(question: Labelled, row: dict[str, Any]) -> str:
    expect = [{"unit": expected.unit, "practice": expected.practice} for expected in question.expected]
    return json.dumps(
        {**row, "kind": question.kind, "q": question.text, "expect": expect}, ensure_ascii=False
    )


def check_questions(corpus: Corpus, files: Files) -> Iterator[Fault]:
    """Lines of another form, and questions whose answer the corpus does not have."""
    told = {(corpus.speech_of(passage).unit.name, passage.place) for passage in corpus.passages}
    units = {unit for unit, _ in told}
    for name, file in question_files(files):
        yield from file.faults
        for line, question in file.questions:
            for expected in question.expected:
                if expected.unit not in units:
                    what = f"没有“{expected.unit}”的稿子"
                    mend = "改成有稿子的单位，照 units.toml 里的 name 写；或删掉这道题"
                    yield Fault(name, line, what, mend, is_harmless=True)
                elif expected.practice is not None and (expected.unit, expected.practice) not in told:
                    what = f"“{expected.unit}”没有第 {expected.practice} 条做法"
                    yield Fault(name, line, what, "改成稿子里有的第几条；或删掉这道题", is_harmless=True)


def _labelled(row: dict[str, object]) -> Labelled:
    expected = [(entry["unit"], entry.get("practice")) for entry in row.get("expect") or ()]  # type: ignore[attr-defined] # what is no list of objects raises
    if not all(isinstance(unit, str) and isinstance(practice, int | None) for unit, practice in expected):
        raise ValueError(row)
    return Labelled(str(row.get("kind", "")), str(row["q"]), tuple(Expected(*pair) for pair in expected))
