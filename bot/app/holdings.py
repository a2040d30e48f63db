"""What a revision of the knowledge holds of each table that offices exchange."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.exchange import tables
from bot.exchange.records import question_record, record_of, speech_of, speech_record
from bot.model import Keyword, Labelled, Synonym, Theme, Unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from bot.corpus.revision import Revision
    from bot.exchange.table import Record, Table


@dataclass(frozen=True)
class Held:
    """One table of a revision, as `exchange.merging` wants it."""

    records: Callable[[], Iterable[Record]]
    put: Callable[[Record | None, Record], str | None]
    remove: Callable[[Record], str | None]


def holdings(revision: Revision) -> dict[Table, Held]:
    """Every table, in the order in which they name each other."""

    def simple(
        rows: Sequence[Any],
        kind: type,
        put: Callable[[Any, Any], str | None],
        remove: Callable[[Any], str | None],
    ) -> Held:
        return Held(
            lambda: map(record_of, rows),
            lambda old, new: put(kind(**old) if old else None, kind(**new)),
            lambda record: remove(kind(**record)),
        )

    return {
        tables.UNITS: simple(revision.units, Unit, partial(_put_unit, revision), revision.remove_unit),
        tables.THEMES: simple(revision.themes, Theme, revision.put_theme, revision.remove_theme),
        tables.SPEECHES: Held(
            lambda: _speeches(revision),
            partial(_put_speech, revision),
            lambda record: revision.remove_speech(revision.speeches[record["slug"]]),
        ),
        tables.QUESTIONS: Held(
            lambda: _questions(revision),
            partial(_put_question, revision),
            partial(_remove_question, revision),
        ),
        tables.VOCABULARY: simple(revision.synonyms, Synonym, revision.put_synonym, revision.remove_synonym),
        tables.CHECKS: Held(
            lambda: _checks(revision),
            partial(_put_check, revision),
            lambda record: revision.remove_question(record["file"], _labelled(record)),
        ),
        tables.KEYWORDS: simple(revision.keywords, Keyword, revision.put_keyword, revision.remove_keyword),
    }


def _put_unit(revision: Revision, old: Unit | None, new: Unit) -> str | None:
    other = next((unit.name for unit in revision.units if unit.slug == new.slug), None)
    if old is None and other not in (None, new.name):
        return (
            f"网址名 {new.slug} 已经是“{other}”的；要给它改名，就用 baigu export 导出，在导出的那一行上改名；"
            "是另一个单位，就换一个网址名"
        )
    return revision.put_unit(old, new)


def _speeches(revision: Revision) -> Iterator[Record]:
    """With units as they were called when the tables were exported."""
    for record in map(speech_record, revision.speeches.values()):
        yield {**record, "unit": revision.renamed.get(record["unit"], record["unit"])}


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


def _remove_question(revision: Revision, record: Record) -> str | None:
    """Unteach a passage, which itself stays."""
    return _put_question(revision, record, {**record, "asked_as": (), "not_asked_as": ()})


def _checks(revision: Revision) -> Iterator[Record]:
    """With units as they were called when the tables were exported."""
    for name, questions in revision.questions.items():
        for question in questions:
            expected = tuple(
                replace(one, unit=revision.renamed.get(one.unit, one.unit)) for one in question.expected
            )
            yield {**vars(question), "expected": expected, "file": name}


def _put_check(revision: Revision, old: Record | None, new: Record) -> str | None:
    if old and new["file"] not in (None, old["file"]):
        return "题目文件不能在表里换；在文件里把这一行挪过去"
    file = old["file"] if old else new["file"]
    return revision.put_question(file, _labelled(old) if old else None, _labelled(new))


def _labelled(record: Record) -> Labelled:
    return Labelled(record["kind"] or "", record["text"], record["expected"])
