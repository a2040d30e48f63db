"""Corrections: where a speaker's slip must not be repeated, what was said and what is quoted instead.

In the head of a speech they are a list, in the order in which they were made:

    corrections:
    - {from: 既使下雨, to: 即使下雨, who: 王敏, when: 2026-11-26, why: 错别字}

The text below has the corrected words. Undone from the last to the first, each where its words stand, it is again what
was spoken; so each must stand in one place.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.errors import SourceError
from bot.model import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bot.model import Speech

_TEXTS = ("from", "to", "who", "why")
_LONGEST = 100
_FORM = f"corrections 下面每条要写 from、to、who、when（日期）、why，{_LONGEST} 个字以内，不能换行"


def read_corrections(rows: Any) -> tuple[Correction, ...]:
    """The corrections of a head.

    Raises:
        ValueError: they are not as they should be written.
    """
    if rows is None:
        return ()
    if not isinstance(rows, list) or not all(map(_is_well_formed, rows)):
        raise ValueError(_FORM)
    return tuple(Correction(row["from"], row["to"], row["who"], row["when"], row["why"]) for row in rows)


def rows_of(corrections: Iterable[Correction]) -> list[dict[str, Any]]:
    """Corrections as the head has them."""
    return [{"from": c.was, "to": c.now, "who": c.who, "when": c.day, "why": c.why} for c in corrections]


def objections(speech: Speech) -> Iterator[tuple[str, str, str]]:
    """Corrections that cannot be undone: the words, what is wrong, what to do."""
    text = speech.text
    for one in reversed(speech.corrections):
        if one.now not in text:
            yield one.now, f"更正以后的“{one.now}”不在正文里", "正文里用 to 的字，或删掉这一条更正"
            return
        if not _stands_once(one.now, text):
            mend = "from 和 to 都连着前后的字一起写，写到只有一处"
            yield one.now, f"更正以后的“{one.now}”在正文里不止一处", mend
            return
        text = text.replace(one.now, one.was, 1)


def with_correction(speech: Speech, new: Correction) -> Speech:
    """The speech with one more correction, made in its text.

    Raises:
        SourceError: what is to be corrected does not stand in one place, or something is not told.
    """
    if not _is_well_formed(rows_of([new])[0]):
        raise SourceError(f"更正要写原来的字、改成的字和为什么，{_LONGEST} 个字以内，前后不一样，不能换行")
    if new.was not in speech.text:
        raise SourceError(f"稿子里找不到“{new.was}”；照稿子里的字写，不要跨行")
    if not _stands_once(new.was, speech.text):
        raise SourceError(f"“{new.was}”在稿子里不止一处；连着前后的字一起写，写到只有一处")
    passages = tuple(replace(p, text=p.text.replace(new.was, new.now)) for p in speech.passages)
    corrected = replace(speech, passages=passages, corrections=(*speech.corrections, new))
    for _, what, mend in objections(corrected):
        raise SourceError(f"{what}；{mend}")
    return corrected


def _stands_once(words: str, text: str) -> bool:
    """Also where it could stand across itself: 一一 stands twice in 一一一."""
    return 0 <= text.find(words) == text.rfind(words)


def _is_well_formed(row: Any) -> bool:
    if not isinstance(row, dict) or row.keys() != {*_TEXTS, "when"}:
        return False
    texts, day = [row[name] for name in _TEXTS], row["when"]
    return (
        all(isinstance(text, str) and 0 < len(text.strip()) <= len(text) <= _LONGEST for text in texts)
        and all(text.isprintable() for text in texts)
        and row["from"] != row["to"]
        and isinstance(day, date)
        and not isinstance(day, datetime)
    )
