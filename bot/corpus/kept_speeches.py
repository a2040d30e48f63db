"""Speeches as they were read before, found again by the bytes of their files: to parse ten thousand takes five seconds.

They stand in one file, a line each, with a checksum; nothing in it runs when it is read, and what is damaged is parsed anew.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from bot.disk.code import code_of
from bot.model import Correction, Guess, Passage, Role, Source, Speech

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from bot.model import Unit

_LEFT_OVER = 1000
"""Lines of speeches that were not read again, from which on these are dropped once they are the most."""

_ROLE = [field.name for field in fields(Passage)].index("role")


class KeptSpeeches:
    """Keeps what was read.

    Args:
        file: that only its owner reads; None keeps nothing.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file

    @contextmanager
    def opened(self) -> Iterator[Known]:
        """What is known, to be asked and added to."""
        known = Known(self._lines())
        yield known
        if self._file and known.added:
            with suppress(OSError):  # where nothing can be written all is parsed each time
                self._write(self._file, known)

    def _lines(self) -> dict[bytes, bytes]:
        try:
            lines = self._file.read_bytes().splitlines() if self._file else []
        except OSError:
            return {}
        return {key: told for key, _, told in (line.partition(b" ") for line in lines)}

    @staticmethod
    def _write(file: Path, known: Known) -> None:
        lines = known.added
        if known.left_over > max(_LEFT_OVER, len(known.used)):
            file.unlink()
            lines = known.used
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(b"".join(b"%s %s\n" % line for line in lines.items()))


class Known:
    """What was read before, by the contents of files.

    Args:
        lines: by key.
    """

    def __init__(self, lines: Mapping[bytes, bytes]) -> None:
        self._lines = lines
        self.used = dict[bytes, bytes]()
        self.added = dict[bytes, bytes]()

    @property
    def left_over(self) -> int:
        """How many nobody asked for."""
        return len(self._lines) + len(self.added) - len(self.used)

    def find(
        self, name: str, content: str, units: Mapping[str, Unit], themes: Collection[str]
    ) -> Speech | None:
        """The speech of a file; None where it was not read before, or names what there is no more."""
        key = _key(name, content)
        line = self._lines.get(key, b"")
        checksum, _, told = line.partition(b" ")
        if not told or _sum(told) != checksum:
            return None
        speech = decode(told, units)
        if speech is None or not all(theme in themes for p in speech.passages for theme in p.themes):
            return None
        self.used[key] = line
        return speech

    def add(self, name: str, content: str, speech: Speech) -> None:
        """Keep a speech that had no faults."""
        encoded = encode(speech)
        key = _key(name, content)
        self.added[key] = self.used[key] = b"%s %s" % (_sum(encoded), encoded)


def _key(name: str, content: str) -> bytes:
    return _sum(f"{program()}\0{name}\0{content}".encode("utf-8", "surrogatepass"))


def _sum(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest()[:32].encode()


def program() -> str:
    """Tells what reads speeches from every other program that would read them differently."""
    return code_of("bot.corpus", "bot.model")


def encode(speech: Speech) -> bytes:
    """A speech as a line of JSON."""
    row = {
        **{name: getattr(speech, name) for name in ("slug", "title", "speaker", "formerly")},
        "unit": speech.unit.name,
        "date": speech.date and speech.date.isoformat(),
        "source": _values(speech.source),
        "passages": [_values(passage) for passage in speech.passages],
        "moved": dict(speech.moved),
        "guesses": {name: _values(guess) for name, guess in speech.guesses.items()},
        "corrections": [[c.was, c.now, c.who, c.day.isoformat(), c.why] for c in speech.corrections],
    }
    told = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
    return told.encode("utf-8", "surrogatepass")


def _values(thing: Any) -> list[Any]:
    """The fields of a dataclass, in their order."""
    return [getattr(thing, field.name) for field in fields(thing)]


def decode(told: bytes, units: Mapping[str, Unit]) -> Speech | None:
    """What `encode` was given; None where its unit is not known by that name."""
    row = json.loads(told)
    unit = units.get(row["unit"])
    if unit is None:
        return None
    return Speech(
        slug=row["slug"],
        title=row["title"],
        unit=unit,
        speaker=row["speaker"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        source=Source(*row["source"]),
        passages=tuple(map(_passage, row["passages"])),
        moved=row["moved"],
        formerly=tuple(row["formerly"]),
        guesses={name: Guess(sentence, tuple(others)) for name, (sentence, others) in row["guesses"].items()},
        corrections=tuple(
            Correction(was, now, who, date.fromisoformat(day), why)
            for was, now, who, day, why in row["corrections"]
        ),
    )


def _passage(values: Sequence[Any]) -> Passage:
    own: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values]
    own[_ROLE] = Role(own[_ROLE])
    return Passage(*own)
