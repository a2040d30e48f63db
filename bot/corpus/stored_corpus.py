"""A corpus in a folder, of which a speech is read when somebody looks at it: for corpora of millions of passages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Generic, TypeVar, overload

import numpy as np

from bot.corpus.kept_speeches import decode, encode
from bot.disk.arrays import mapped
from bot.disk.records import Records, writing
from bot.disk.rows import Rows, hashes_of
from bot.errors import ReleaseError
from bot.model import Corpus, Passage, Speech, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    Numbers = NDArray[np.int32]
    Arrays = dict[str, NDArray[Any]]

T = TypeVar("T")

_REMEMBERED = 256
"""Speeches that were looked at last."""

_LATELY = 50
"""Speeches."""

_SPEECHES, _ARRAYS, _LIST = "speeches", "corpus", "corpus.json"


class Some(Sequence[T], Generic[T]):
    """Things by their numbers, each made when it is looked at."""

    def __init__(self, numbers: Numbers, make: Callable[[int], T]) -> None:
        self._numbers, self._make = numbers, make

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Some[T]: ...
    def __getitem__(self, at: int | slice) -> T | Some[T]:
        if isinstance(at, slice):
            return Some(self._numbers[at], self._make)
        return self._make(self._numbers.item(at))


class StoredSpeeches(Sequence[Speech]):
    """The speeches that `store` put into a folder, with what is known of all of them.

    Attributes:
        told: what is little: units, who spoke, what was called otherwise.
        arrays: what is much, by name.
    """

    def __init__(self, folder: Path) -> None:
        self._records = Records(folder / _SPEECHES)
        self.told: dict[str, Any] = json.loads((folder / _LIST).read_text("utf-8"))
        self.arrays = {file.name.split(".")[1]: mapped(file) for file in folder.glob(f"{_ARRAYS}.*.npy")}
        self.units = [Unit(*map(_whole, row)) for row in self.told["units"]]
        self._by_name = {unit.name: unit for unit in self.units}
        self._slugs = Rows(self.arrays["slugs"])
        self._read = lru_cache(_REMEMBERED)(self._decoded)

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, at: int) -> Speech: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Speech]: ...
    def __getitem__(self, at: int | slice) -> Speech | Sequence[Speech]:
        if isinstance(at, slice):
            return Some(np.arange(len(self), dtype=np.int32)[at], self._read)
        return self._read(range(len(self))[at])

    def __iter__(self) -> Iterator[Speech]:
        return map(self._decoded, range(len(self)))  # what passes by is not remembered

    def find(self, slug: str) -> int | None:
        """The number of the speech of that slug."""
        row = self._slugs.get(slug)
        return None if row is None else self.arrays["slug_numbers"].item(row)

    def _decoded(self, number: int) -> Speech:
        speech = decode(self._records[number], self._by_name)
        if speech is None:
            raise ReleaseError("存着的语料里有一篇的单位不在；删掉 var/shelves，重新启动服务")
        return speech


class StoredPassages(Sequence[Passage]):
    """All passages of stored speeches, in reading order."""

    def __init__(self, speeches: StoredSpeeches) -> None:
        self._speeches, self._firsts = speeches, speeches.arrays["firsts"]

    def __len__(self) -> int:
        return int(self._firsts.item(-1))

    @overload
    def __getitem__(self, at: int) -> Passage: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Passage]: ...
    def __getitem__(self, at: int | slice) -> Passage | Sequence[Passage]:
        if isinstance(at, slice):
            return Some(np.arange(len(self), dtype=np.int32)[at], self.__getitem__)
        number = range(len(self))[at]
        speech = int(self._firsts.searchsorted(number, "right")) - 1
        return self._speeches[speech].passages[number - int(self._firsts.item(speech))]

    def __iter__(self) -> Iterator[Passage]:
        return chain.from_iterable(speech.passages for speech in self._speeches)


@dataclass(frozen=True)
class StoredCorpus(Corpus):
    """A corpus whose speeches stand in a folder.

    What is withheld keeps its place among speeches and passages, so that numbers stay what they were; nothing else
    leads to it.
    """

    speeches: StoredSpeeches

    def without(self, withheld: Collection[str]) -> StoredCorpus:
        """See `Corpus`."""
        slugs = {name.partition("#")[0] for name in withheld}
        speeches = filter(None, (self._whole(slug) or self._whole_renamed(slug) for slug in slugs))
        named = [self.names_of(p) for speech in speeches for p in speech.passages]
        gone = [names for names in named if not names.isdisjoint(withheld)]
        return replace(self, withheld=self.withheld.union(*gone)) if gone else self

    @cached_property
    def passages(self) -> Sequence[Passage]:
        """See `Corpus`; those withheld are among them."""
        return StoredPassages(self.speeches)

    @cached_property
    def newest(self) -> Sequence[Speech]:
        """See `Corpus`."""
        return self._some(self._arrays["newest"])

    @cached_property
    def spoken_for(self) -> Mapping[str, Unit]:
        """See `Corpus`."""
        return {name: self.speeches.units[n] for name, n in self.speeches.told["spoken_for"].items()}

    @cached_property
    def titled(self) -> Mapping[str, Unit]:
        """See `Corpus`."""
        return {name: self.speeches.units[n] for name, n in self.speeches.told["titled"].items()}

    @property
    def is_corrected(self) -> bool:
        """See `Corpus`."""
        return bool(self.speeches.told["is_corrected"])

    def speech(self, slug: str) -> Speech | None:
        """See `Corpus`."""
        whole = self._whole(slug)
        return whole and self._shown(whole)

    def renamed(self, slug: str) -> Speech | None:
        """See `Corpus`."""
        whole = self._whole_renamed(slug)
        return whole and self._shown(whole)

    def passage(self, passage_id: str) -> Passage | None:
        """See `Corpus`."""
        speech = self.speech(passage_id.partition("#")[0])
        passages = speech.passages if speech else ()
        return next((passage for passage in passages if passage.id == passage_id), None)

    def speech_of(self, passage: Passage) -> Speech:
        """See `Corpus`."""
        whole = self._whole(passage.speech)
        assert whole
        return self._shown(whole) or whole

    def number_of(self, passage: Passage) -> int:
        """See `Corpus`."""
        number = self.speeches.find(passage.speech)
        assert number is not None
        anchors = [other.anchor for other in self.speeches[number].passages]
        return int(self._arrays["firsts"].item(number)) + anchors.index(passage.anchor)

    def speeches_of(self, unit: Unit) -> Sequence[Speech]:
        """See `Corpus`."""
        return self._some(self._speeches_of(unit))

    def passages_of(self, unit: Unit) -> Sequence[Passage]:
        """See `Corpus`; of a unit's newest speeches, for all are looked through when something is asked of it."""
        return tuple(passage for speech in self.speeches_of(unit)[:_LATELY] for passage in speech.passages)

    def of_theme(self, theme: str) -> Sequence[Passage]:
        """See `Corpus`."""
        return self._of_theme_in("by_theme", theme)

    def newest_of_theme(self, theme: str) -> Sequence[Passage]:
        """See `Corpus`."""
        return self._of_theme_in("newest_by_theme", theme)

    def called(self, names: Callable[[Speech, Passage], Iterable[str]]) -> Callable[[str], Passage | None]:  # noqa: ARG002 # these were asked for when it was stored
        """See `Corpus`."""
        rows, numbers = Rows(self._arrays["called"]), self._arrays["called_numbers"]

        def find(name: str) -> Passage | None:
            row = rows.get(name)
            found = None if row is None else self.passages[numbers.item(row)]
            return found if found and found.id not in self.withheld else None

        return find

    @property
    def _arrays(self) -> Arrays:
        return self.speeches.arrays

    def _whole(self, slug: str) -> Speech | None:
        """The speech of that slug with what is withheld of it."""
        number = self.speeches.find(slug)
        return None if number is None else self.speeches[number]

    def _whole_renamed(self, slug: str) -> Speech | None:
        number = self.speeches.told["formerly"].get(slug)
        return None if number is None else self.speeches[number]

    def _shown(self, speech: Speech) -> Speech | None:
        """A speech without what is withheld of it; None where nothing is left."""
        if not self.withheld:
            return speech
        left = tuple(passage for passage in speech.passages if passage.id not in self.withheld)
        return replace(speech, passages=left) if left else None

    def _some(self, numbers: Numbers) -> Sequence[Speech]:
        """Speeches by their numbers, without those of which nothing is left."""
        if not self.withheld:
            return Some(numbers, self.speeches.__getitem__)
        slugs = {name.partition("#")[0] for name in self.withheld}
        touched = [n for slug in slugs if (n := self.speeches.find(slug)) is not None]
        gone = [n for n in touched if self._shown(self.speeches[n]) is None]

        def shown(number: int) -> Speech:
            speech = self._shown(self.speeches[number])
            assert speech
            return speech

        return Some(numbers[~np.isin(numbers, gone)], shown)

    def _speeches_of(self, unit: Unit) -> Numbers:
        """The numbers of a unit's speeches, the newest first."""
        if unit not in self.speeches.units:
            return np.zeros(0, np.int32)
        return _part(self._arrays, "by_unit", self.speeches.units.index(unit))

    def _of_theme_in(self, order: str, theme: str) -> Sequence[Passage]:
        themes = self.speeches.told["themes"]
        if theme not in themes:
            return ()
        numbers = _part(self._arrays, order, themes.index(theme))
        if self.withheld:
            hidden = [n for n in numbers.tolist() if self.passages[n].id in self.withheld]
            numbers = numbers[~np.isin(numbers, hidden)]
        return Some(numbers, self.passages.__getitem__)


