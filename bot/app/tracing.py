"""What a reply showed, traced back to the passages as they stood in the release that answered."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from bot.app.withholding import Withdrawal, passage_at
from bot.corpus.knowledge import Knowledge
from bot.dialogue.directory import Directory
from bot.dialogue.markup import pieces
from bot.errors import BaiguError
from bot.results.tracing import Shown
from bot.retrieval.normalization import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.app.service import Service
    from bot.model import Corpus, Entry, Passage


class Tracing:
    """Reads what was published when somebody was answered."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def shown(self, entry: Entry) -> Sequence[Shown]:
        """The passages that a reply quoted, then those that it offered; nothing where that release is damaged."""
        found = dict[str, Shown]()
        with suppress(BaiguError):
            now = Withdrawal(self._service).corpus
            then = self._as_it_stood(entry, now)
            for passage, words in _named_in(entry, then):
                if passage.id not in found:
                    found[passage.id] = _shown(passage, words, entry, then, now)
        return list(found.values())

    def _as_it_stood(self, entry: Entry, now: Corpus) -> Corpus:
        service = self._service
        if entry.release is None:
            began = service.unpublished()
            return Knowledge(began, service.kept_speeches).load() if began else now
        is_current = entry.release == next(iter(service.releases.published()), None)
        return now if is_current else service.published(entry.release)


def _shown(passage: Passage, words: str, entry: Entry, then: Corpus, now: Corpus) -> Shown:
    speech, left = then.speech_of(passage), now.passage(passage.id)
    since = "gone" if left is None else "same" if left.text == passage.text else "changed"
    path = f"/speeches/{left.speech}#{left.anchor}" if left else ""
    parts = tuple(_parts(passage, entry))
    return Shown(passage.id, speech.unit.name, speech.title, passage.heading, parts, words, since, path)


def _parts(passage: Passage, entry: Entry) -> Iterator[tuple[str, bool]]:
    """The words of a passage; those were quoted that its spans name, if the reply has them."""
    text, at = passage.text, 0
    for start, end in sorted(span for place, *span in _spans(entry) if place == passage.id):
        if at <= start < end <= len(text) and (entry.reply is None or text[start:end] in entry.reply):
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False


def _spans(entry: Entry) -> Iterator[tuple[str, int, int]]:
    """What was quoted: of which passage, from which character to which."""
    for told in (entry.quoted or "").split():
        place, _, span = told.rpartition(":")
        start, _, end = span.partition("-")
        with suppress(ValueError):
            yield place, int(start), int(end)


def _named_in(entry: Entry, corpus: Corpus) -> Iterator[tuple[Passage, str]]:
    """The passages that a reply names, with the words that lead there: its quotes, its taps, its numbered lines."""
    for place, _, _ in _spans(entry):
        passage = passage_at(corpus, place)
        if passage:
            yield passage, ""
    directory = Directory(corpus, normalise)
    for piece in pieces(entry.reply or ""):
        for line in [piece.says] if piece.says else piece.text.splitlines():
            passage = directory.passage(line.lstrip("0123456789. "))
            if passage:
                yield passage, piece.says or line
