"""Puts the speeches of a corpus into a folder, as `StoredCorpus` reads them."""

from __future__ import annotations

import json
from dataclasses import fields
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.corpus.kept_speeches import encode
from bot.corpus.stored_speeches import ARRAYS, LIST, SPEECHES
from bot.disk.records import writing
from bot.disk.rows import hashes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from bot.model import Corpus, Passage, Speech


def store(corpus: Corpus, folder: Path, names: Callable[[Speech, Passage], Iterable[str]]) -> None:
    """Put the speeches of a corpus into a folder.

    Args:
        names: what each passage is called, as `Corpus.called` is asked.
    """
    speeches = corpus.speeches
    with writing(folder / SPEECHES) as add:
        for speech in speeches:
            add(encode(speech))
    units = corpus.unit_numbers
    themes = list(dict.fromkeys(theme for passage in corpus.passages for theme in passage.themes))
    told = {
        "version": corpus.version,
        "units": [[getattr(unit, field.name) for field in fields(unit)] for unit in units],
        "themes": themes,
        "spoken_for": {name: units[unit] for name, unit in corpus.spoken_for.items()},
        "titled": {name: units[unit] for name, unit in corpus.titled.items()},
        "formerly": {old: number for number, speech in enumerate(speeches) for old in speech.formerly},
        "is_corrected": corpus.is_corrected,
    }
    (folder / LIST).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    for name, array in _arrays_of(corpus, themes, names):
        np.save(folder / f"{ARRAYS}.{name}.npy", array, allow_pickle=False)


def _arrays_of(
    corpus: Corpus,
    themes: Sequence[str],
    names: Callable[[Speech, Passage], Iterable[str]],
) -> Iterator[tuple[str, NDArray[Any]]]:
    speeches = corpus.speeches
    sizes = [len(speech.passages) for speech in speeches]
    yield "firsts", np.cumsum([0, *sizes], dtype=np.int32)
    place = {speech.slug: number for number, speech in enumerate(speeches)}
    yield "newest", np.array([place[speech.slug] for speech in corpus.newest], np.int32)
    yield from _looked_up("slug", "slugs", ((slug, number) for slug, number in place.items()))
    of_units = ([place[speech.slug] for speech in corpus.speeches_of(unit)] for unit in corpus.unit_numbers)
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