def open_corpus(rest: Corpus, folder: Path) -> StoredCorpus:
    """A stored corpus.

    Args:
        rest: all of it but its speeches.

    Raises:
        OSError: it is not there.
    """
    speeches = StoredSpeeches(folder)
    known = {field.name: getattr(rest, field.name) for field in fields(rest)}
    return StoredCorpus(**{**known, "speeches": speeches, "version": speeches.told["version"]})


def store(corpus: Corpus, folder: Path, names: Callable[[Speech, Passage], Iterable[str]]) -> None:
    """Put the speeches of a corpus into a folder.

    Args:
        names: what each passage is called, as `Corpus.called` is asked.
    """
    speeches = corpus.speeches
    with writing(folder / _SPEECHES) as add:
        for speech in speeches:
            add(encode(speech))
    units = list(dict.fromkeys(speech.unit for speech in speeches))
    place = {unit: number for number, unit in enumerate(units)}
    themes = list(dict.fromkeys(theme for passage in corpus.passages for theme in passage.themes))
    told = {
        "version": corpus.version,
        "units": [[getattr(unit, field.name) for field in fields(unit)] for unit in units],
        "themes": themes,
        "spoken_for": {name: place[unit] for name, unit in corpus.spoken_for.items()},
        "titled": {name: place[unit] for name, unit in corpus.titled.items()},
        "formerly": {old: number for number, speech in enumerate(speeches) for old in speech.formerly},
        "is_corrected": corpus.is_corrected,
    }
    (folder / _LIST).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    for name, array in _arrays_of(corpus, place, themes, names):
        np.save(folder / f"{_ARRAYS}.{name}.npy", array, allow_pickle=False)


