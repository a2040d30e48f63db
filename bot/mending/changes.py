"""A mend -> the change of the knowledge, and the question that holds it from then on.

What residents asked is kept word for word; a person has seen that it names nobody.
"""

from __future__ import annotations

from dataclasses import replace
from functools import singledispatch
from typing import TYPE_CHECKING

from bot.model import (
    Attach,
    Fixed,
    Keyword,
    Labelled,
    NeedsSpeech,
    Nickname,
    Outside,
    Synonym,
    Wanted,
    Word,
)

if TYPE_CHECKING:
    from bot.mending.ports import Knowledge
    from bot.model import Expected, Mend

    Wordings = tuple[str, ...]

_KINDS: dict[type, str] = {Fixed: "fixed", Outside: "outside", NeedsSpeech: "wanted"}
"""Of the questions to check with that are not answered with a quote; all others are."""

_ANSWERED = "heard"


@singledispatch
def change(mend: object, knowledge: Knowledge, wordings: Wordings) -> str | None:
    """Change the knowledge; the reason where that cannot be done.

    Args:
        wordings: how it was asked, the first being what it is known by.
    """
    raise NotImplementedError(type(mend), knowledge, wordings)


@change.register(Attach)
def _(mend: Attach, knowledge: Knowledge, wordings: Wordings) -> str | None:
    slug, _, anchor = mend.passage.partition("#")
    speech = knowledge.speeches.get(slug)
    found = next((p for p in speech.passages if p.anchor == anchor), None) if speech else None
    if speech is None or found is None:
        return f"知识文件夹里没有 {mend.passage} 这一段；写“文件名#锚点”，如 fangzhiban-20240111#p1"
    new = tuple(text for text in wordings if text not in found.answers)
    left = tuple(text for text in found.not_asked_as if text not in wordings)
    taught = replace(found, heard=(*found.heard, *new), not_asked_as=left)
    passages = tuple(taught if p is found else p for p in speech.passages)
    return knowledge.put_speech(replace(speech, passages=passages))


@change.register(Word)
def _(mend: Word, knowledge: Knowledge, wordings: Wordings) -> str | None:
    if not any(mend.says in text for text in wordings):
        return f"这些问法里没有“{mend.says}”；写居民用的那个词"
    old = next((one for one in knowledge.synonyms if one.means == mend.means), None)
    new = old or Synonym((), mend.means, mend.why)
    return knowledge.put_synonym(old, replace(new, says=_with(new.says, mend.says)))


@change.register(Nickname)
def _(mend: Nickname, knowledge: Knowledge, wordings: Wordings) -> str | None:
    unit = knowledge.unit_called(mend.unit)
    if unit is None:
        return f"单位表里没有“{mend.unit}”；照 units.toml 里的名字写"
    if not any(mend.nickname in text for text in wordings):
        return f"这些问法里没有“{mend.nickname}”；写居民对这个单位的叫法"
    return knowledge.put_unit(unit, replace(unit, nicknames=(*unit.nicknames, mend.nickname)))


@change.register(Fixed)
def _(mend: Fixed, knowledge: Knowledge, wordings: Wordings) -> str | None:
    same = (one for one in knowledge.keywords if (one.text, one.link) == (mend.text, mend.link))
    old = next((one for one in same if not one.prefix), None)
    said = _with(old.says if old else (), *wordings)
    return knowledge.put_keyword(old, Keyword(said, mend.text, mend.link))


@change.register(Outside)
def _(mend: Outside, knowledge: Knowledge, wordings: Wordings) -> str | None:
    return change(Fixed(mend.text), knowledge, wordings) if mend.text else None


@change.register(NeedsSpeech)
def _(mend: NeedsSpeech, knowledge: Knowledge, wordings: Wordings) -> str | None:
    unit = knowledge.unit_called(mend.unit)
    name = unit.name if unit else mend.unit
    same = (one for one in knowledge.wanted if one.unit == name)
    old = next((one for one in same if one.says[0] == wordings[0]), None)
    return knowledge.put_wanted(old, Wanted(name, _with(old.says if old else (), *wordings)))


def _with(says: Wordings, *more: str) -> Wordings:
    return tuple(dict.fromkeys((*says, *more)))


def is_met(mend: Mend, passage: str | None) -> bool:
    """Whether a mend does what was meant where that passage answers then; None where none does."""
    return not isinstance(mend, Attach) or passage == mend.passage


def hold(mend: Mend, knowledge: Knowledge, question: str, answer: Expected | None) -> str | None:
    """Hold from now on that a question is answered so, or is not; the reason where that cannot be done.

    Where a mend was to lead to an answer and does not, nothing can be held.
    """
    kind = _KINDS.get(type(mend), _ANSWERED)
    if kind == _ANSWERED and answer is None:
        return None
    expected = (answer,) if answer and kind == _ANSWERED else ()
    held = ((file, one) for file, rows in knowledge.questions.items() for one in rows if one.text == question)
    file, old = next(held, (None, None))
    return knowledge.put_question(file, old, Labelled(kind, question, expected))
