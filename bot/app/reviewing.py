"""Drafts as they are checked at the console: seen beside their source, cut anew, taken or thrown away."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from bot.app.accepting import NOBODY, Accepting
from bot.app.correcting import correction
from bot.app.reviewing_remarks import remarks
from bot.corpus.corrections import with_correction
from bot.corpus.drafts import DraftFile, Drafts, remove
from bot.corpus.recutting import Source, join, split, with_headings
from bot.corpus.review_words import review_words
from bot.corpus.speech_rendering import render_speech
from bot.errors import OperatorError, SourceError
from bot.exchange.kinds import Day
from bot.importing.drafting.drafts import NO_UNIT
from bot.importing.finding.heading import heading_of
from bot.model import Unit
from bot.model.progress import unshown
from bot.results.acceptance import Doubt
from bot.results.review import Cut, DraftLine, DraftReview, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from bot.corpus.folder import KnowledgeFolder
    from bot.model import Corpus, Speech
    from bot.results.acceptance import Accepted
    from bot.results.correcting import TypedCorrection
    from bot.results.review import Typed

FIELDS = ("title", "unit", "speaker", "date")
_REPORT, _LONGEST = 20_000, 100


class Reviewing:
    """The drafts beside a knowledge folder.

    Args:
        used: gives what answers now.
    """

    def __init__(self, knowledge: KnowledgeFolder, used: Callable[[], Corpus]) -> None:
        self._knowledge, self._used = knowledge, used
        self._folder = knowledge.folder.root / "drafts"

    def drafts(self) -> Sequence[DraftLine]:
        """All that wait."""
        return [_line(path) for path in sorted(self._folder.glob("*.md"))]

    def accepted(self) -> Sequence[Speech]:
        """Those that were taken and do not answer yet."""
        used = {speech.slug for speech in self._used().speeches}
        return [speech for speech in self._knowledge.read().corpus.speeches if speech.slug not in used]

    def draft(self, slug: str) -> DraftReview:
        """One, beside its source.

        Raises:
            SourceError: it is not there any more, or cannot be read.
            KnowledgeError: the knowledge folder has faults.
        """
        path = self._path(slug)
        _, waiting = self._accepting().waiting(path)
        draft = DraftFile.read(path)
        units = self._knowledge.read().corpus.units
        return DraftReview(
            slug=slug,
            version=_version(path),
            fields=_fields(draft.speech),
            doubts={doubt.field: doubt for doubt in waiting.doubts},
            cuts=[*_cuts(draft.speech)],
            source=[*_stretches(draft.speech, draft.source)],
            remarks=[*remarks(draft.speech, review_words(self._knowledge.folder.root))],
            report=self._report(slug),
            units=[unit.name for unit in units],
            corrections=draft.speech.corrections,
            is_new_unit=not any(draft.speech.unit.name in unit.names for unit in units),
        )

    def save(self, slug: str, version: str, typed: Typed) -> None:
        """Keep what was typed; raises as `split` does."""
        draft = self._held(slug, version)
        self._write(draft, _with_typed(draft.speech, typed))

    def split(self, slug: str, version: str, typed: Typed, anchor: str, at: int) -> None:
        """Cut a passage of a draft in two, and keep what was typed.

        Raises:
            OperatorError: somebody has changed the draft meanwhile.
            SourceError: it cannot be cut there.
        """
        draft = self._held(slug, version)
        speech = _with_typed(draft.speech, typed)
        names = (speech.unit.name,)
        self._write(draft, split(speech, anchor, at, lambda text: heading_of(text, 0, names)))

    def join(self, slug: str, version: str, typed: Typed, anchor: str) -> None:
        """Make one of a passage and the one before it, and keep what was typed; raises as `split` does."""
        draft = self._held(slug, version)
        source = Source(draft.source) if draft.source is not None else None
        self._write(draft, join(_with_typed(draft.speech, typed), anchor, source))

    def correct(self, slug: str, version: str, typed: Typed, who: str, new: TypedCorrection) -> None:
        """Correct a slip in a draft, and keep what was typed; raises as `split` does."""
        draft = self._held(slug, version)
        self._write(draft, with_correction(_with_typed(draft.speech, typed), correction(who, new)))

    def accept(self, slug: str, version: str, typed: Typed) -> Accepted:
        """Take a draft into the knowledge folder, with what a person says of it.

        Raises:
            OperatorError: somebody has changed the draft meanwhile, or a field cannot be so.
            SourceError: it cannot be taken.
            KnowledgeError: the knowledge folder has faults.
        """
        draft, accepting = self._held(slug, version), self._accepting()
        answers = {
            name: _understood(accepting, draft.speech, name, typed.fields.get(name, "")) for name in FIELDS
        }
        speech = with_headings(draft.speech, _headings(typed))
        taken = accepting.take(replace(draft, speech=speech), answers)
        faults = accepting.write()
        if faults:
            raise OperatorError("；".join(faults))
        self._without_report(slug)
        return taken

    def discard(self, slug: str, version: str) -> None:
        """Throw a draft away; raises as `split` does."""
        remove([self._held(slug, version)])
        self._without_report(slug)

    def _accepting(self) -> Accepting:
        return Accepting(self._knowledge, unshown)

    def _held(self, slug: str, version: str) -> DraftFile:
        path = self._path(slug)
        if _version(path) != version:
            raise OperatorError("刚才有人改了这份草稿，您这一步没有做；下面是现在的样子，看看再做")
        return DraftFile.read(path)

    def _path(self, slug: str) -> Path:
        """Only of a file that is in the folder: a slug may come from anywhere."""
        path = next((path for path in self._folder.glob("*.md") if path.stem == slug), None)
        if path is None:
            raise SourceError("没有这份草稿了，可能已经收下或删了")
        return path

    def _write(self, draft: DraftFile, speech: Speech) -> None:
        Drafts(self._folder).replace(draft.path.name, render_speech(speech))

    def _report(self, slug: str) -> str:
        path = self._folder / f"{slug}.report.txt"
        return path.read_text("utf-8")[:_REPORT] if path.exists() else ""

    def _without_report(self, slug: str) -> None:
        (self._folder / f"{slug}.report.txt").unlink(missing_ok=True)


def _version(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def _line(path: Path) -> DraftLine:
    try:
        speech = DraftFile.read(path).speech
    except SourceError as error:
        return DraftLine(path.stem, path.name, "", "", 0, 0, str(error))
    unit = "" if speech.unit.name == NO_UNIT else speech.unit.name
    day = speech.date.isoformat() if speech.date else ""
    return DraftLine(path.stem, speech.title, unit, day, len(speech.practices), len(speech.guesses))


def _fields(speech: Speech) -> dict[str, str]:
    return {
        "title": speech.title,
        "unit": "" if speech.unit.name == NO_UNIT else speech.unit.name,
        "speaker": speech.speaker or "",
        "date": speech.date.isoformat() if speech.date else "",
    }


def _headings(typed: Typed) -> dict[str, str]:
    return {anchor: " ".join(heading.split())[:_LONGEST] for anchor, heading in typed.headings.items()}


def _with_typed(speech: Speech, typed: Typed) -> Speech:
    """A draft with what was typed so far; what was typed in place of a guess is none any more."""
    before = _fields(speech)
    said = {name: " ".join(value.split())[:_LONGEST] for name, value in typed.fields.items()}
    new = {name: value for name, value in said.items() if value != before.get(name)}
    day = speech.date
    if "date" in new:
        with suppress(ValueError, SourceError):
            day = Day().read(new["date"]) if new["date"] else None
    return with_headings(
        replace(
            speech,
            title=new.get("title") or speech.title,
            unit=Unit(speech.unit.slug, new["unit"]) if new.get("unit") else speech.unit,
            speaker=(new["speaker"] or None) if "speaker" in new else speech.speaker,
            date=day,
            guesses={name: guess for name, guess in speech.guesses.items() if name not in new},
        ),
        _headings(typed),
    )


def _understood(accepting: Accepting, speech: Speech, name: str, typed: str) -> str:
    """What a person means by a field of a form, in which what is left empty is said to be nothing."""
    said = typed.strip() or (NOBODY if name in ("speaker", "date") else "")
    if not said:
        raise OperatorError("标题和单位要填")
    try:
        return accepting.understood(Doubt(name, _fields(speech)[name]), said)
    except (ValueError, SourceError) as error:
        raise OperatorError(str(error)) from None


def _cuts(speech: Speech) -> Iterator[Cut]:
    for passage in speech.passages:
        sentences = [(start, passage.text[start:end]) for start, end in passage.sentences]
        yield Cut(passage.anchor, passage.number, passage.heading, sentences)


def _stretches(speech: Speech, text: str | None) -> Iterator[Stretch]:
    """The source, with where each passage stands in it."""
    if text is None:
        return
    source, at = Source(text), 0
    for passage in speech.passages:
        span = source.span(speech.uncorrected(passage.text), at)
        if span is None or span[0] < at:
            continue
        yield Stretch(text[at : span[0]])
        yield Stretch(text[slice(*span)], passage.anchor, passage.number)
        at = span[1]
    yield Stretch(text[at:])