def _arrays_of(
    corpus: Corpus,
    units: Mapping[Unit, int],
    themes: Sequence[str],
    names: Callable[[Speech, Passage], Iterable[str]],
) -> Iterator[tuple[str, NDArray[Any]]]:
    speeches = corpus.speeches
    sizes = [len(speech.passages) for speech in speeches]
    yield "firsts", np.cumsum([0, *sizes], dtype=np.int32)
    yield "speech_units", np.array([units[speech.unit] for speech in speeches], np.int32)
    place = {speech.slug: number for number, speech in enumerate(speeches)}
    yield "newest", np.array([place[speech.slug] for speech in corpus.newest], np.int32)
    yield from _looked_up("slug", "slugs", ((slug, number) for slug, number in place.items()))
    of_units = ([place[speech.slug] for speech in corpus.speeches_of(unit)] for unit in units)
    yield from _in_parts("by_unit", of_units)
    number_of = corpus.number_of
    yield from _in_parts("by_theme", (map(number_of, corpus.of_theme(theme)) for theme in themes))
    newest = (map(number_of, corpus.newest_of_theme(theme)) for theme in themes)
    yield from _in_parts("newest_by_theme", newest)
    passages = ((speech, passage) for speech in speeches for passage in speech.passages)
    called = ((name, number) for number, one in enumerate(passages) for name in names(*one))
    yield from _looked_up("called", "called", called)


def _looked_up(name: str, keys: str, told: Iterable[tuple[str, int]]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Numbers by keys; of one that comes several times, the first."""
    pairs = [*told]
    hashes, firsts = np.unique(hashes_of(key for key, _ in pairs), return_index=True)
    yield keys, hashes
    yield f"{name}_numbers", np.array([number for _, number in pairs], np.int32)[firsts]


def _in_parts(name: str, parts: Iterable[Iterable[int]]) -> Iterator[tuple[str, NDArray[Any]]]:
    held = [[*part] for part in parts]
    yield f"{name}_ends", np.cumsum([len(part) for part in held], dtype=np.int64)
    yield name, np.array([*chain.from_iterable(held)], np.int32)


def _part(arrays: Arrays, name: str, number: int) -> Numbers:
    ends = arrays[f"{name}_ends"]
    return arrays[name][ends.item(number - 1) if number else 0 : ends.item(number)]


def _whole(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
