"""What the model has -> records, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.exchange.table import PARTS
from bot.model import HEADLESS, Keyword, Passage, Role, Source, Speech, Synonym, Theme, Unit

if TYPE_CHECKING:
    from bot.exchange.table import Record


def record_of(thing: Unit | Theme | Synonym | Keyword) -> Record:
    """A unit, theme, synonym or keyword: its own fields."""
    return dict(vars(thing))


def speech_record(speech: Speech) -> Record:
    """A speech and its passages, without what editors taught them."""
    source = speech.source
    return {
        "slug": speech.slug,
        "title": speech.title,
        "unit": speech.unit.name,
        "speaker": speech.speaker,
        "date": speech.date,
        "source_title": source.title,
        "publisher": source.publisher,
        "url": source.url,
        "file": source.file,
        "is_note": speech.is_note,
        PARTS: tuple(_part(passage) for passage in speech.passages),
    }


def speech_of(record: Record, unit: Unit, old: Speech | None) -> Speech:
    """The speech; questions and renamed anchors are those of the old one. Its passages are not numbered yet."""
    taught = {passage.anchor: passage for passage in old.passages} if old else {}
    return Speech(
        record["slug"],
        record["title"],
        unit,
        record["speaker"],
        record["date"],
        Source(record["source_title"] or record["title"], record["publisher"], record["url"], record["file"]),
        tuple(_passage(record, part, taught.get(part["anchor"])) for part in record[PARTS]),
        moved=old.moved if old else {},
        formerly=old.formerly if old else (),
        guesses=old.guesses if old else {},
        corrections=old.corrections if old else (),
    )


def question_record(speech: Speech, passage: Passage) -> Record:
    """What editors taught a passage."""
    return {
        "speech": speech.slug,
        "anchor": passage.anchor,
        "unit": speech.unit.name,
        "heading": passage.heading,
        "asked_as": passage.asked_as,
        "not_asked_as": passage.not_asked_as,
    }


def _part(passage: Passage) -> Record:
    heading = None if passage.anchor in HEADLESS else passage.heading
    return {
        "anchor": passage.anchor,
        "heading": heading,
        "plain": passage.plain,
        "text": passage.text,
        "themes": passage.themes,
    }


def _passage(record: Record, part: dict[str, Any], old: Passage | None) -> Passage:
    return Passage(
        record["slug"],
        part["anchor"],
        record["title"] if part["anchor"] in HEADLESS else part["heading"] or "",
        part["text"],
        Role.of(part["anchor"], is_note=record["is_note"]),
        themes=part["themes"],
        asked_as=old.asked_as if old else (),
        not_asked_as=old.not_asked_as if old else (),
        heard=old.heard if old else (),
        plain=part["plain"],
    )
