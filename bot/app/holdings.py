"""What a revision of the knowledge holds of each table that offices exchange."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.exchange import tables
from bot.exchange.records import question_record, record_of, speech_of, speech_record
from bot.model import Labelled, Synonym, Theme, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.corpus.revision import Revision
    from bot.exchange.table import Record, Table


@dataclass(frozen=True)
class Held:
    """One table of a revision, as `exchange.merging` wants it."""

    records: Callable[[], Iterable[Record]]
    put: Callable[[Record | None, Record], str | None]


def holdings(revision: Revision) -> dict[Table, Held]:
    """Every table, in the order in which they name each other."""

    def simple(rows: Sequence[Any], kind: type, put: Callable[[Any, Any], str | None]) -> Held:
        return Held(
            lambda: map(record_of, rows), lambda old, new: put(kind(**old) if old else None, kind(**new))
        )

    return {
        tables.UNITS: simple(revision.units, Unit, revision.put_unit),
        tables.THEMES: simple(revision.themes, Theme, revision.put_theme),
        tables.SPEECHES: Held(
            lambda: map(speech_record, revision.speeches.values()), partial(_put_speech, revision)
        ),
        tables.QUESTIONS: Held(lambda: _questions(revision), partial(_put_question, revision)),
        tables.VOCABULARY: simple(revision.synonyms, Synonym, revision.put_synonym),
        tables.CHECKS: Held(lambda: _checks(revision), partial(_put_check, revision)),
    }


def _put_speech(revision: Revision, _old: Record | None, new: Record) -> str | None:
    unit = revision.unit(new["unit"])
    if unit is None:
        return f"单位表里没有“{new['unit']}”；先把它加到单位表，名字要一模一样"
    return revision.put_speech(speech_of(new, unit, revision.speeches.get(new["slug"])))


def _questions(revision: Revision) -> Iterator[Record]:
    return (question_record(s, passage) for s in revision.speeches.values() for passage in s.passages)


def _put_question(revision: Revision, old: Record | None, new: Record) -> str | None:
    if old is None:
        return f"没有讲稿 {new['speech']} 的 {new['anchor']} 这一段；看讲稿编号和锚点"
    speech = revision.speeches[new["speech"]]
    taught = tuple(
        replace(p, asked_as=new["asked_as"], not_asked_as=new["not_asked_as"])
        if p.anchor == new["anchor"]
        else p
        for p in speech.passages
    )
    return revision.put_speech(replace(speech, passages=taught))


def _checks(revision: Revision) -> Iterator[Record]:
    return ({**vars(q), "file": name} for name, questions in revision.questions.items() for q in questions)


def _put_check(revision: Revision, old: Record | None, new: Record) -> str | None:
    if old and new["file"] not in (None, old["file"]):
        return "题目文件不能在表里换；在文件里把这一行挪过去"
    file = old["file"] if old else new["file"]
    return revision.put_question(file, _labelled(old) if old else None, _labelled(new))


def _labelled(record: Record) -> Labelled:
    return Labelled(record["kind"] or "", record["text"], record["expected"])
